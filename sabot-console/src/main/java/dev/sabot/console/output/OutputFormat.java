package dev.sabot.console.output;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists the result formats by the names users type.
public enum OutputFormat {
    TABLE("a box with aligned columns"),
    CSV("comma-separated values, quoted as RFC 4180 says"),
    JSON("one array of objects"),
    JSONLINES("one object per line"),
    MARKDOWN("a table for Markdown documents"),
    VERTICAL("one line per value");

    private final String description;

    OutputFormat(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    /// Returns the name as users type it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Finds a format by its name, in any case.
    public static Optional<OutputFormat> find(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equalsIgnoreCase(label))
                .findFirst();
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(OutputFormat::label).toList();
    }
}
