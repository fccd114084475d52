package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Parts of texts, by position.
final class SubstringFunctions {
    private static final ScalarFunction SUBSTRING =
            Signatures.function("substring", "string")
                    .aliases("substr")
                    .syntax("substring(text, start[, length])")
                    .description(
                            "Cuts out the characters from a position on; 1 is the first, -1 the"
                                    + " last. A negative length takes the characters before the"
                                    + " position, as in DuckDB.")
                    .example("substring('sabot', 2, 3)", "abo")
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            SubstringKernel.factory(false),
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            SubstringKernel.factory(true),
                            Parameters.TEXT,
                            Parameters.INTEGER,
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction LEFT =
            Signatures.function("left", "string")
                    .syntax("left(text, count)")
                    .description(
                            "Gives the first characters; all but the last ones for a negative"
                                    + " count.")
                    .example("left('sabot', 3)", "sab")
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.textLongToText(Substrings::left),
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction RIGHT =
            Signatures.function("right", "string")
                    .syntax("right(text, count)")
                    .description(
                            "Gives the last characters; all but the first ones for a negative"
                                    + " count.")
                    .example("right('sabot', 3)", "bot")
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.textLongToText(Substrings::right),
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .build();

    private static final ScalarFunction OVERLAY =
            Signatures.function("overlay", "string")
                    .syntax("overlay(text PLACING replacement FROM start [FOR length])")
                    .description(
                            "Replaces characters from a position on; as many as the replacement has"
                                    + " unless a length says otherwise.")
                    .example("overlay('Txxxxas' PLACING 'hom' FROM 2 FOR 4)", "Thomas")
                    .canFail()
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.row((row, result) ->
                                    Substrings.overlay(
                                            row.text(0),
                                            row.text(1),
                                            start(row.getLong(2)),
                                            row.text(1).numCharacters(),
                                            result.text())),
                            Parameters.TEXT,
                            Parameters.TEXT,
                            Parameters.INTEGER)
                    .signature(
                            Signatures.always(DataType.VARCHAR),
                            RowKernels.row((row, result) ->
                                    Substrings.overlay(
                                            row.text(0),
                                            row.text(1),
                                            start(row.getLong(2)),
                                            row.getLong(3),
                                            result.text())),
                            Parameters.TEXT,
                            Parameters.TEXT,
                            Parameters.INTEGER,
                            Parameters.INTEGER)
                    .build();

    static final List<ScalarFunction> ALL = List.of(SUBSTRING, LEFT, RIGHT, OVERLAY);

    private SubstringFunctions() {}

    private static long start(long position) {
        if (position < 1) {
            throw ArgumentErrors.invalid("overlay starts at position 1 or later, not " + position);
        }
        return position;
    }
}
