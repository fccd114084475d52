package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Joining texts and quoting them.
final class ConcatFunctions {
    private static final ScalarFunction CONCAT =
            Signatures.function("concat", "string")
                    .syntax("concat(value, ...)")
                    .description(
                            "Joins the text forms of values; nulls are left out, where || gives"
                                    + " NULL.")
                    .example("concat('a', NULL, 1)", "a1")
                    .customNulls()
                    .signature(
                            Signatures.of(
                                    Signatures.always(DataType.VARCHAR),
                                    RowKernels.row(ConcatFunctions::concat),
                                    Signatures.variadic(1, Parameters.AS_TEXT)))
                    .build();

    private static final ScalarFunction CONCAT_WS =
            Signatures.function("concat_ws", "string")
                    .syntax("concat_ws(separator, value, ...)")
                    .description(
                            "Joins the text forms of values with a separator; nulls are left out,"
                                    + " but a null separator gives NULL.")
                    .example("concat_ws('-', 'a', NULL, 'c')", "a-c")
                    .customNulls()
                    .signature(
                            Signatures.of(
                                    Signatures.always(DataType.VARCHAR),
                                    RowKernels.row(ConcatFunctions::concatSeparated),
                                    Signatures.variadic(2, Parameters.AS_TEXT)))
                    .build();

    private static final ScalarFunction QUOTE_LITERAL =
            Signatures.function("quote_literal", "string")
                    .syntax("quote_literal(value)")
                    .description("Writes a value as a text literal of SQL.")
                    .example("quote_literal('it''s')", "'it''s'")
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.textToText((text, result) -> quote(text, '\'', result)),
                            Parameters.AS_TEXT)
                    .build();

    private static final ScalarFunction QUOTE_IDENT =
            Signatures.function("quote_ident", "string")
                    .syntax("quote_ident(text)")
                    .description(
                            "Writes a text as an identifier of SQL, in quotes unless it only has"
                                    + " lower case letters, digits and underscores.")
                    .example("quote_ident('a column')", "\"a column\"")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(ConcatFunctions::quoteIdentifier),
                            DataType.VARCHAR)
                    .build();

    static final List<ScalarFunction> ALL = List.of(CONCAT, CONCAT_WS, QUOTE_LITERAL, QUOTE_IDENT);

    private ConcatFunctions() {}

    private static void concat(Row row, RowResult result) {
        for (int argument = 0; argument < row.numArguments(); argument++) {
            if (!row.isNull(argument)) {
                result.text().append(row.text(argument));
            }
        }
    }

    private static void concatSeparated(Row row, RowResult result) {
        if (row.isNull(0)) {
            result.setNull();
            return;
        }
        boolean isFirst = true;
        for (int argument = 1; argument < row.numArguments(); argument++) {
            if (row.isNull(argument)) {
                continue;
            }
            if (!isFirst) {
                result.text().append(row.text(0));
            }
            isFirst = false;
            result.text().append(row.text(argument));
        }
    }

    private static void quote(Text text, char mark, TextWriter result) {
        result.appendByte(mark);
        int from = 0;
        for (int index = 0; index < text.length(); index++) {
            if (text.byteAt(index) == mark) {
                result.append(text, from, index + 1 - from);
                from = index;
            }
        }
        result.append(text, from, text.length() - from);
        result.appendByte(mark);
    }

    private static void quoteIdentifier(Text text, TextWriter result) {
        boolean isPlain = !text.isEmpty() && !(text.byteAt(0) >= '0' && text.byteAt(0) <= '9');
        for (int index = 0; index < text.length() && isPlain; index++) {
            byte value = text.byteAt(index);
            isPlain = value >= 'a' && value <= 'z' || value >= '0' && value <= '9' || value == '_';
        }
        if (isPlain) {
            result.append(text);
        } else {
            quote(text, '"', result);
        }
    }
}
