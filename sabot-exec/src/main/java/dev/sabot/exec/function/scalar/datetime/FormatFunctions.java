package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.Signatures.Parameter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;

/// Dates and times written after a pattern.
final class FormatFunctions {
    private static final List<DataType> TYPES =
            List.of(DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ, DataType.TIME);

    static final List<ScalarFunction> ALL =
            List.of(
                    format(
                            Signatures.function("strftime", "date")
                                    .syntax("strftime(date, pattern)")
                                    .description(
                                            "Writes a date or time after a pattern such as "
                                                    + "'%Y-%m-%d %H:%M:%S.%f'.")
                                    .example(
                                            "strftime(DATE '1992-01-01', '%a, %-d %B %Y')",
                                            "Wed, 1 January 1992"),
                            PatternLanguage.STRFTIME),
                    format(
                            Signatures.function("to_char", "date")
                                    .syntax("to_char(date, pattern)")
                                    .description(
                                            "Writes a date or time after a pattern of PostgreSQL"
                                                + " such as 'YYYY-MM-DD HH24:MI:SS.US'; FM before a"
                                                + " field leaves padding out, \"text\" stands for"
                                                + " itself.")
                                    .example(
                                            "to_char(TIMESTAMP '2002-04-20 17:31:12.66', "
                                                    + "'FMDay, DD HH12:MI:SS')",
                                            "Saturday, 20 05:31:12"),
                            PatternLanguage.POSTGRES),
                    format(
                            Signatures.function("date_format", "date")
                                    .syntax("date_format(date, pattern)")
                                    .description(
                                            "Writes a date or time after a pattern of Java such as "
                                                    + "'yyyy-MM-dd HH:mm:ss.SSS', as in Flink.")
                                    .example(
                                            "date_format(TIMESTAMP '2024-05-06 07:08:09', "
                                                    + "'yyyy-MM-dd HH:mm')",
                                            "2024-05-06 07:08"),
                            PatternLanguage.JAVA),
                    fromUnixtime());

    private FormatFunctions() {}

    private static ScalarFunction format(Signatures.Builder builder, PatternLanguage language) {
        builder.canFail();
        for (DataType type : TYPES) {
            Parameter parameter = Signatures.anyOf(type, type.kind());
            builder.signature(
                    Signatures.always(DataType.VARCHAR),
                    kernels(language, type.kind(), 1),
                    parameter,
                    Parameters.TEXT);
        }
        return builder.build();
    }

    private static ScalarFunction fromUnixtime() {
        return Signatures.function("from_unixtime", "date")
                .syntax("from_unixtime(seconds[, pattern])")
                .description(
                        "Writes the local time of seconds since 1970 after a pattern of Java, by "
                                + "default 'yyyy-MM-dd HH:mm:ss', as in Flink.")
                .example("left(from_unixtime(1284352323), 7)", "2010-09")
                .canFail()
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        kernels(PatternLanguage.JAVA, TypeKind.BIGINT, -1),
                        Parameters.INTEGER)
                .signature(
                        Signatures.always(DataType.VARCHAR),
                        kernels(PatternLanguage.JAVA, TypeKind.BIGINT, 1),
                        Parameters.INTEGER,
                        Parameters.TEXT)
                .build();
    }

    /// @param argument the argument that has the pattern, or -1 for the usual one
    private static KernelFactory kernels(PatternLanguage language, TypeKind kind, int argument) {
        return BatchKernels.prepared(constants -> {
            Object given = argument < 0 ? "yyyy-MM-dd HH:mm:ss" : constants.get(argument);
            List<PatternPart> constant =
                    given instanceof String pattern ? language.parse(pattern) : null;
            return context -> {
                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                boolean isZoned = kind == TypeKind.TIMESTAMP_TZ || kind == TypeKind.BIGINT;
                PatternWriter writer = new PatternWriter(isZoned ? context.timeZone() : null);
                return (row, result) -> {
                    List<PatternPart> parts =
                            constant != null
                                    ? constant
                                    : language.parse(row.text(argument).toString());
                    long value = row.getLong(0);
                    if (kind == TypeKind.BIGINT) {
                        value = micros(value);
                    }
                    TypeKind as = isZoned ? TypeKind.TIMESTAMP_TZ : kind;
                    int offset = isZoned ? zone.offsetSeconds(value) : 0;
                    long local = LocalTimes.micros(value, as, zone);
                    writer.append(parts, local, offset, result.text());
                };
            };
        });
    }

    private static long micros(long seconds) {
        if (Math.abs(seconds) > Long.MAX_VALUE / Calendar.MICROS_PER_SECOND) {
            throw ArgumentErrors.dateOverflow(
                    seconds + " seconds since 1970", DataType.TIMESTAMP_TZ);
        }
        return seconds * Calendar.MICROS_PER_SECOND;
    }
}
