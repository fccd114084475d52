package dev.sabot.exec.function.cast;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.error.ErrorCode;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowResult;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Casts text such as `[1, NULL, 'a, b', [2]]` or `{1, 2}` to an array: first to texts, then each
/// element as text is cast to its type.
///
/// @param texts from text to an array of texts
/// @param elements from an array of texts to the array wanted
record ArrayText(Kernel texts, Kernel elements) implements Kernel {
    static Kernel kernel(DataType to, boolean isTry) {
        DataType array = DataType.array(DataType.VARCHAR);
        RowCast.Factory split = _ -> (row, result) -> split(row.text(0).toString(), result);
        return new ArrayText(
                new CastKernel(split, DataType.VARCHAR, array, isTry),
                Casts.kernel(array, to, isTry));
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        try (Column split = texts.evaluate(arguments, numRows, active, context)) {
            return elements.evaluate(new Column[] {split}, numRows, active, context);
        }
    }

    private static @Nullable ErrorCode split(String text, RowResult result) {
        String array = text.strip();
        boolean isArray =
                array.startsWith("[") && array.endsWith("]")
                        || array.startsWith("{") && array.endsWith("}");
        if (!isArray || array.length() < 2) {
            return ErrorCode.INVALID_CAST;
        }
        int end = array.length() - 1;
        List<String> elements = new ArrayList<>();
        int start = 1;
        while (start <= end && !(elements.isEmpty() && array.substring(1, end).isBlank())) {
            int comma = elementEnd(array, start, end);
            if (comma < 0) {
                return ErrorCode.INVALID_CAST;
            }
            elements.add(array.substring(start, comma).strip());
            start = comma + 1;
        }
        ColumnBuilder builder = result.builder();
        elements.forEach(element -> append(element, builder.child(0)));
        builder.endNested();
        return null;
    }

    private static void append(String element, ColumnBuilder builder) {
        char first = element.isEmpty() ? 0 : element.charAt(0);
        if (element.equalsIgnoreCase("null")) {
            builder.appendNull();
        } else if ((first == '\'' || first == '"') && element.length() > 1) {
            builder.appendString(unquoted(element, first));
        } else {
            builder.appendString(element);
        }
    }

    /// Returns the text between quotes; a quote inside is doubled or follows a backslash.
    private static String unquoted(String element, char quote) {
        StringBuilder text = new StringBuilder();
        for (int index = 1; index < element.length() - 1; index++) {
            char c = element.charAt(index);
            char next = element.charAt(index + 1);
            boolean isEscape = c == '\\' || c == quote && next == quote;
            if (isEscape && index + 1 < element.length() - 1) {
                text.append(next);
                index++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /// Returns where the element from an index ends: at the next comma outside of quotes and
    /// brackets, or at the end; -1 when quotes or brackets are not closed there.
    private static int elementEnd(String array, int from, int end) {
        int depth = 0;
        char quote = 0;
        for (int index = from; index < end; index++) {
            char c = array.charAt(index);
            if (quote != 0) {
                index += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
                if (depth < 0) {
                    return -1;
                }
            } else if (c == ',' && depth == 0) {
                return index;
            }
        }
        return depth == 0 && quote == 0 ? end : -1;
    }
}
