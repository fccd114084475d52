package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.type.DataType;

import java.util.List;

/// Finding texts in texts.
final class SearchFunctions {
    private static final ScalarFunction POSITION =
            Signatures.function("position", "string")
                    .syntax("position(needle IN text)")
                    .description(
                            "Gives the position of the first occurrence of a text in another, 0"
                                    + " when there is none.")
                    .example("position('b' IN 'sabot')", "3")
                    .signature(
                            DataType.BIGINT,
                            RowKernels.textTextToLong((needle, text) -> position(text, needle)),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction STRPOS =
            Signatures.function("strpos", "string")
                    .aliases("instr")
                    .syntax("strpos(text, needle)")
                    .description(
                            "Gives the position of the first occurrence of the second text in the "
                                    + "first, 0 when there is none.")
                    .example("strpos('sabot', 'bot')", "3")
                    .signature(
                            DataType.BIGINT,
                            RowKernels.textTextToLong(SearchFunctions::position),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction STARTS_WITH =
            Signatures.function("starts_with", "string")
                    .aliases("startswith", "prefix")
                    .syntax("starts_with(text, prefix)")
                    .description("Says whether a text starts with another.")
                    .example("starts_with('sabot', 'sa')", "true")
                    .signature(
                            DataType.BOOLEAN,
                            (_, _, _) -> new AffixKernel(Text::startsWith),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction ENDS_WITH =
            Signatures.function("ends_with", "string")
                    .aliases("endswith", "suffix")
                    .syntax("ends_with(text, suffix)")
                    .description("Says whether a text ends with another.")
                    .example("ends_with('sabot', 'bot')", "true")
                    .signature(
                            DataType.BOOLEAN,
                            (_, _, _) -> new AffixKernel(Text::endsWith),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction CONTAINS =
            Signatures.function("contains", "string")
                    .syntax("contains(text, needle)")
                    .description("Says whether a text contains another.")
                    .example("contains('sabot', 'abo')", "true")
                    .signature(
                            DataType.BOOLEAN,
                            (_, _, _) ->
                                    new AffixKernel((text, needle) -> text.indexOf(needle, 0) >= 0),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(POSITION, STRPOS, STARTS_WITH, ENDS_WITH, CONTAINS);

    private SearchFunctions() {}

    private static long position(Text text, Text needle) {
        int found = text.indexOf(needle, 0);
        if (found < 0) {
            return 0;
        }
        int characters = 1;
        for (int index = 0; index < found; index++) {
            characters += (text.byteAt(index) & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }
}
