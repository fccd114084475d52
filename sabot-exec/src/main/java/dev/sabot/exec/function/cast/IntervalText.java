package dev.sabot.exec.function.cast;

import dev.sabot.error.ErrorCode;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.kernel.Calendar;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Writes and reads intervals: `1 year 2 months`, `-3 days 04:05:06.5`; reading takes any sequence
/// of numbers with units, abbreviated or plural, and times.
final class IntervalText {
    private long months;
    private long micros;

    long months() {
        return months;
    }

    long micros() {
        return micros;
    }

    static void appendMonths(long months, TextWriter out) {
        long years = months / 12;
        long rest = months % 12;
        if (years != 0) {
            appendUnit(years, "year", out);
        }
        if (rest != 0 || years == 0) {
            if (years != 0) {
                out.appendByte(' ');
            }
            appendUnit(rest, "month", out);
        }
    }

    static void appendMicros(long micros, TextWriter out) {
        long days = micros / Calendar.MICROS_PER_DAY;
        long time = micros % Calendar.MICROS_PER_DAY;
        if (days != 0) {
            appendUnit(days, "day", out);
        }
        if (time != 0 || days == 0) {
            if (days != 0) {
                out.appendByte(' ');
            }
            if (time < 0) {
                out.appendByte('-');
            }
            ValueText.appendTime(Math.abs(time), out);
        }
    }

    private static void appendUnit(long number, String unit, TextWriter out) {
        out.appendLong(number);
        out.appendByte(' ');
        out.append(unit);
        if (Math.abs(number) != 1) {
            out.appendByte('s');
        }
    }

    /// Reads an interval; months and microseconds are gathered apart. Returns why it cannot, or
    /// null.
    @Nullable ErrorCode parse(Text text) {
        months = 0;
        micros = 0;
        String[] words = text.toString().trim().split("\\s+");
        if (words.length == 1 && words[0].isEmpty()) {
            return ErrorCode.INVALID_CAST;
        }
        try {
            int index = 0;
            while (index < words.length) {
                String word = words[index];
                if (word.indexOf(':') >= 0) {
                    if (!addTime(word)) {
                        return ErrorCode.INVALID_CAST;
                    }
                    index++;
                } else {
                    if (index + 1 == words.length || !addUnit(word, words[index + 1])) {
                        return ErrorCode.INVALID_CAST;
                    }
                    index += 2;
                }
            }
            return null;
        } catch (ArithmeticException e) {
            return ErrorCode.DATETIME_OVERFLOW;
        } catch (NumberFormatException e) {
            return ErrorCode.INVALID_CAST;
        }
    }

    private boolean addUnit(String number, String unit) {
        String name = unit.toLowerCase(Locale.ROOT);
        if (name.length() > 1 && name.endsWith("s") && !name.equals("ms") && !name.equals("us")) {
            name = name.substring(0, name.length() - 1);
        }
        int monthsPerUnit = monthsPerUnit(name);
        if (monthsPerUnit > 0) {
            long count = Math.multiplyExact(Long.parseLong(number), monthsPerUnit);
            months = Math.addExact(months, count);
            return true;
        }
        long microsPerUnit = microsPerUnit(name);
        if (microsPerUnit == 0) {
            return false;
        }
        BigDecimal exact = new BigDecimal(number);
        long span =
                exact.multiply(BigDecimal.valueOf(microsPerUnit))
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
        micros = Math.addExact(micros, span);
        return true;
    }

    private static int monthsPerUnit(String unit) {
        return switch (unit) {
            case "month", "mon" -> 1;
            case "quarter" -> 3;
            case "year", "yr", "y" -> 12;
            case "decade" -> 120;
            case "century" -> 1_200;
            default -> 0;
        };
    }

    private static long microsPerUnit(String unit) {
        return switch (unit) {
            case "microsecond", "us" -> 1;
            case "millisecond", "ms" -> 1_000;
            case "second", "sec", "s" -> Calendar.MICROS_PER_SECOND;
            case "minute", "min", "m" -> Calendar.MICROS_PER_MINUTE;
            case "hour", "hr", "h" -> Calendar.MICROS_PER_HOUR;
            case "day", "d" -> Calendar.MICROS_PER_DAY;
            case "week", "w" -> 7 * Calendar.MICROS_PER_DAY;
            default -> 0;
        };
    }

    private boolean addTime(String word) {
        boolean isNegative = word.startsWith("-");
        String[] parts =
                (isNegative || word.startsWith("+") ? word.substring(1) : word).split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            return false;
        }
        long minutes = Long.parseLong(parts[1]);
        if (minutes < 0 || minutes > 59) {
            return false;
        }
        long span = Math.multiplyExact(Long.parseLong(parts[0]), Calendar.MICROS_PER_HOUR);
        span = Math.addExact(span, minutes * Calendar.MICROS_PER_MINUTE);
        if (parts.length == 3) {
            BigDecimal seconds = new BigDecimal(parts[2]);
            if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(60)) >= 0) {
                return false;
            }
            span =
                    Math.addExact(
                            span,
                            seconds.movePointRight(6)
                                    .setScale(0, RoundingMode.DOWN)
                                    .longValueExact());
        }
        micros = Math.addExact(micros, isNegative ? -span : span);
        return true;
    }
}
