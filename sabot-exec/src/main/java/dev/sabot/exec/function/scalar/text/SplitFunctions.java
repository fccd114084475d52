package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Splitting at separators. An empty separator splits a text into its characters, as in DuckDB.
final class SplitFunctions {
    private static final DataType TEXTS = DataType.array(DataType.VARCHAR);

    private static final ScalarFunction SPLIT_PART =
            Signatures.function("split_part", "string")
                    .syntax("split_part(text, separator, index)")
                    .description(
                            "Gives a part of a split text; 1 is the first, -1 the last. There is an"
                                    + " empty text where there is no part.")
                    .example("split_part('a,b,c', ',', 2)", "b")
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.row(SplitFunctions::splitPart),
                            Parameters.TEXT,
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction SPLIT_INDEX =
            Signatures.function("split_index", "string")
                    .syntax("split_index(text, separator, index)")
                    .description(
                            "Gives a part of a split text; 0 is the first, as in Flink. There is"
                                    + " NULL where there is no part.")
                    .example("split_index('a,b,c', ',', 2)", "c")
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.row(SplitFunctions::splitIndex),
                            Parameters.TEXT,
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction STRING_SPLIT =
            Signatures.function("string_split", "string")
                    .aliases("str_split", "string_to_array", "split")
                    .syntax("string_split(text, separator)")
                    .description("Splits a text into an array.")
                    .example("string_split('hello-world', '-')", "[hello, world]")
                    .signature(
                            TEXTS,
                            RowKernels.row(SplitFunctions::split),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    static final List<ScalarFunction> ALL = List.of(SPLIT_PART, SPLIT_INDEX, STRING_SPLIT);

    private SplitFunctions() {}

    /// Returns where the part that starts at an index ends.
    private static int partEnd(Text text, Text separator, int from) {
        if (separator.isEmpty()) {
            return from < text.length() ? from + text.characterBytes(from) : from;
        }
        int found = text.indexOf(separator, from);
        return found < 0 ? text.length() : found;
    }

    private static long countParts(Text text, Text separator) {
        if (separator.isEmpty()) {
            return text.numCharacters();
        }
        long count = 1;
        int found = text.indexOf(separator, 0);
        while (found >= 0) {
            count++;
            found = text.indexOf(separator, found + separator.length());
        }
        return count;
    }

    /// Appends the part of an index from 0 and says whether there is one.
    private static boolean appendPart(Row row, long index, RowResult result) {
        Text text = row.text(0);
        Text separator = row.text(1);
        int from = 0;
        for (long part = 0; part <= index && from <= text.length(); part++) {
            int end = partEnd(text, separator, from);
            if (part == index) {
                result.text().append(text, from, end - from);
                return !separator.isEmpty() || end > from;
            }
            if (end == text.length() && !separator.isEmpty()) {
                return false;
            }
            from = end + separator.length();
        }
        return false;
    }

    private static void splitPart(Row row, RowResult result) {
        long index = row.getLong(2);
        if (index > 0) {
            appendPart(row, index - 1, result);
        } else if (index < 0) {
            long fromStart = countParts(row.text(0), row.text(1)) + index;
            if (fromStart >= 0) {
                appendPart(row, fromStart, result);
            }
        }
    }

    private static void splitIndex(Row row, RowResult result) {
        long index = row.getLong(2);
        if (index < 0 || !appendPart(row, index, result)) {
            result.setNull();
        }
    }

    private static void split(Row row, RowResult result) {
        Text text = row.text(0);
        Text separator = row.text(1);
        byte[] bytes = text.toBytes();
        ColumnBuilder parts = result.builder().child(0);
        int from = 0;
        while (true) {
            int end = partEnd(text, separator, from);
            parts.appendBytes(bytes, from, end - from);
            from = end + separator.length();
            boolean isLast = end >= text.length();
            if (isLast) {
                break;
            }
        }
        result.builder().endNested();
    }
}
