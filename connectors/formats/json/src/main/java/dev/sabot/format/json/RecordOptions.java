package dev.sabot.format.json;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.TypeKind;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How single records are decoded and encoded; the names are Flink's.
///
/// @param failsOnMissingKey whether a record without a column's key is malformed
/// @param isIso whether timestamps are written as `2024-01-31T23:59:59`
/// @param leavesNullsOut whether keys of nulls are not written
record RecordOptions(boolean failsOnMissingKey, boolean isIso, boolean leavesNullsOut) {
    private static final Option FAIL_ON_MISSING_FIELD =
            new Option(
                    "fail-on-missing-field",
                    TypeKind.BOOLEAN,
                    "whether a record without a column's key is malformed; else the value is NULL",
                    "false");
    private static final Option TIMESTAMP_FORMAT =
            new Option(
                    "timestamp-format.standard",
                    TypeKind.VARCHAR,
                    "how timestamps are written: SQL (with a blank) or ISO-8601 (with T); both are"
                            + " read",
                    "SQL");
    private static final Option IGNORE_NULL_FIELDS =
            new Option(
                    "encode.ignore-null-fields",
                    TypeKind.BOOLEAN,
                    "whether the keys of NULLs are left out of records written",
                    "false");

    static final List<Option> ALL =
            List.of(FAIL_ON_MISSING_FIELD, TIMESTAMP_FORMAT, IGNORE_NULL_FIELDS);

    /// Reads options.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    static RecordOptions of(Map<String, String> given) {
        Option.check("format json of records", ALL, given);
        return new RecordOptions(
                flag(FAIL_ON_MISSING_FIELD, given), isIso(given), flag(IGNORE_NULL_FIELDS, given));
    }

    private static boolean isIso(Map<String, String> given) {
        String text = String.valueOf(TIMESTAMP_FORMAT.in(given));
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "SQL" -> false;
            case "ISO-8601" -> true;
            default -> throw refused(TIMESTAMP_FORMAT, text, "SQL or ISO-8601");
        };
    }

    private static boolean flag(Option option, Map<String, String> given) {
        String text = String.valueOf(option.in(given));
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(option, text, "true or false");
        };
    }

    private static SabotException refused(Option option, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + option.name() + "' is " + allowed + ", not '" + text + "'");
    }
}
