package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.csv.option.OptionText;
import dev.sabot.format.csv.value.ColumnBuffers;
import dev.sabot.format.csv.value.DateTimePattern;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How files are read.
///
/// @param delimiter the delimiter given, or null to find it out
/// @param hasHeader whether the first record names the columns, or null to find it out
/// @param isGzip whether files are gzip, or null to look
record ReadOptions(
        @Nullable Character delimiter,
        @Nullable Boolean hasHeader,
        Dialect dialect,
        Values values,
        Detection detection,
        @Nullable Boolean isGzip) {
    /// How texts become values.
    ///
    /// @param nullText the unquoted text that stands for null
    record Values(
            String nullText,
            @Nullable DateTimePattern datePattern,
            @Nullable DateTimePattern timestampPattern,
            char decimalSeparator,
            boolean ignoreErrors) {}

    /// What is found out from the files.
    record Detection(
            boolean isWanted,
            int sampleRows,
            boolean allVarchar,
            boolean unionByName,
            Match match) {}

    /// How declared columns find their fields where there is a header.
    enum Match {
        NAME,
        POSITION,
        EITHER
    }

    private static final String DELIMITER_TEXT =
            "the character between fields; by default found out among , ; | and tab";
    private static final Option DELIMITER = text("delimiter", DELIMITER_TEXT, null);
    private static final Option DELIM = text("delim", "the same as delimiter", null);
    private static final Option SEP = text("sep", "the same as delimiter", null);
    private static final Option QUOTE =
            text("quote", "the character around fields; empty when there is none", "\"");
    private static final Option ESCAPE =
            text(
                    "escape",
                    "the character before a quote inside quotes; by default the quote itself",
                    null);
    private static final Option HEADER =
            text(
                    "header",
                    "whether the first record has the names: auto, true or false; auto with"
                            + " declared columns means when it has theirs, or no values of theirs",
                    "auto");
    private static final Option NULLSTR =
            text("nullstr", "the unquoted text that stands for NULL", "");
    private static final Option NULLSTRING = text("nullstring", "the same as nullstr", null);
    private static final Option AUTO_DETECT =
            flag("auto_detect", "whether delimiter, header and types are found out", "true");
    private static final Option SAMPLE_SIZE =
            new Option(
                    "sample_size",
                    TypeKind.INTEGER,
                    "the records looked at to find out the types; -1 for all",
                    "20480");
    private static final Option DATEFORMAT =
            text("dateformat", "the form of dates: %d.%m.%Y or dd.MM.yyyy", null);
    private static final Option TIMESTAMPFORMAT =
            text("timestampformat", "the form of timestamps, as that of dates", null);
    private static final Option SKIP =
            new Option("skip", TypeKind.INTEGER, "lines to leave out at the start", "0");
    private static final Option IGNORE_ERRORS =
            flag("ignore_errors", "whether records that do not fit are left out", "false");
    private static final Option ALL_VARCHAR =
            flag("all_varchar", "whether all columns are VARCHAR", "false");
    private static final Option DECIMAL_SEPARATOR =
            text("decimal_separator", "the character before fractions of numbers", ".");
    private static final Option COMMENT =
            text("comment", "the first character of lines to leave out", null);
    private static final Option COMPRESSION = text("compression", "auto, none or gzip", "auto");
    private static final Option UNION_BY_NAME =
            flag("union_by_name", "whether a file may lack columns; they are null", "false");
    static final Option MATCH_BY =
            text(
                    "match_by",
                    "how declared columns find their fields where there is a header: by the name,"
                            + " by the position, or either: by the names when the header has all of"
                            + " them, else by the positions",
                    "name");
    private static final Option ENCODING =
            text("encoding", "the encoding of the text; utf-8 is the only one", "utf-8");

    /// All options of reading.
    static final List<Option> OPTIONS =
            List.of(
                    DELIMITER,
                    DELIM,
                    SEP,
                    QUOTE,
                    ESCAPE,
                    HEADER,
                    NULLSTR,
                    NULLSTRING,
                    AUTO_DETECT,
                    SAMPLE_SIZE,
                    DATEFORMAT,
                    TIMESTAMPFORMAT,
                    SKIP,
                    IGNORE_ERRORS,
                    ALL_VARCHAR,
                    DECIMAL_SEPARATOR,
                    COMMENT,
                    COMPRESSION,
                    UNION_BY_NAME,
                    MATCH_BY,
                    ENCODING);

    /// Makes the buffers of columns.
    ColumnBuffers buffers(ConnectorContext context) {
        return new ColumnBuffers(
                values.decimalSeparator(),
                values.datePattern(),
                values.timestampPattern(),
                context.timeZone());
    }

    private static Option text(String name, String description, @Nullable String defaultValue) {
        return new Option(name, TypeKind.VARCHAR, description, defaultValue);
    }

    private static Option flag(String name, String description, String defaultValue) {
        return new Option(name, TypeKind.BOOLEAN, description, defaultValue);
    }

    /// Reads options.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT.
    static ReadOptions of(Map<String, String> given) {
        Option.check("format csv", OPTIONS, given);
        String encoding = String.valueOf(ENCODING.in(given)).toLowerCase(Locale.ROOT);
        if (!encoding.equals("utf-8") && !encoding.equals("utf8")) {
            throw OptionText.refused(ENCODING, encoding, "utf-8; convert the file");
        }
        boolean isDetectionWanted = OptionText.flag(AUTO_DETECT, given);
        Character delimiter = delimiter(given);
        Dialect dialect =
                new Dialect(
                        delimiter == null ? ',' : delimiter,
                        OptionText.character(QUOTE, given),
                        OptionText.character(ESCAPE, given),
                        OptionText.character(COMMENT, given),
                        OptionText.number(SKIP, given, 0, Integer.MAX_VALUE));
        checkDistinct(delimiter, dialect);
        String nullString = NULLSTRING.in(given);
        Values values =
                new Values(
                        nullString == null ? String.valueOf(NULLSTR.in(given)) : nullString,
                        OptionText.pattern(DATEFORMAT, given),
                        OptionText.pattern(TIMESTAMPFORMAT, given),
                        decimalSeparator(given),
                        OptionText.flag(IGNORE_ERRORS, given));
        Detection detection =
                new Detection(
                        isDetectionWanted,
                        OptionText.number(SAMPLE_SIZE, given, -1, Integer.MAX_VALUE),
                        OptionText.flag(ALL_VARCHAR, given),
                        OptionText.flag(UNION_BY_NAME, given),
                        match(given));
        if (delimiter == null && !isDetectionWanted) {
            delimiter = ',';
        }
        return new ReadOptions(
                delimiter,
                header(given, isDetectionWanted),
                dialect,
                values,
                detection,
                compression(given));
    }

    private static @Nullable Character delimiter(Map<String, String> given) {
        for (Option option : List.of(DELIMITER, DELIM, SEP)) {
            Character delimiter = OptionText.character(option, given);
            if (delimiter != null) {
                return delimiter;
            }
        }
        return null;
    }

    private static void checkDistinct(@Nullable Character delimiter, Dialect dialect) {
        List<Character> used = new ArrayList<>();
        Character escape = dialect.isStandard() ? null : dialect.escape();
        for (Character c :
                new @Nullable Character[] {delimiter, dialect.quote(), dialect.comment(), escape}) {
            if (c != null && used.contains(c)) {
                throw new SabotException(
                        ErrorCode.INVALID_ARGUMENT,
                        "'"
                                + c
                                + "' is named by two of the options 'delimiter', 'quote', 'escape'"
                                + " and 'comment'; they must differ");
            }
            if (c != null) {
                used.add(c);
            }
        }
    }

    private static char decimalSeparator(Map<String, String> given) {
        String text = String.valueOf(DECIMAL_SEPARATOR.in(given));
        if (!text.equals(".") && !text.equals(",")) {
            throw OptionText.refused(DECIMAL_SEPARATOR, text, ". or ,");
        }
        return text.charAt(0);
    }

    private static @Nullable Boolean header(Map<String, String> given, boolean isDetected) {
        String text = String.valueOf(HEADER.in(given)).toLowerCase(Locale.ROOT);
        if (!text.equals("auto")) {
            return OptionText.flag(HEADER, given);
        }
        return isDetected ? null : Boolean.FALSE;
    }

    private static Match match(Map<String, String> given) {
        String text = String.valueOf(MATCH_BY.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "name" -> Match.NAME;
            case "position" -> Match.POSITION;
            case "either" -> Match.EITHER;
            default -> throw OptionText.refused(MATCH_BY, text, "name, position or either");
        };
    }

    private static @Nullable Boolean compression(Map<String, String> given) {
        String text = String.valueOf(COMPRESSION.in(given)).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "auto" -> null;
            case "none" -> Boolean.FALSE;
            case "gzip" -> Boolean.TRUE;
            default -> throw OptionText.refused(COMPRESSION, text, "auto, none or gzip");
        };
    }
}
