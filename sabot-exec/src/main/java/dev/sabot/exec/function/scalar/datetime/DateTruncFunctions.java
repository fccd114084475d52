package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;

import java.util.List;

/// Starts of periods.
final class DateTruncFunctions {
    private static final DataType[] TYPES = {
        DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ
    };

    static final List<ScalarFunction> ALL = List.of(dateTrunc());

    private DateTruncFunctions() {}

    private static ScalarFunction dateTrunc() {
        Signatures.Builder builder =
                Signatures.function("date_trunc", "date")
                        .aliases("datetrunc")
                        .syntax("date_trunc(unit, date)")
                        .description(
                                "Gives the start of the unit of time a date lies in: microsecond to"
                                    + " hour, day, week (Monday), month, quarter, year, isoyear,"
                                    + " decade, century (from the year divisible by 100, as in"
                                    + " DuckDB), millennium. A DATE gives a DATE.")
                        .example(
                                "date_trunc('hour', TIMESTAMP '1992-09-20 20:38:40')",
                                "1992-09-20 20:00:00")
                        .canFail();
        for (DataType type : TYPES) {
            builder.signature(
                    Signatures.sameAs(1),
                    DateTruncKernel::of,
                    Parameters.TEXT,
                    Signatures.anyOf(type, type.kind()));
        }
        return builder.build();
    }
}
