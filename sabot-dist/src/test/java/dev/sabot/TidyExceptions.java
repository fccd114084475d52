package dev.sabot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The exceptions from the tidy rules: lines of `rule file reason` in `tidy-exceptions.txt`.
///
/// An exception without a reason, or that excepts nothing any more, is itself an error.
final class TidyExceptions {
    private static final String RESOURCE = "tidy-exceptions.txt";

    private final List<Entry> entries;

    private TidyExceptions(List<Entry> entries) {
        this.entries = entries;
    }

    static TidyExceptions read() throws IOException {
        try (InputStream stream = TidyExceptions.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IOException(RESOURCE + " is not on the class path");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static TidyExceptions parse(String text) {
        List<Entry> entries = new ArrayList<>();
        int lineNumber = 0;
        for (String line : text.lines().toList()) {
            lineNumber++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.strip().split("\\s+", 3);
            if (words.length < 3) {
                throw new IllegalArgumentException(
                        "%s:%d: want: rule file reason".formatted(RESOURCE, lineNumber));
            }
            entries.add(new Entry(lineNumber, words[0], words[1]));
        }
        return new TidyExceptions(entries);
    }

    boolean allow(Untidiness found) {
        return entries.stream().anyMatch(entry -> entry.covers(found));
    }

    /// Returns the exceptions that cover nothing of what was found.
    List<String> unused(List<Untidiness> found) {
        return entries.stream()
                .filter(entry -> found.stream().noneMatch(entry::covers))
                .map(entry -> "%s:%d: excepts nothing, delete it".formatted(RESOURCE, entry.line))
                .toList();
    }

    private record Entry(int line, String rule, String file) {
        boolean covers(Untidiness found) {
            return rule.equals(found.rule().id()) && file.equals(found.file());
        }
    }
}
