package dev.sabot.exec.function.scalar.datetime;

import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Differences and sums of dates by units of time.
final class DifferenceFunctions {
    private static final List<DataType> POINTS =
            List.of(DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ);

    static final List<ScalarFunction> ALL = List.of(dateDiff(), dateSub(), dateAdd());

    private DifferenceFunctions() {}

    @FunctionalInterface
    private interface Difference {
        long of(DatePart unit, long from, long to);
    }

    /// Returns the unit of argument 0, prepared when it is constant.
    private static DatePart unit(@Nullable DatePart constant, Row row) {
        return constant != null ? constant : DatePart.of(row.text(0).toString());
    }

    private static @Nullable DatePart constantUnit(List<@Nullable Object> constants) {
        return constants.get(0) instanceof String name ? DatePart.of(name) : null;
    }

    private static KernelFactory differences(TypeKind kind, Difference difference) {
        return BatchKernels.prepared(constants -> {
            DatePart constant = constantUnit(constants);
            return context -> {
                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                return (row, result) -> {
                    DatePart unit = unit(constant, row);
                    TypeKind as =
                            kind == TypeKind.TIMESTAMP_TZ && Differences.isOfInstants(unit)
                                    ? TypeKind.TIMESTAMP
                                    : kind;
                    long from = LocalTimes.micros(row.getLong(1), as, zone);
                    long to = LocalTimes.micros(row.getLong(2), as, zone);
                    result.setLong(difference.of(unit, from, to));
                };
            };
        });
    }

    private static ScalarFunction differences(Signatures.Builder builder, Difference difference) {
        builder.canFail();
        for (DataType type :
                List.of(DataType.TIME, DataType.DATE, DataType.TIMESTAMP, DataType.TIMESTAMP_TZ)) {
            builder.signature(
                    Signatures.always(DataType.BIGINT),
                    differences(type.kind(), difference),
                    Parameters.TEXT,
                    Signatures.exactly(type),
                    Signatures.exactly(type));
        }
        return builder.build();
    }

    private static ScalarFunction dateDiff() {
        return differences(
                Signatures.function("date_diff", "date")
                        .aliases("datediff")
                        .syntax("date_diff(unit, from, to)")
                        .description(
                                "Counts the starts of a unit of time that lie after the first date"
                                        + " up to the second, as in DuckDB.")
                        .example("date_diff('month', DATE '1992-09-30', DATE '1992-11-01')", "2"),
                Differences::boundaries);
    }

    private static ScalarFunction dateSub() {
        return differences(
                Signatures.function("date_sub", "date")
                        .aliases("datesub")
                        .syntax("date_sub(unit, from, to)")
                        .description(
                                "Counts the whole units of time that passed from the first date to"
                                        + " the second, as in DuckDB.")
                        .example("date_sub('month', DATE '1992-09-30', DATE '1992-11-01')", "1"),
                Differences::elapsed);
    }

    private static ScalarFunction dateAdd() {
        Signatures.Builder builder =
                Signatures.function("date_add", "date")
                        .aliases("dateadd")
                        .syntax("date_add(date, interval) | date_add(unit, count, date)")
                        .description(
                                "Adds an interval or a number of units of time; a day past the end"
                                    + " of the month becomes its last. A DATE and an interval of"
                                    + " days to seconds give a TIMESTAMP.")
                        .example("date_add(DATE '2024-01-31', INTERVAL '1' MONTH)", "2024-02-29")
                        .canFail();
        for (DataType point : POINTS) {
            builder.signature(
                    Signatures.sameAs(0),
                    sums(point.kind(), true),
                    Signatures.anyOf(point, point.kind()),
                    Signatures.anyOf(DataType.INTERVAL_MONTH, TypeKind.INTERVAL_MONTH));
            builder.signature(
                    types -> point.kind() == TypeKind.DATE ? DataType.TIMESTAMP : types.get(0),
                    sums(point.kind(), false),
                    Signatures.anyOf(point, point.kind()),
                    Signatures.anyOf(DataType.INTERVAL_DAY, TypeKind.INTERVAL_DAY));
            builder.signature(
                    Signatures.sameAs(2),
                    unitSums(point.kind()),
                    Parameters.TEXT,
                    Parameters.INTEGER,
                    Signatures.anyOf(point, point.kind()));
        }
        return builder.build();
    }

    private static KernelFactory sums(TypeKind kind, boolean isMonths) {
        return BatchKernels.perBatch(context -> {
            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
            return (row, result) -> {
                long interval = row.getLong(1);
                if (isMonths) {
                    long local = LocalTimes.micros(row.getLong(0), kind, zone);
                    long sum = LocalTimes.addMonths(local, interval);
                    result.setLong(LocalTimes.fromMicros(sum, kind, zone));
                } else {
                    TypeKind as = kind == TypeKind.DATE ? kind : TypeKind.TIMESTAMP;
                    long micros = LocalTimes.micros(row.getLong(0), as, zone);
                    result.setLong(Differences.add(DatePart.MICROSECOND, interval, micros));
                }
            };
        });
    }

    private static KernelFactory unitSums(TypeKind kind) {
        return BatchKernels.prepared(constants -> {
            DatePart constant = constantUnit(constants);
            return context -> {
                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                return (row, result) -> {
                    DatePart unit = unit(constant, row);
                    boolean isOfInstants = Differences.isOfInstants(unit);
                    if (isOfInstants && kind == TypeKind.DATE) {
                        throw ArgumentErrors.invalid(
                                "a "
                                        + unit.label()
                                        + " cannot be added to a DATE; cast it to TIMESTAMP");
                    }
                    TypeKind as = isOfInstants ? TypeKind.TIMESTAMP : kind;
                    long local = LocalTimes.micros(row.getLong(2), as, zone);
                    long sum = Differences.add(unit, row.getLong(1), local);
                    result.setLong(LocalTimes.fromMicros(sum, as, zone));
                };
            };
        });
    }
}
