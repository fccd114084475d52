package dev.sabot.exec.function.scalar.text;

import com.google.re2j.Pattern;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Regular expressions in RE2 syntax; constant ones are compiled once.
final class RegexFunctions {
    private static final String CATEGORY = "regex";
    private static final DataType TEXTS = DataType.array(DataType.VARCHAR);

    static final List<ScalarFunction> ALL =
            List.of(
                    test(
                            "regexp_matches",
                            "contains a match of",
                            "regexp_matches('anabanana', '(an)+')",
                            RegexMatcher::find,
                            "regexp_like"),
                    test(
                            "regexp_full_match",
                            "is a match of",
                            "regexp_full_match('anabanana', 'ana(ban)+ana')",
                            RegexMatcher::matchesAll),
                    replace(),
                    extract(),
                    extractAll(),
                    substring(),
                    count(),
                    position(),
                    split(),
                    escape());

    private RegexFunctions() {}

    @FunctionalInterface
    private interface MatcherTest {
        boolean test(RegexMatcher matcher);
    }

    @FunctionalInterface
    private interface MatcherFunction {
        void apply(RegexMatcher matcher, Row row, RowResult result);
    }

    /// Makes kernels whose pattern is argument 1.
    ///
    /// @param flags the argument that has the flags, or -1
    private static KernelFactory kernels(int flags, MatcherFunction function) {
        return BatchKernels.prepared(constants -> {
            Regex constant = constant(constants, flags);
            return _ -> {
                RegexMatcher matcher = new RegexMatcher(constant);
                return (row, result) -> {
                    matcher.start(row, flags);
                    function.apply(matcher, row, result);
                };
            };
        });
    }

    private static @Nullable Regex constant(List<@Nullable Object> constants, int flags) {
        Object options = flags < 0 ? "" : constants.get(flags);
        return constants.get(1) instanceof String pattern && options instanceof String text
                ? Regex.compile(pattern, text)
                : null;
    }

