package dev.sabot.format.csv.write;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.csv.option.OptionText;
import dev.sabot.format.csv.value.DateTimePattern;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a file is written.
///
/// @param quote the character around fields, or null when there is none
/// @param escape the character before quotes inside quotes
/// @param forcedQuotes the columns always quoted, `*` for all
public record WriteOptions(
        char delimiter,
        @Nullable Character quote,
        char escape,
        boolean hasHeader,
        String nullText,
        boolean isGzip,
        List<String> forcedQuotes,
        @Nullable DateTimePattern datePattern,
        @Nullable DateTimePattern timestampPattern) {
    private static final Option DELIMITER =
            text("delimiter", "the character between fields; a tab in .tsv files, else ,", null);
    private static final Option DELIM = text("delim", "the same as delimiter", null);
    private static final Option SEP = text("sep", "the same as delimiter", null);
    private static final Option QUOTE =
            text("quote", "the character around fields; empty when there is none", "\"");
    private static final Option ESCAPE =
            text("escape", "the character before quotes inside quotes", null);
    private static final Option HEADER =
            text("header", "whether the names are written first: true or false", "true");
    private static final Option NULLSTR = text("nullstr", "the text of NULL", "");
    private static final Option NULLSTRING = text("nullstring", "the same as nullstr", null);
    private static final Option COMPRESSION =
            text("compression", "none, gzip, or auto: by the ending of the file", "auto");
    private static final Option FORCE_QUOTE =
            text("force_quote", "the columns always quoted, parted by commas; * for all", null);
    private static final Option DATEFORMAT =
            text("dateformat", "the form of dates: %d.%m.%Y or dd.MM.yyyy", null);
    private static final Option TIMESTAMPFORMAT =
            text("timestampformat", "the form of timestamps, as that of dates", null);

    /// All options of writing.
    public static final List<Option> OPTIONS =
            List.of(
                    DELIMITER,
                    DELIM,
                    SEP,
                    QUOTE,
                    ESCAPE,
                    HEADER,
                    NULLSTR,
                    NULLSTRING,
                    COMPRESSION,
                    FORCE_QUOTE,
                    DATEFORMAT,
                    TIMESTAMPFORMAT);

    private static Option text(String name, String description, @Nullable String defaultValue) {
        return new Option(name, TypeKind.VARCHAR, description, defaultValue);
    }

    /// Reads the options for a file.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    public static WriteOptions of(Map<String, String> given, String path) {
        Option.check("format csv", OPTIONS, given);
        Character delimiter = null;
        for (Option option : List.of(DELIMITER, DELIM, SEP)) {
            delimiter = delimiter == null ? OptionText.character(option, given) : delimiter;
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (delimiter == null) {
            delimiter = lower.endsWith(".tsv") || lower.endsWith(".tsv.gz") ? '\t' : ',';
        }
        Character quote = OptionText.character(QUOTE, given);
        Character escape = OptionText.character(ESCAPE, given);
        if (escape == null) {
            escape = quote == null ? '"' : quote;
        }
        if (delimiter.equals(quote) || delimiter.equals(escape)) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the options 'delimiter', 'quote' and 'escape' name the same character");
        }
        String nullString = NULLSTRING.in(given);
        String forced = FORCE_QUOTE.in(given);
        return new WriteOptions(
                delimiter,
                quote,
                escape,
                hasHeader(given),
                nullString == null ? String.valueOf(NULLSTR.in(given)) : nullString,
                isGzip(given, lower),
                forced == null ? List.of() : List.of(forced.strip().split("\\s*,\\s*")),
                OptionText.pattern(DATEFORMAT, given),
                OptionText.pattern(TIMESTAMPFORMAT, given));
    }

    private static boolean hasHeader(Map<String, String> given) {
        return String.valueOf(HEADER.in(given)).equalsIgnoreCase("auto")
                || OptionText.flag(HEADER, given);
    }

    private static boolean isGzip(Map<String, String> given, String lowerPath) {
        String text = String.valueOf(COMPRESSION.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "auto" -> lowerPath.endsWith(".gz");
            case "none" -> false;
            case "gzip" -> true;
            default -> throw OptionText.refused(COMPRESSION, text, "auto, none or gzip");
        };
    }

    /// Says whether the values of a column are always quoted.
    boolean isForced(String column) {
        return forcedQuotes.stream()
                .anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(column));
    }
}
