package dev.sabot.connector.kafka;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.Format;
import dev.sabot.format.RecordDecoder;
import dev.sabot.format.RecordEncoder;
import dev.sabot.type.Schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// A format of records with its options.
record FormatChoice(Format format, Map<String, String> options) {
    private static final List<Format> FORMATS =
            ServiceLoader.load(Format.class).stream().map(ServiceLoader.Provider::get).toList();

    /// Returns the formats on the class path.
    static List<Format> all() {
        return FORMATS;
    }

    /// Finds a format and the options given under its name, with one of some prefixes.
    ///
    /// **Errors**: INVALID_ARGUMENT, naming the formats there are.
    static FormatChoice of(String name, Map<String, String> given, String... prefixes) {
        for (Format format : FORMATS) {
            if (format.name().equalsIgnoreCase(name)) {
                Map<String, String> options = new TreeMap<>();
                for (String prefix : prefixes) {
                    collect(prefix + format.name() + ".", given, options);
                }
                return new FormatChoice(format, options);
            }
        }
        throw new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "there is no format '"
                        + name
                        + "'; there are: "
                        + String.join(", ", FORMATS.stream().map(Format::name).sorted().toList()));
    }

    private static void collect(
            String prefix, Map<String, String> given, Map<String, String> options) {
        given.forEach((key, value) -> {
            if (key.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                options.put(key.substring(prefix.length()), value);
            }
        });
    }

    /// Declares the options of all formats, with each of some prefixes.
    static List<Option> declare(String... prefixes) {
        List<Option> options = new java.util.ArrayList<>();
        for (Format format : FORMATS) {
            for (Option option : format.recordOptions()) {
                for (String prefix : prefixes) {
                    options.add(
                            new Option(
                                    prefix + format.name() + "." + option.name(),
                                    option.type(),
                                    option.description(),
                                    option.defaultValue()));
                }
            }
        }
        return options;
    }

    RecordDecoder decoder(Schema columns, ConnectorContext context) {
        return format.recordDecoder(columns, options, context);
    }

    RecordEncoder encoder(Schema columns, ConnectorContext context) {
        return format.recordEncoder(columns, options, context);
    }
}
