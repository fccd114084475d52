package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Lengths and single characters.
final class LengthFunctions {
    private static final ScalarFunction LENGTH =
            Signatures.function("length", "string")
                    .aliases("char_length", "character_length", "len")
                    .syntax("length(text | bytes | array)")
                    .description(
                            "Counts the characters of a text, the bytes of a VARBINARY or the "
                                    + "elements of an array.")
                    .example("length('Größe')", "5")
                    .signature(
                            DataType.BIGINT,
                            (_, _, _) -> new LengthKernel(true, 1),
                            DataType.VARCHAR)
                    .signature(
                            DataType.BIGINT,
                            (_, _, _) -> new LengthKernel(false, 1),
                            DataType.VARBINARY)
                    .signature(
                            Signatures.always(DataType.BIGINT),
                            RowKernels.row((row, result) ->
                                    result.setLong(row.column(0).valueLength(row.index()))),
                            Signatures.anyArray())
                    .build();

    private static final ScalarFunction OCTET_LENGTH =
            Signatures.function("octet_length", "string")
                    .aliases("strlen")
                    .syntax("octet_length(text | bytes)")
                    .description("Counts the bytes of a text in UTF-8 or of a VARBINARY.")
                    .example("octet_length('Größe')", "7")
                    .signature(
                            DataType.BIGINT,
                            (_, _, _) -> new LengthKernel(false, 1),
                            DataType.VARCHAR)
                    .signature(
                            DataType.BIGINT,
                            (_, _, _) -> new LengthKernel(false, 1),
                            DataType.VARBINARY)
                    .build();

    private static final ScalarFunction BIT_LENGTH =
            Signatures.function("bit_length", "string")
                    .syntax("bit_length(text | bytes)")
                    .description("Counts the bits of a text in UTF-8 or of a VARBINARY.")
                    .example("bit_length('abc')", "24")
                    .signature(
                            DataType.BIGINT,
                            (_, _, _) -> new LengthKernel(false, 8),
                            DataType.VARCHAR)
                    .signature(
                            DataType.BIGINT,
                            (_, _, _) -> new LengthKernel(false, 8),
                            DataType.VARBINARY)
                    .build();

    private static final ScalarFunction ASCII =
            Signatures.function("ascii", "string")
                    .syntax("ascii(text)")
                    .description(
                            "Gives the code point of the first character, 0 for an empty text.")
                    .example("ascii('A')", "65")
                    .signature(
                            DataType.INTEGER,
                            RowKernels.textToLong(text -> text.isEmpty() ? 0 : text.codePointAt(0)),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction UNICODE =
            Signatures.function("unicode", "string")
                    .aliases("ord")
                    .syntax("unicode(text)")
                    .description(
                            "Gives the code point of the first character, -1 for an empty text.")
                    .example("unicode('ü')", "252")
                    .signature(
                            DataType.INTEGER,
                            RowKernels.textToLong(
                                    text -> text.isEmpty() ? -1 : text.codePointAt(0)),
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction CHR =
            Signatures.function("chr", "string")
                    .aliases("char")
                    .syntax("chr(codePoint)")
                    .description("Gives the character of a code point.")
                    .example("chr(252)", "ü")
                    .canFail()
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.longToText(LengthFunctions::character),
                            Parameters.INTEGER)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(LENGTH, OCTET_LENGTH, BIT_LENGTH, ASCII, UNICODE, CHR);

    private LengthFunctions() {}

    private static void character(long codePoint, TextWriter result) {
        boolean isCharacter =
                codePoint >= 0
                        && codePoint <= Character.MAX_CODE_POINT
                        && !(codePoint >= Character.MIN_SURROGATE
                                && codePoint <= Character.MAX_SURROGATE);
        if (!isCharacter) {
            throw ArgumentErrors.invalid(
                    "chr takes a Unicode code point, 0 to 1114111 without surrogates, not "
                            + codePoint);
        }
        result.appendCodePoint((int) codePoint);
    }
}
