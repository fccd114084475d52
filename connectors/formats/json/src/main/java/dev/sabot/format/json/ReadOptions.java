package dev.sabot.format.json;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.json.record.RecordLayout;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How files are read.
///
/// @param sampleRows the records looked at to find out the columns
/// @param maxDepth the values in one another that become types of their own
/// @param readsAllFiles whether every file is looked at, however many there are
/// @param refusesUnknownKeys whether a key that is no declared column is an error
/// @param isGzip whether files are gzip, or null to look
record ReadOptions(
        RecordLayout layout,
        int sampleRows,
        int maxDepth,
        boolean ignoreErrors,
        boolean readsAllFiles,
        boolean refusesUnknownKeys,
        @Nullable Boolean isGzip) {
    private static final Option LAYOUT =
            new Option(
                    "layout",
                    TypeKind.VARCHAR,
                    "auto, newline_delimited, array or unstructured",
                    "auto");
    private static final Option SAMPLE_SIZE =
            new Option(
                    "sample_size",
                    TypeKind.INTEGER,
                    "the records looked at to find out the columns; -1 for all",
                    "20480");
    private static final Option MAXIMUM_DEPTH =
            new Option(
                    "maximum_depth",
                    TypeKind.INTEGER,
                    "how deep values are nested that get types; below they are JSON text",
                    "32");
    private static final Option IGNORE_ERRORS =
            new Option(
                    "ignore_errors",
                    TypeKind.BOOLEAN,
                    "whether records that do not fit are left out, and lines that are no JSON",
                    "false");
    private static final Option UNION_BY_NAME =
            new Option(
                    "union_by_name",
                    TypeKind.BOOLEAN,
                    "whether the columns are found from every file, however many there are",
                    "false");
    static final Option UNKNOWN_KEYS =
            new Option(
                    "unknown_keys",
                    TypeKind.VARCHAR,
                    "with declared columns, whether keys that are no columns are left out: ignore"
                            + " or refuse",
                    "ignore");
    private static final Option COMPRESSION =
            new Option("compression", TypeKind.VARCHAR, "auto, none or gzip", "auto");
    private static final int MAX_DEPTH = 100;

    /// All options of reading.
    static final List<Option> OPTIONS =
            List.of(
                    LAYOUT,
                    SAMPLE_SIZE,
                    MAXIMUM_DEPTH,
                    IGNORE_ERRORS,
                    UNION_BY_NAME,
                    UNKNOWN_KEYS,
                    COMPRESSION);

    /// Reads options.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    static ReadOptions of(Map<String, String> given) {
        Option.check("format json", OPTIONS, given);
        int sampleRows = number(SAMPLE_SIZE, given, -1, Integer.MAX_VALUE);
        int maxDepth = number(MAXIMUM_DEPTH, given, -1, MAX_DEPTH);
        return new ReadOptions(
                layout(given),
                sampleRows < 0 ? Integer.MAX_VALUE : sampleRows,
                maxDepth < 0 ? MAX_DEPTH : maxDepth,
                flag(IGNORE_ERRORS, given),
                flag(UNION_BY_NAME, given),
                refusesUnknownKeys(given),
                compression(given));
    }

    private static SabotException refused(Option option, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + option.name() + "' is " + allowed + ", not '" + text + "'");
    }

    private static boolean flag(Option option, Map<String, String> given) {
        String text = String.valueOf(option.in(given));
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(option, text, "true or false");
        };
    }

    private static int number(Option option, Map<String, String> given, int min, int max) {
        String text = String.valueOf(option.in(given)).trim();
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            throw refused(option, text, "a whole number");
        }
        throw refused(option, text, "in " + min + ".." + max);
    }

    private static RecordLayout layout(Map<String, String> given) {
        String text = String.valueOf(LAYOUT.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "auto" -> RecordLayout.AUTO;
            case "newline_delimited", "nd" -> RecordLayout.NEWLINE_DELIMITED;
            case "array" -> RecordLayout.ARRAY;
            case "unstructured" -> RecordLayout.UNSTRUCTURED;
            default ->
                    throw refused(LAYOUT, text, "auto, newline_delimited, array or unstructured");
        };
    }

    private static boolean refusesUnknownKeys(Map<String, String> given) {
        String text = String.valueOf(UNKNOWN_KEYS.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "ignore" -> false;
            case "refuse" -> true;
            default -> throw refused(UNKNOWN_KEYS, text, "ignore or refuse");
        };
    }

    private static @Nullable Boolean compression(Map<String, String> given) {
        String text = String.valueOf(COMPRESSION.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "auto" -> null;
            case "none" -> Boolean.FALSE;
            case "gzip" -> Boolean.TRUE;
            default -> throw refused(COMPRESSION, text, "auto, none or gzip");
        };
    }
}
