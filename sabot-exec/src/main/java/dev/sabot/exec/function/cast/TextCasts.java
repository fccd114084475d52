package dev.sabot.exec.function.cast;

import dev.sabot.error.ErrorCode;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Casts from VARCHAR.
final class TextCasts {
    private static final int EXACT_DIGITS = 15;
    private static final int EXACT_POWER = 22;

    private TextCasts() {}

    static RowCast.@Nullable Factory parse(DataType to) {
        return switch (to.kind()) {
            case BOOLEAN -> _ -> TextCasts::parseBoolean;
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
                    _ -> {
                        NumberParser parser = new NumberParser();
                        return (row, result) -> parseExact(row.text(0), parser, to, result);
                    };
            case REAL, DOUBLE ->
                    _ -> {
                        NumberParser parser = new NumberParser();
                        return (row, result) -> parseDouble(row.text(0), parser, to, result);
                    };
            case VARBINARY -> _ -> TextCasts::parseBytes;
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> DateTimeCasts.parse(to);
            case INTERVAL_MONTH, INTERVAL_DAY ->
                    _ -> {
                        IntervalText interval = new IntervalText();
                        return (row, result) -> parseInterval(row.text(0), interval, to, result);
                    };
            case NULL, VARCHAR, ARRAY, ROW, MAP -> null;
        };
    }

    private static @Nullable ErrorCode parseBoolean(Row row, RowResult result) {
        switch (row.text(0).toString().trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> result.setBoolean(true);
            case "false", "f", "no", "n", "off", "0" -> result.setBoolean(false);
            default -> {
                return ErrorCode.INVALID_CAST;
            }
        }
        return null;
    }

    private static @Nullable ErrorCode parseExact(
            Text text, NumberParser parser, DataType to, RowResult result) {
        if (!parser.parse(text)) {
            return ErrorCode.INVALID_CAST;
        }
        if (!parser.isExact() || parser.exponent() < -2 * DataType.MAX_DECIMAL_PRECISION) {
            return parseBig(text, parser, to, result);
        }
        Int128 value = parser.mantissa();
        int scale = -parser.exponent();
        if (scale < 0) {
            if (value.isZero()) {
                scale = 0;
            } else if (scale < -DataType.MAX_DECIMAL_PRECISION || !value.scaleUp(-scale)) {
                return ErrorCode.OVERFLOW;
            } else {
                scale = 0;
            }
        }
        return NumberCasts.storeExact(value, scale, to, result);
    }

    private static @Nullable ErrorCode parseBig(
            Text text, NumberParser parser, DataType to, RowResult result) {
        long magnitude = (long) parser.numDigits() + parser.exponent();
        if (magnitude > DataType.MAX_DECIMAL_PRECISION + 1) {
            return ErrorCode.OVERFLOW;
        }
        Int128 value = parser.mantissa();
        if (magnitude < -DataType.MAX_DECIMAL_PRECISION) {
            value.set(0);
        } else {
            BigDecimal exact = NumberParser.parseBig(text);
            BigDecimal rounded = exact.setScale(to.scale(), RoundingMode.HALF_UP);
            if (rounded.precision() > DataType.MAX_DECIMAL_PRECISION) {
                return ErrorCode.OVERFLOW;
            }
            value.set(rounded.unscaledValue());
        }
        return NumberCasts.storeExact(value, to.scale(), to, result);
    }

    private static @Nullable ErrorCode parseDouble(
            Text text, NumberParser parser, DataType to, RowResult result) {
        if (!parser.parse(text)) {
            return parseSpecial(text, result);
        }
        int power = parser.exponent();
        boolean isShort = parser.numDigits() <= EXACT_DIGITS && Math.abs(power) <= EXACT_POWER;
        if (isShort && to.kind() == TypeKind.DOUBLE && !parser.mantissa().isZero()) {
            // Both are exact doubles, so one operation rounds once.
            double digits = parser.mantissa().low();
            double ten =
                    Int128.toDouble(
                            Int128.tenHigh(Math.abs(power)), Int128.tenLow(Math.abs(power)), 0);
            result.setDouble(power < 0 ? digits / ten : digits * ten);
            return null;
        }
        String trimmed = text.toString().trim();
        double value =
                to.kind() == TypeKind.REAL
                        ? Float.parseFloat(trimmed)
                        : Double.parseDouble(trimmed);
        result.setDouble(value);
        return Double.isInfinite(value) ? ErrorCode.OVERFLOW : null;
    }

    private static @Nullable ErrorCode parseSpecial(Text text, RowResult result) {
        switch (text.toString().trim().toLowerCase(Locale.ROOT)) {
            case "nan" -> result.setDouble(Double.NaN);
            case "inf", "+inf", "infinity", "+infinity" ->
                    result.setDouble(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> result.setDouble(Double.NEGATIVE_INFINITY);
            default -> {
                return ErrorCode.INVALID_CAST;
            }
        }
        return null;
    }

    /// Reads the form [ValueText] writes: ASCII as it is, other bytes as `\xFF`.
    private static @Nullable ErrorCode parseBytes(Row row, RowResult result) {
        Text text = row.text(0);
        int index = 0;
        while (index < text.length()) {
            byte value = text.byteAt(index);
            if (value == '\\') {
                boolean isHex =
                        index + 3 < text.length()
                                && (text.byteAt(index + 1) | 0x20) == 'x'
                                && Character.digit(text.byteAt(index + 2), 16) >= 0
                                && Character.digit(text.byteAt(index + 3), 16) >= 0;
                if (!isHex) {
                    return ErrorCode.INVALID_CAST;
                }
                int high = Character.digit(text.byteAt(index + 2), 16);
                int low = Character.digit(text.byteAt(index + 3), 16);
                result.text().appendByte(high << 4 | low);
                index += 4;
            } else if (value < 0) {
                return ErrorCode.INVALID_CAST;
            } else {
                result.text().appendByte(value);
                index++;
            }
        }
        return null;
    }

    private static @Nullable ErrorCode parseInterval(
            Text text, IntervalText interval, DataType to, RowResult result) {
        ErrorCode failure = interval.parse(text);
        if (failure != null) {
            return failure;
        }
        boolean wantsMonths = to.kind() == TypeKind.INTERVAL_MONTH;
        if ((wantsMonths ? interval.micros() : interval.months()) != 0) {
            return ErrorCode.INVALID_CAST;
        }
        if (wantsMonths && interval.months() != (int) interval.months()) {
            return ErrorCode.DATETIME_OVERFLOW;
        }
        result.setLong(wantsMonths ? interval.months() : interval.micros());
        return null;
    }
}
