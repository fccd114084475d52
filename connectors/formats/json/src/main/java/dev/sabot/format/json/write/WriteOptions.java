package dev.sabot.format.json.write;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.TypeKind;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a file is written.
///
/// @param isArray whether the records are in one array, else one per line
public record WriteOptions(boolean isArray, boolean isGzip) {
    private static final Option ARRAY =
            new Option(
                    "array",
                    TypeKind.BOOLEAN,
                    "whether the records are written in one array, else one per line",
                    "false");
    private static final Option COMPRESSION =
            new Option(
                    "compression",
                    TypeKind.VARCHAR,
                    "none, gzip, or auto: by the ending of the file",
                    "auto");

    /// All options of writing.
    public static final List<Option> OPTIONS = List.of(ARRAY, COMPRESSION);

    /// Reads the options for a file.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    public static WriteOptions of(Map<String, String> given, String path) {
        Option.check("format json", OPTIONS, given);
        return new WriteOptions(isArray(given), isGzip(given, path.toLowerCase(Locale.ROOT)));
    }

    private static SabotException refused(Option option, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + option.name() + "' is " + allowed + ", not '" + text + "'");
    }

    private static boolean isArray(Map<String, String> given) {
        String text = String.valueOf(ARRAY.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(ARRAY, text, "true or false");
        };
    }

    private static boolean isGzip(Map<String, String> given, String lowerPath) {
        String text = String.valueOf(COMPRESSION.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "auto" -> lowerPath.endsWith(".gz");
            case "none" -> false;
            case "gzip" -> true;
            default -> throw refused(COMPRESSION, text, "auto, none or gzip");
        };
    }
}
