package dev.sabot.sqltest;

import dev.sabot.sqltest.SltRecord.Extent;
import dev.sabot.sqltest.SltRecord.Sort;
import dev.sabot.sqltest.SltRecord.Steering;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the records of a test file.
///
/// **Errors**: IllegalArgumentException with the line, for what is no record.
final class SltParser {
    private static final Pattern ERROR =
            Pattern.compile(
                    "statement error(?:\\s+(\\w+))?(?:\\s+at\\s+(\\d+:\\d+))?(?:\\s+(.+))?");

    private final List<String> lines;
    private int at;

    SltParser(List<String> lines) {
        this.lines = lines;
    }

    static List<SltRecord> parse(List<String> lines) {
        return new SltParser(lines).parse();
    }

    private List<SltRecord> parse() {
        List<SltRecord> records = new ArrayList<>();
        while (at < lines.size()) {
            String line = withoutComment(lines.get(at));
            if (line.isBlank()) {
                at++;
                continue;
            }
            records.add(record(line.strip()));
        }
        return records;
    }

    private static String withoutComment(String line) {
        return line.startsWith("#") ? "" : line;
    }

    private SltRecord record(String header) {
        int line = ++at;
        String[] words = header.split("\\s+", -1);
        return switch (words[0]) {
            case "statement" -> statement(line, header, words);
            case "query" -> query(line, words);
            case "explain" -> new SltRecord.Explains(line, sql(), words[1], expected());
            case "hash-threshold" -> new SltRecord.HashThreshold(line, Integer.parseInt(words[1]));
            case "halt" -> new SltRecord.Halt(line);
            case "stream" -> new SltRecord.Starts(line, words[1], sql());
            case "push" -> new SltRecord.Pushes(line, words[1], rows());
            case "watermark" ->
                    new SltRecord.Steers(
                            line, Steering.WATERMARK, words[1], words[2] + " " + words[3]);
            case "idle" -> new SltRecord.Steers(line, Steering.IDLE, words[1], "");
            case "end" -> new SltRecord.Steers(line, Steering.END, words[1], "");
            case "advance" ->
                    new SltRecord.Steers(line, Steering.ADVANCE, words[1] + " " + words[2], "");
            case "expect" -> expect(line, words);
            case "skipif", "onlyif" ->
                    new SltRecord.Condition(line, words[0].equals("skipif"), Set.of(words[1]));
            default -> throw new IllegalArgumentException(line + ": no record: " + header);
        };
    }

    private SltRecord statement(int line, String header, String[] words) {
        if (words.length > 1 && words[1].equals("ok")) {
            return new SltRecord.Ok(line, sql());
        }
        Matcher error = ERROR.matcher(header);
        if (!error.matches()) {
            throw new IllegalArgumentException(line + ": statement ok or statement error CODE");
        }
        return new SltRecord.Fails(line, sql(), error.group(1), error.group(2), error.group(3));
    }

    private SltRecord query(int line, String[] words) {
        String types = words.length > 1 ? words[1] : "";
        Sort sort =
                words.length > 2 && isSort(words[2])
                        ? Sort.valueOf(words[2].toUpperCase(Locale.ROOT))
                        : Sort.DEFAULT;
        return new SltRecord.Asks(line, sql(), types, sort, expected());
    }

    private SltRecord expect(int line, String[] words) {
        Extent extent =
                words.length > 2 ? Extent.valueOf(words[2].toUpperCase(Locale.ROOT)) : Extent.NET;
        return new SltRecord.Expects(line, words[1], extent, rows());
    }

    /// Reads lines until a blank one.
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        String line = next();
        while (line != null) {
            if (!line.startsWith("#")) {
                rows.add(line);
            }
            line = next();
        }
        return rows;
    }

    private static boolean isSort(String word) {
        return Set.of("nosort", "rowsort", "valuesort").contains(word);
    }

    /// Reads lines until a blank one or `----`, which is left to be read.
    private String sql() {
        List<String> sql = new ArrayList<>();
        while (at < lines.size() && !lines.get(at).isBlank() && !lines.get(at).equals("----")) {
            sql.add(lines.get(at++));
        }
        return String.join("\n", sql);
    }

    private List<String> expected() {
        List<String> expected = new ArrayList<>();
        if (at < lines.size() && lines.get(at).equals("----")) {
            at++;
            String line = next();
            while (line != null) {
                expected.add(line);
                line = next();
            }
        }
        return expected;
    }

    private @Nullable String next() {
        return at < lines.size() && !lines.get(at).isBlank() ? lines.get(at++) : null;
    }
}