    private static ScalarFunction test(
            String name, String verb, String example, MatcherTest test, String... aliases) {
        MatcherFunction function = (matcher, _, result) -> result.setBoolean(test.test(matcher));
        return Signatures.function(name, CATEGORY)
                .aliases(aliases)
                .syntax(name + "(text, pattern[, flags])")
                .description("Says whether a text " + verb + " a regular expression, as in DuckDB.")
                .example(example, "true")
                .canFail()
                .signature(
                        DataType.BOOLEAN, kernels(-1, function), DataType.VARCHAR, DataType.VARCHAR)
                .signature(
                        DataType.BOOLEAN,
                        kernels(2, function),
                        DataType.VARCHAR,
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    private static ScalarFunction replace() {
        return Signatures.function("regexp_replace", CATEGORY)
                .syntax("regexp_replace(text, pattern, replacement[, flags])")
                .description(
                        "Replaces the first match, with the flag g every match; \\1 in the "
                                + "replacement is what the first group matched.")
                .example("regexp_replace('hello', '[lo]', '-', 'g')", "he---")
                .canFail()
                .signature(
                        DataType.VARCHAR,
                        replaceKernels(-1),
                        DataType.VARCHAR,
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .signature(
                        DataType.VARCHAR,
                        replaceKernels(3),
                        DataType.VARCHAR,
                        DataType.VARCHAR,
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    private static KernelFactory replaceKernels(int flags) {
        return BatchKernels.prepared(constants -> {
            Regex constant = constant(constants, flags);
            RegexReplacement fixed =
                    constants.get(2) instanceof String text ? new RegexReplacement(text) : null;
            return _ -> {
                RegexMatcher matcher = new RegexMatcher(constant);
                return (row, result) -> {
                    matcher.start(row, flags);
                    RegexReplacement replacement =
                            fixed != null ? fixed : new RegexReplacement(row.text(2).toString());
                    replace(matcher, replacement, result.text());
                };
            };
        });
    }

    private static void replace(
            RegexMatcher matcher, RegexReplacement replacement, TextWriter result) {
        byte[] bytes = matcher.bytes();
        int from = 0;
        while (matcher.find()) {
            int start = matcher.start(0);
            RegexReplacement.append(bytes, from, start, result);
            replacement.append(matcher, result);
            if (result.length() > bytes.length) {
                TextLimit.check(result.length(), "regexp_replace");
            }
            from = matcher.end(0);
            if (!matcher.isGlobal()) {
                break;
            }
        }
        RegexReplacement.append(bytes, from, bytes.length, result);
    }

    private static ScalarFunction extract() {
        return Signatures.function("regexp_extract", CATEGORY)
                .syntax("regexp_extract(text, pattern[, group[, flags]])")
                .description(
                        "Gives the first match or what a group of it matched; an empty text where "
                                + "there is none, as in DuckDB.")
                .example("regexp_extract('2024-05-06', '(\\d+)-(\\d+)', 2)", "05")
                .canFail()
                .signature(
                        DataType.VARCHAR,
                        kernels(-1, (matcher, _, result) -> extract(matcher, 0, result)),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        kernels(
                                -1,
                                (matcher, row, result) -> extract(matcher, row.getLong(2), result)),
                        Parameters.TEXT,
                        Parameters.TEXT,
                        Parameters.INTEGER)
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        kernels(
                                3,
                                (matcher, row, result) -> extract(matcher, row.getLong(2), result)),
                        Parameters.TEXT,
                        Parameters.TEXT,
                        Parameters.INTEGER,
                        Parameters.TEXT)
                .build();
    }

    private static void extract(RegexMatcher matcher, long group, RowResult result) {
        int index = matcher.checkGroup(group);
        if (matcher.find() && matcher.start(index) >= 0) {
            RegexReplacement.append(
                    matcher.bytes(), matcher.start(index), matcher.end(index), result.text());
        }
    }

    private static ScalarFunction extractAll() {
        return Signatures.function("regexp_extract_all", CATEGORY)
                .syntax("regexp_extract_all(text, pattern[, group])")
                .description("Gives all matches, or what a group of each matched.")
                .example("regexp_extract_all('a1b22', '[a-z](\\d+)', 1)", "[1, 22]")
                .canFail()
                .signature(
                        TEXTS,
                        kernels(-1, (matcher, _, result) -> extractAll(matcher, 0, result)),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .signature(
                        Signatures.always(TEXTS),
                        kernels(
                                -1,
                                (matcher, row, result) ->
                                        extractAll(matcher, row.getLong(2), result)),
                        Parameters.TEXT,
                        Parameters.TEXT,
                        Parameters.INTEGER)
                .build();
    }

    private static void extractAll(RegexMatcher matcher, long group, RowResult result) {
        int index = matcher.checkGroup(group);
        ColumnBuilder matches = result.builder().child(0);
        while (matcher.find()) {
            int start = Math.max(0, matcher.start(index));
            int end = Math.max(0, matcher.end(index));
            matches.appendBytes(matcher.bytes(), start, end - start);
        }
        result.builder().endNested();
    }

    private static ScalarFunction substring() {
        return Signatures.function("regexp_substr", CATEGORY)
                .syntax("regexp_substr(text, pattern)")
                .description("Gives the first match, NULL where there is none, as in PostgreSQL.")
                .example("regexp_substr('number 42', '\\d+')", "42")
                .canFail()
                .signature(
                        DataType.VARCHAR,
                        kernels(
                                -1,
                                (matcher, _, result) -> {
                                    if (matcher.find()) {
                                        RegexReplacement.append(
                                                matcher.bytes(),
                                                matcher.start(0),
                                                matcher.end(0),
                                                result.text());
                                    } else {
                                        result.setNull();
                                    }
                                }),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    private static ScalarFunction count() {
        return Signatures.function("regexp_count", CATEGORY)
                .syntax("regexp_count(text, pattern)")
                .description("Counts the matches, which do not overlap.")
                .example("regexp_count('banana', 'an')", "2")
                .canFail()
                .signature(
                        DataType.BIGINT,
                        kernels(
                                -1,
                                (matcher, _, result) -> {
                                    long matches = 0;
                                    while (matcher.find()) {
                                        matches++;
                                    }
                                    result.setLong(matches);
                                }),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    private static ScalarFunction position() {
        return Signatures.function("regexp_instr", CATEGORY)
                .syntax("regexp_instr(text, pattern)")
                .description("Gives the position of the first match, 0 where there is none.")
                .example("regexp_instr('sabot', '[bt]')", "3")
                .canFail()
                .signature(
                        DataType.BIGINT,
                        kernels(-1, (matcher, _, result) -> result.setLong(position(matcher))),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    private static long position(RegexMatcher matcher) {
        if (!matcher.find()) {
            return 0;
        }
        long position = 1;
        for (int index = 0; index < matcher.start(0); index++) {
            position += (matcher.bytes()[index] & 0xC0) == 0x80 ? 0 : 1;
        }
        return position;
    }

    private static ScalarFunction split() {
        return Signatures.function("regexp_split_to_array", CATEGORY)
                .aliases("string_split_regex", "str_split_regex")
                .syntax("regexp_split_to_array(text, pattern[, flags])")
                .description("Splits a text at the matches of a regular expression.")
                .example("regexp_split_to_array('a1b22c', '\\d+')", "[a, b, c]")
                .canFail()
                .signature(
                        TEXTS,
                        kernels(-1, (matcher, _, result) -> split(matcher, result)),
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .signature(
                        TEXTS,
                        kernels(2, (matcher, _, result) -> split(matcher, result)),
                        DataType.VARCHAR,
                        DataType.VARCHAR,
                        DataType.VARCHAR)
                .build();
    }

    /// An empty match splits only between characters, as in PostgreSQL.
    private static void split(RegexMatcher matcher, RowResult result) {
        byte[] bytes = matcher.bytes();
        ColumnBuilder parts = result.builder().child(0);
        int from = 0;
        while (matcher.find()) {
            int start = matcher.start(0);
            int end = matcher.end(0);
            boolean isEmpty = start == end;
            if (isEmpty && (start == from || end == bytes.length)) {
                continue;
            }
            parts.appendBytes(bytes, from, start - from);
            from = end;
        }
        parts.appendBytes(bytes, from, bytes.length - from);
        result.builder().endNested();
    }

    private static ScalarFunction escape() {
        return Signatures.function("regexp_escape", CATEGORY)
                .syntax("regexp_escape(text)")
                .description("Writes a text as a regular expression that matches it alone.")
                .example("regexp_escape('a.b')", "a\\.b")
                .signature(
                        DataType.VARCHAR,
                        RowKernels.textToText((Text text, TextWriter result) ->
                                result.append(Pattern.quote(text.toString()))),
                        DataType.VARCHAR)
                .build();
    }
}
