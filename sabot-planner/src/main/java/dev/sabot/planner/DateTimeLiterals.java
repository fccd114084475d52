package dev.sabot.planner;

import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Brings DATE, TIME and TIMESTAMP literals to the one form that Calcite reads: seconds may be left
/// out, and a T may stand between day and time, as ISO 8601 has it.
final class DateTimeLiterals {
    private static final Pattern TIMESTAMP =
            Pattern.compile(
                    "\\s*(\\d{4,}-\\d{1,2}-\\d{1,2})[Tt"
                            + " ]\\s*(\\d{1,2}:\\d{1,2})(:\\d{1,2}(?:\\.\\d+)?)?\\s*");
    private static final Pattern TIME = Pattern.compile("\\s*(\\d{1,2}:\\d{1,2})\\s*");

    private DateTimeLiterals() {}

    /// Returns what a literal stands for, itself in most cases.
    static SqlNode meaning(SqlLiteral literal) {
        if (!(literal instanceof SqlUnknownLiteral unknown)) {
            return literal;
        }
        SqlParserPos place = literal.getParserPosition();
        String text = String.valueOf(unknown.getValue());
        return switch (unknown.tag.toUpperCase(Locale.ROOT)) {
            case "TIMESTAMP" -> SqlLiteral.createUnknown("TIMESTAMP", timestamp(text), place);
            case "TIME" -> SqlLiteral.createUnknown("TIME", time(text), place);
            case "TIMESTAMP WITH LOCAL TIME ZONE", "TIMESTAMP WITH TIME ZONE" ->
                    instant(text, place);
            default -> literal;
        };
    }

    private static String timestamp(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String seconds = matcher.group(3);
        return matcher.group(1) + " " + matcher.group(2) + (seconds == null ? ":00" : seconds);
    }

    private static String time(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches() ? matcher.group(1) + ":00" : text;
    }

    /// Text without a zone is in the session's, as a cast has it.
    private static SqlNode instant(String text, SqlParserPos place) {
        return SqlStdOperatorTable.CAST.createCall(
                place,
                SqlLiteral.createCharString(text, place),
                new SqlDataTypeSpec(
                        new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, place),
                        place));
    }
}
