package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Replacing, repeating and turning round.
final class ReplaceFunctions {
    private static final ScalarFunction REPLACE =
            Signatures.function("replace", "string")
                    .syntax("replace(text, search, replacement)")
                    .description("Replaces every occurrence of a text by another.")
                    .example("replace('hello', 'l', '-')", "he--o")
                    .canFail()
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.row((row, result) ->
                                    replace(row.text(0), row.text(1), row.text(2), result.text())),
                            DataType.VARCHAR,
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction TRANSLATE =
            Signatures.function("translate", "string")
                    // What the parser calls the form with three arguments.
                    .aliases("translate3")
                    .syntax("translate(text, from, to)")
                    .description(
                            "Replaces each character found in the second text by the one at the"
                                + " same place of the third; drops it where the third is shorter.")
                    .example("translate('12345', '143', 'ax')", "a2x5")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.row((row, result) ->
                                    translate(
                                            row.text(0), row.text(1), row.text(2), result.text())),
                            DataType.VARCHAR,
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction REVERSE =
            Signatures.function("reverse", "string")
                    .syntax("reverse(text)")
                    .description("Turns the characters of a text round.")
                    .example("reverse('säbot')", "tobäs")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(ReplaceFunctions::reverse),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction REPEAT =
            Signatures.function("repeat", "string")
                    .syntax("repeat(text, count)")
                    .description("Repeats a text; the result has 64 MiB at most.")
                    .example("repeat('ab', 3)", "ababab")
                    .canFail()
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.textLongToText(ReplaceFunctions::repeat),
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .build();

    static final List<ScalarFunction> ALL = List.of(REPLACE, TRANSLATE, REVERSE, REPEAT);

    private ReplaceFunctions() {}

    private static void replace(Text text, Text search, Text replacement, TextWriter result) {
        if (search.isEmpty()) {
            result.append(text);
            return;
        }
        int from = 0;
        int found = text.indexOf(search, 0);
        while (found >= 0) {
            result.append(text, from, found - from);
            result.append(replacement);
            if (result.length() > text.length()) {
                TextLimit.check(result.length(), "replace");
            }
            from = found + search.length();
            found = text.indexOf(search, from);
        }
        result.append(text, from, text.length() - from);
    }

    private static void translate(Text text, Text from, Text to, TextWriter result) {
        for (int index = 0; index < text.length(); index += text.characterBytes(index)) {
            int character = text.codePointAt(index);
            int place = 0;
            int at = 0;
            while (at < from.length() && from.codePointAt(at) != character) {
                at += from.characterBytes(at);
                place++;
            }
            if (at >= from.length()) {
                result.appendCodePoint(character);
                continue;
            }
            int target = to.characterOffset(0, place);
            if (target < to.length()) {
                result.appendCodePoint(to.codePointAt(target));
            }
        }
    }

    private static void reverse(Text text, TextWriter result) {
        int end = text.length();
        while (end > 0) {
            int start = end - 1;
            while (start > 0 && (text.byteAt(start) & 0xC0) == 0x80) {
                start--;
            }
            result.append(text, start, end - start);
            end = start;
        }
    }

    private static void repeat(Text text, long count, TextWriter result) {
        if (count <= 0 || text.isEmpty()) {
            return;
        }
        TextLimit.check(Math.min(count, TextLimit.MAX_BYTES + 1) * text.length(), "repeat");
        for (long done = 0; done < count; done++) {
            result.append(text);
        }
    }
}
