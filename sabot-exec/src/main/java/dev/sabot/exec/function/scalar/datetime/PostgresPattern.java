package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.scalar.datetime.PatternPart.Style;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads patterns of PostgreSQL's to_char: `YYYY-MM-DD HH24:MI:SS`, `FMMonth`, `"text"`. Letters
/// that mean nothing stand for themselves.
final class PostgresPattern {
    /// A keyword; where several match, the first in the list counts.
    private record Keyword(String name, PatternField field, int width) {}

    private static final int NAME_WIDTH = 9;

    private static final List<Keyword> KEYWORDS =
            List.of(
                    new Keyword("HH24", PatternField.HOUR, 2),
                    new Keyword("HH12", PatternField.HOUR_OF_HALF_DAY, 2),
                    new Keyword("HH", PatternField.HOUR_OF_HALF_DAY, 2),
                    new Keyword("MI", PatternField.MINUTE, 2),
                    new Keyword("SSSSS", PatternField.SECOND_OF_DAY, 1),
                    new Keyword("SSSS", PatternField.SECOND_OF_DAY, 1),
                    new Keyword("SS", PatternField.SECOND, 2),
                    new Keyword("MS", PatternField.FRACTION, 3),
                    new Keyword("US", PatternField.FRACTION, 6),
                    new Keyword("FF1", PatternField.FRACTION, 1),
                    new Keyword("FF2", PatternField.FRACTION, 2),
                    new Keyword("FF3", PatternField.FRACTION, 3),
                    new Keyword("FF4", PatternField.FRACTION, 4),
                    new Keyword("FF5", PatternField.FRACTION, 5),
                    new Keyword("FF6", PatternField.FRACTION, 6),
                    new Keyword("AM", PatternField.HALF_DAY, 0),
                    new Keyword("PM", PatternField.HALF_DAY, 0),
                    new Keyword("YYYY", PatternField.YEAR, 4),
                    new Keyword("YY", PatternField.YEAR_OF_CENTURY, 2),
                    new Keyword("IYYY", PatternField.ISO_YEAR, 4),
                    new Keyword("CC", PatternField.CENTURY, 2),
                    new Keyword("MONTH", PatternField.MONTH_NAME, NAME_WIDTH),
                    new Keyword("MON", PatternField.MONTH_ABBREVIATION, 0),
                    new Keyword("MM", PatternField.MONTH, 2),
                    new Keyword("DAY", PatternField.WEEKDAY_NAME, NAME_WIDTH),
                    new Keyword("DY", PatternField.WEEKDAY_ABBREVIATION, 0),
                    new Keyword("DDD", PatternField.DAY_OF_YEAR, 3),
                    new Keyword("DD", PatternField.DAY, 2),
                    new Keyword("ID", PatternField.ISO_WEEKDAY, 1),
                    new Keyword("D", PatternField.WEEKDAY_FROM_ONE, 1),
                    new Keyword("IW", PatternField.ISO_WEEK, 2),
                    new Keyword("WW", PatternField.WEEK_OF_YEAR, 2),
                    new Keyword("W", PatternField.WEEK_OF_MONTH, 1),
                    new Keyword("Q", PatternField.QUARTER, 1),
                    new Keyword("J", PatternField.JULIAN, 1),
                    new Keyword("TZH", PatternField.OFFSET_HOUR, 0),
                    new Keyword("TZM", PatternField.OFFSET_MINUTE, 0),
                    new Keyword("TZ", PatternField.ZONE_NAME, 0),
                    new Keyword("OF", PatternField.OFFSET, 0));

    private PostgresPattern() {}

    static List<PatternPart> parse(String pattern) {
        List<PatternPart> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean isUnpadded = false;
        int at = 0;
        while (at < pattern.length()) {
            if (pattern.charAt(at) == '"') {
                at = quoted(pattern, at + 1, literal);
                continue;
            }
            if (pattern.regionMatches(true, at, "FM", 0, 2)) {
                isUnpadded = true;
                at += 2;
                continue;
            }
            Keyword keyword = keyword(pattern, at);
            if (keyword == null) {
                literal.append(pattern.charAt(at++));
                continue;
            }
            PatternLanguage.addLiteral(literal, parts);
            String written = pattern.substring(at, at + keyword.name.length());
            parts.add(part(keyword, written, isUnpadded));
            isUnpadded = false;
            at += written.length();
        }
        PatternLanguage.addLiteral(literal, parts);
        return List.copyOf(parts);
    }

    private static int quoted(String pattern, int from, StringBuilder literal) {
        int at = from;
        while (at < pattern.length() && pattern.charAt(at) != '"') {
            at += pattern.charAt(at) == '\\' && at + 1 < pattern.length() ? 1 : 0;
            literal.append(pattern.charAt(at++));
        }
        return at + 1;
    }

    private static @Nullable Keyword keyword(String pattern, int at) {
        for (Keyword keyword : KEYWORDS) {
            if (pattern.regionMatches(true, at, keyword.name, 0, keyword.name.length())) {
                return keyword;
            }
        }
        return null;
    }

    private static PatternPart part(Keyword keyword, String written, boolean isUnpadded) {
        if (keyword.field.isNumber()) {
            boolean keepsWidth = keyword.field == PatternField.FRACTION || !isUnpadded;
            return PatternPart.of(keyword.field, keepsWidth ? keyword.width : 1);
        }
        Style style = Style.PLAIN;
        if (written.equals(written.toUpperCase(Locale.ROOT))) {
            style = Style.UPPER;
        } else if (written.equals(written.toLowerCase(Locale.ROOT))) {
            style = Style.LOWER;
        }
        return PatternPart.of(keyword.field, isUnpadded ? 0 : keyword.width, style);
    }
}
