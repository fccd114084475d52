package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.datetime.PatternPart.Style;

import java.util.ArrayList;
import java.util.List;

/// Reads patterns in the letters of Java's DateTimeFormatter, which Flink takes: `yyyy-MM-dd
/// HH:mm:ss.SSS`, text in single quotes.
final class JavaPattern {
    private JavaPattern() {}

    static List<PatternPart> parse(String pattern) {
        List<PatternPart> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            if (letter == '\'') {
                at = quoted(pattern, at, literal);
            } else if (Character.isLetter(letter)) {
                int end = at;
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                PatternLanguage.addLiteral(literal, parts);
                parts.add(part(letter, end - at, pattern));
                at = end;
            } else {
                literal.append(letter);
                at++;
            }
        }
        PatternLanguage.addLiteral(literal, parts);
        return List.copyOf(parts);
    }

    /// Two quotes are one, in quoted text too.
    private static int quoted(String pattern, int from, StringBuilder literal) {
        int end = pattern.indexOf('\'', from + 1);
        if (end == from + 1) {
            literal.append('\'');
            return end + 1;
        }
        int at = from + 1;
        while (end >= 0) {
            literal.append(pattern, at, end);
            if (end + 1 >= pattern.length() || pattern.charAt(end + 1) != '\'') {
                return end + 1;
            }
            literal.append('\'');
            at = end + 2;
            end = pattern.indexOf('\'', at);
        }
        throw ArgumentErrors.invalid(
                "a quote is not closed in the pattern " + ArgumentErrors.quote(pattern));
    }

    private static PatternPart part(char letter, int count, String pattern) {
        return switch (letter) {
            case 'y', 'u' ->
                    count == 2
                            ? PatternPart.of(PatternField.YEAR_OF_CENTURY, 2)
                            : PatternPart.of(PatternField.YEAR, count);
            case 'Y' -> PatternPart.of(PatternField.ISO_YEAR, count);
            case 'Q', 'q' -> PatternPart.of(PatternField.QUARTER, count);
            case 'M', 'L' ->
                    switch (count) {
                        case 1, 2 -> PatternPart.of(PatternField.MONTH, count);
                        case 3 -> PatternPart.of(PatternField.MONTH_ABBREVIATION, 0);
                        default -> PatternPart.of(PatternField.MONTH_NAME, 0);
                    };
            case 'd' -> PatternPart.of(PatternField.DAY, count);
            case 'D' -> PatternPart.of(PatternField.DAY_OF_YEAR, count);
            case 'w' -> PatternPart.of(PatternField.ISO_WEEK, count);
            case 'E' ->
                    PatternPart.of(
                            count < 4
                                    ? PatternField.WEEKDAY_ABBREVIATION
                                    : PatternField.WEEKDAY_NAME,
                            0);
            case 'e' -> PatternPart.of(PatternField.ISO_WEEKDAY, count);
            case 'H' -> PatternPart.of(PatternField.HOUR, count);
            case 'h' -> PatternPart.of(PatternField.HOUR_OF_HALF_DAY, count);
            case 'a' -> PatternPart.of(PatternField.HALF_DAY, 0, Style.UPPER);
            case 'm' -> PatternPart.of(PatternField.MINUTE, count);
            case 's' -> PatternPart.of(PatternField.SECOND, count);
            case 'S' -> PatternPart.of(PatternField.FRACTION, Math.min(count, 9));
            case 'x', 'X' ->
                    PatternPart.of(
                            count == 2 ? PatternField.OFFSET_DIGITS : PatternField.OFFSET, 0);
            case 'Z' -> PatternPart.of(PatternField.OFFSET_DIGITS, 0);
            case 'z', 'V', 'v' -> PatternPart.of(PatternField.ZONE_NAME, 0);
            default ->
                    throw ArgumentErrors.invalid(
                            "the letter "
                                    + letter
                                    + " means nothing in the pattern "
                                    + ArgumentErrors.quote(pattern)
                                    + "; put text in single quotes");
        };
    }
}
