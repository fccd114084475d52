package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.datetime.PatternPart.Style;

import java.util.ArrayList;
import java.util.List;

/// The languages in which patterns of dates are written.
enum PatternLanguage {
    /// C's and DuckDB's: `%Y-%m-%d`.
    STRFTIME {
        @Override
        List<PatternPart> parse(String pattern) {
            return strftime(pattern);
        }
    },
    /// PostgreSQL's to_char: `YYYY-MM-DD`.
    POSTGRES {
        @Override
        List<PatternPart> parse(String pattern) {
            return PostgresPattern.parse(pattern);
        }
    },
    /// Java's and Flink's: `yyyy-MM-dd`.
    JAVA {
        @Override
        List<PatternPart> parse(String pattern) {
            return JavaPattern.parse(pattern);
        }
    };

    /// Reads a pattern.
    ///
    /// **Errors**: INVALID_ARGUMENT.
    abstract List<PatternPart> parse(String pattern);

    private static List<PatternPart> strftime(String pattern) {
        List<PatternPart> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char character = pattern.charAt(at++);
            if (character != '%') {
                literal.append(character);
                continue;
            }
            boolean isUnpadded = at < pattern.length() && pattern.charAt(at) == '-';
            at += isUnpadded ? 1 : 0;
            char letter = at < pattern.length() ? pattern.charAt(at++) : 0;
            String shorthand = shorthand(letter);
            if (letter == '%') {
                literal.append('%');
            } else if (!shorthand.isEmpty()) {
                addLiteral(literal, parts);
                parts.addAll(strftime(shorthand));
            } else {
                addLiteral(literal, parts);
                PatternPart part = strftimePart(letter, pattern);
                boolean strips = isUnpadded && part.field().isNumber();
                parts.add(strips ? PatternPart.of(part.field(), 1) : part);
            }
        }
        addLiteral(literal, parts);
        return List.copyOf(parts);
    }

    static void addLiteral(StringBuilder literal, List<PatternPart> parts) {
        if (!literal.isEmpty()) {
            parts.add(PatternPart.literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static String shorthand(char letter) {
        return switch (letter) {
            case 'c' -> "%Y-%m-%d %H:%M:%S";
            case 'x', 'F' -> "%Y-%m-%d";
            case 'X', 'T' -> "%H:%M:%S";
            case 'R' -> "%H:%M";
            case 'D' -> "%m/%d/%y";
            case 'r' -> "%I:%M:%S %p";
            default -> "";
        };
    }

    private static PatternPart strftimePart(char letter, String pattern) {
        return switch (letter) {
            case 'Y' -> PatternPart.of(PatternField.YEAR, 4);
            case 'y' -> PatternPart.of(PatternField.YEAR_OF_CENTURY, 2);
            case 'C' -> PatternPart.of(PatternField.CENTURY, 2);
            case 'm' -> PatternPart.of(PatternField.MONTH, 2);
            case 'B' -> PatternPart.of(PatternField.MONTH_NAME, 0);
            case 'b', 'h' -> PatternPart.of(PatternField.MONTH_ABBREVIATION, 0);
            case 'd' -> PatternPart.of(PatternField.DAY, 2);
            case 'e' -> PatternPart.of(PatternField.DAY, 2, Style.BLANKS);
            case 'j' -> PatternPart.of(PatternField.DAY_OF_YEAR, 3);
            case 'w' -> PatternPart.of(PatternField.WEEKDAY, 1);
            case 'u' -> PatternPart.of(PatternField.ISO_WEEKDAY, 1);
            case 'A' -> PatternPart.of(PatternField.WEEKDAY_NAME, 0);
            case 'a' -> PatternPart.of(PatternField.WEEKDAY_ABBREVIATION, 0);
            case 'G' -> PatternPart.of(PatternField.ISO_YEAR, 4);
            case 'V' -> PatternPart.of(PatternField.ISO_WEEK, 2);
            case 'U' -> PatternPart.of(PatternField.WEEK_FROM_SUNDAY, 2);
            case 'W' -> PatternPart.of(PatternField.WEEK_FROM_MONDAY, 2);
            case 'H' -> PatternPart.of(PatternField.HOUR, 2);
            case 'I' -> PatternPart.of(PatternField.HOUR_OF_HALF_DAY, 2);
            case 'p' -> PatternPart.of(PatternField.HALF_DAY, 0, Style.UPPER);
            case 'M' -> PatternPart.of(PatternField.MINUTE, 2);
            case 'S' -> PatternPart.of(PatternField.SECOND, 2);
            case 'f' -> PatternPart.of(PatternField.FRACTION, 6);
            case 'g' -> PatternPart.of(PatternField.FRACTION, 3);
            case 'n' -> PatternPart.of(PatternField.FRACTION, 9);
            case 's' -> PatternPart.of(PatternField.EPOCH, 1);
            case 'z' -> PatternPart.of(PatternField.OFFSET, 0);
            case 'Z' -> PatternPart.of(PatternField.ZONE_NAME, 0);
            default ->
                    throw ArgumentErrors.invalid(
                            "%"
                                    + (letter == 0 ? "" : letter)
                                    + " means nothing in the pattern "
                                    + ArgumentErrors.quote(pattern)
                                    + "; write %% for a percent sign");
        };
    }
}
