package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowKernels.RowFunction;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Trimming and padding.
final class TrimFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    Signatures.function("trim", "string")
                            .aliases("btrim")
                            .syntax("trim([BOTH characters FROM] text) | btrim(text, characters)")
                            .description("Removes blanks, or any of some characters, at both ends.")
                            .example("btrim('>>sabot<<', '<>')", "sabot")
                            .signature(DataType.VARCHAR, blanks(true, true), DataType.VARCHAR)
                            .signature(
                                    DataType.VARCHAR,
                                    RowKernels.row(characters(true, true)),
                                    DataType.VARCHAR,
                                    DataType.VARCHAR)
                            .build(),
                    Signatures.function("ltrim", "string")
                            .syntax("ltrim(text[, characters])")
                            .description("Removes blanks, or any of some characters, at the start.")
                            .example("ltrim('  sabot ') || '|'", "sabot |")
                            .signature(DataType.VARCHAR, blanks(true, false), DataType.VARCHAR)
                            .signature(
                                    DataType.VARCHAR,
                                    RowKernels.row(characters(true, false)),
                                    DataType.VARCHAR,
                                    DataType.VARCHAR)
                            .build(),
                    Signatures.function("rtrim", "string")
                            .syntax("rtrim(text[, characters])")
                            .description("Removes blanks, or any of some characters, at the end.")
                            .example("rtrim('sabotxyx', 'xy')", "sabot")
                            .signature(DataType.VARCHAR, blanks(false, true), DataType.VARCHAR)
                            .signature(
                                    DataType.VARCHAR,
                                    RowKernels.row(characters(false, true)),
                                    DataType.VARCHAR,
                                    DataType.VARCHAR)
                            .build(),
                    pad("lpad", "left", "lpad('7', 3, '0')", "007", true),
                    pad("rpad", "right", "rpad('7', 3, '.')", "7..", false));

    private TrimFunctions() {}

    private static ScalarFunction pad(
            String name, String side, String example, String result, boolean isLeft) {
        return Signatures.function(name, "string")
                .syntax(name + "(text, length[, padding])")
                .description(
                        "Fills a text up to a number of characters on the "
                                + side
                                + " with a padding, blanks by default; cuts longer texts off at the"
                                + " end.")
                .example(example, result)
                .canFail()
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        RowKernels.textLongToText(
                                (text, length, writer) -> padBlanks(text, length, isLeft, writer)),
                        Parameters.TEXT,
                        Parameters.INTEGER)
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        RowKernels.row((row, writer) ->
                                padText(
                                        row.text(0),
                                        row.getLong(1),
                                        row.text(2),
                                        isLeft,
                                        writer.text())),
                        Parameters.TEXT,
                        Parameters.INTEGER,
                        Parameters.TEXT)
                .build();
    }

    private static Signatures.KernelFactory blanks(boolean atStart, boolean atEnd) {
        return RowKernels.textToText((text, result) -> {
            int from = 0;
            int to = text.length();
            while (atStart && from < to && text.byteAt(from) == ' ') {
                from++;
            }
            while (atEnd && to > from && text.byteAt(to - 1) == ' ') {
                to--;
            }
            result.append(text, from, to - from);
        });
    }

    private static RowFunction characters(boolean atStart, boolean atEnd) {
        return (row, result) -> {
            Text text = row.text(0);
            Text characters = row.text(1);
            int from = 0;
            int to = text.length();
            while (atStart && from < to && contains(characters, text.codePointAt(from))) {
                from += text.characterBytes(from);
            }
            while (atEnd && to > from) {
                int last = to - 1;
                while (last > from && (text.byteAt(last) & 0xC0) == 0x80) {
                    last--;
                }
                if (!contains(characters, text.codePointAt(last))) {
                    break;
                }
                to = last;
            }
            result.text().append(text, from, to - from);
        };
    }

    private static boolean contains(Text characters, int wanted) {
        int index = 0;
        while (index < characters.length()) {
            if (characters.codePointAt(index) == wanted) {
                return true;
            }
            index += characters.characterBytes(index);
        }
        return false;
    }

    private static void padBlanks(Text text, long length, boolean isLeft, TextWriter result) {
        long missing = missing(text, length, 1);
        if (!isLeft) {
            Substrings.range(text, 0, Math.max(0, length), result);
        }
        for (long count = 0; count < missing; count++) {
            result.appendByte(' ');
        }
        if (isLeft) {
            Substrings.range(text, 0, Math.max(0, length), result);
        }
    }

    private static void padText(
            Text text, long length, Text padding, boolean isLeft, TextWriter result) {
        long missing = missing(text, length, padding.length());
        if (missing > 0 && padding.isEmpty()) {
            throw ArgumentErrors.invalid(
                    "an empty text cannot pad "
                            + ArgumentErrors.quote(text.toString())
                            + " to "
                            + length
                            + " characters");
        }
        if (!isLeft) {
            Substrings.range(text, 0, Math.max(0, length), result);
        }
        long left = missing;
        long paddingLength = padding.numCharacters();
        while (left > 0) {
            Substrings.range(padding, 0, left, result);
            left -= paddingLength;
        }
        if (isLeft) {
            Substrings.range(text, 0, Math.max(0, length), result);
        }
    }

    private static long missing(Text text, long length, long bytesEach) {
        if (length > text.length()) {
            TextLimit.check(length * Math.max(1, Math.min(4, bytesEach)), "padding");
        }
        return Math.max(0, length - text.numCharacters());
    }
}
