package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Dates and times read after a pattern.
final class ParseFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    Signatures.function("strptime", "date")
                            .aliases("str_to_date")
                            .syntax("strptime(text, pattern)")
                            .description(
                                    "Reads a timestamp written after a pattern such as '%d.%m.%Y';"
                                            + " one with an offset or zone is turned to UTC.")
                            .example(
                                    "strptime('1.2.1992 20:38', '%d.%m.%Y %H:%M')",
                                    "1992-02-01 20:38:00")
                            .canFail()
                            .signature(
                                    DataType.TIMESTAMP,
                                    kernels(PatternLanguage.STRFTIME, TypeKind.TIMESTAMP, false),
                                    DataType.VARCHAR,
                                    DataType.VARCHAR)
                            .build(),
                    Signatures.function("try_strptime", "date")
                            .syntax("try_strptime(text, pattern)")
                            .description(
                                    "Reads a timestamp as strptime does; NULL where the text does"
                                            + " not follow the pattern.")
                            .example("try_strptime('yesterday', '%d.%m.%Y')", "NULL")
                            .canFail()
                            .signature(
                                    DataType.TIMESTAMP,
                                    kernels(PatternLanguage.STRFTIME, TypeKind.TIMESTAMP, true),
                                    DataType.VARCHAR,
                                    DataType.VARCHAR)
                            .build(),
                    Signatures.function("to_date", "date")
                            .syntax("to_date(text, pattern)")
                            .description("Reads a date written after a pattern of to_char.")
                            .example("to_date('05 Dec 2000', 'DD Mon YYYY')", "2000-12-05")
                            .canFail()
                            .signature(
                                    DataType.DATE,
                                    kernels(PatternLanguage.POSTGRES, TypeKind.DATE, false),
                                    DataType.VARCHAR,
                                    DataType.VARCHAR)
                            .build());

    private ParseFunctions() {}

    /// Makes kernels for `f(text, pattern)`.
    ///
    /// @param isTry whether what does not follow the pattern is null rather than an error
    static KernelFactory kernels(PatternLanguage language, TypeKind kind, boolean isTry) {
        return BatchKernels.prepared(constants -> {
            List<PatternPart> constant =
                    constants.get(1) instanceof String pattern ? language.parse(pattern) : null;
            return context -> {
                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                PatternReader reader = new PatternReader();
                return (row, result) -> {
                    List<PatternPart> parts =
                            constant != null ? constant : language.parse(row.text(1).toString());
                    String text = row.text(0).toString();
                    if (reader.read(parts, text)) {
                        result.setLong(value(reader, kind, zone));
                    } else if (isTry) {
                        result.setNull();
                    } else {
                        throw mismatch(text, row.text(1).toString());
                    }
                };
            };
        });
    }

    private static SabotException mismatch(String text, String pattern) {
        return new SabotException(
                ErrorCode.INVALID_CAST,
                ArgumentErrors.quote(text)
                        + " is no date written after the pattern "
                        + ArgumentErrors.quote(pattern)
                        + "; try_strptime gives NULL instead");
    }

    private static long value(PatternReader reader, TypeKind kind, ZoneOffsets zone) {
        if (kind == TypeKind.DATE) {
            return LocalTimes.checkDay(reader.day());
        }
        if (reader.isInstant()) {
            return reader.instantMicros();
        }
        return LocalTimes.fromMicros(reader.localMicros(), kind, zone);
    }
}
