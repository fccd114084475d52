package dev.sabot.exec.function.scalar.datetime;

import static dev.sabot.exec.kernel.Calendar.MICROS_PER_DAY;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_HOUR;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_MINUTE;
import static dev.sabot.exec.kernel.Calendar.MICROS_PER_SECOND;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Cuts dates and timestamps down to the start of a constant unit.
///
/// **Errors**: DATETIME_OVERFLOW for a start before the first value of the type.
final class DateTruncKernel implements Kernel {
    private final DatePart unit;
    private final Kernel byRow;

    private DateTruncKernel(DatePart unit, Kernel byRow) {
        this.unit = unit;
        this.byRow = byRow;
    }

    /// Makes kernels for `date_trunc(unit, date)`.
    static Kernel of(List<DataType> types, DataType type, List<@Nullable Object> constants) {
        TypeKind kind = types.get(1).kind();
        if (!(constants.get(0) instanceof String name)) {
            return BatchKernels.perBatch(
                            context -> {
                                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                                return (row, result) -> {
                                    DatePart unit = DatePart.of(row.text(0).toString());
                                    result.setLong(truncate(unit, row.getLong(1), kind, zone));
                                };
                            })
                    .kernel(types, type, constants);
        }
        DatePart unit = DatePart.of(name);
        unit.firstDay(0);
        Kernel byRow = byRow(unit, kind).kernel(types, type, constants);
        return kind == TypeKind.TIMESTAMP ? new DateTruncKernel(unit, byRow) : byRow;
    }

    private static KernelFactory byRow(DatePart unit, TypeKind kind) {
        if (kind == TypeKind.TIMESTAMP_TZ) {
            return BatchKernels.perBatch(context -> {
                ZoneOffsets zone = new ZoneOffsets(context.timeZone());
                return (row, result) -> result.setLong(truncate(unit, row.getLong(1), kind, zone));
            });
        }
        return RowKernels.row((row, result) ->
                result.setLong(
                        kind == TypeKind.DATE
                                ? LocalTimes.checkDay(unit.firstDay(row.getLong(1)))
                                : truncate(unit, row.getLong(1))));
    }

    /// Cuts a value of a type down.
    static long truncate(DatePart unit, long value, TypeKind kind, ZoneOffsets zone) {
        if (kind == TypeKind.DATE) {
            return LocalTimes.checkDay(unit.firstDay(value));
        }
        if (kind == TypeKind.TIMESTAMP) {
            return truncate(unit, value);
        }
        long local = LocalTimes.micros(value, kind, zone);
        long start = truncate(unit, local);
        // Within an hour the offset stays; so both of two equal local hours keep their own.
        boolean keepsOffset = unit.fixedMicros() > 0 && unit.fixedMicros() <= MICROS_PER_HOUR;
        return keepsOffset ? value - (local - start) : LocalTimes.fromMicros(start, kind, zone);
    }

    /// Cuts a local timestamp down.
    static long truncate(DatePart unit, long micros) {
        long fixed = unit.fixedMicros();
        if (fixed > 0) {
            long start = micros - Math.floorMod(micros, fixed);
            if (start > micros) {
                throw ArgumentErrors.dateOverflow(
                        "the start of the " + unit.label(), DataType.TIMESTAMP);
            }
            return start;
        }
        return LocalTimes.micros(unit.firstDay(Math.floorDiv(micros, MICROS_PER_DAY)), 0);
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        if (active != null && 2 * active.count() < numRows) {
            return byRow.evaluate(arguments, numRows, active, context);
        }
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            long to = writer.dataAddress();
            DatePartKernel.copy(arguments[1], to, numRows);
            boolean isInRange =
                    unit.fixedMicros() > 0
                            ? fixed(to, to + 8L * numRows)
                            : calendar(to, to + 8L * numRows);
            if (isInRange) {
                return writer.finish();
            }
        }
        // Some row, perhaps one that does not count, has no start in range.
        return byRow.evaluate(arguments, numRows, active, context);
    }

    private boolean fixed(long from, long end) {
        long unitMicros = unit.fixedMicros();
        if (unitMicros == MICROS_PER_DAY) {
            return floor(from, end, MICROS_PER_DAY);
        }
        if (unitMicros == MICROS_PER_HOUR) {
            return floor(from, end, MICROS_PER_HOUR);
        }
        if (unitMicros == MICROS_PER_MINUTE) {
            return floor(from, end, MICROS_PER_MINUTE);
        }
        return unitMicros == MICROS_PER_SECOND
                ? floor(from, end, MICROS_PER_SECOND)
                : floor(from, end, unitMicros);
    }

    private static boolean floor(long from, long end, long unitMicros) {
        long outOfRange = 0;
        for (long at = from; at < end; at += 8) {
            long value = Memory.getLong(at);
            long start = value - Math.floorMod(value, unitMicros);
            outOfRange |= ~start & value;
            Memory.putLong(at, start);
        }
        return outOfRange >= 0;
    }

    private boolean calendar(long from, long end) {
        long outOfRange = 0;
        for (long at = from; at < end; at += 8) {
            long value = Memory.getLong(at);
            long day = Math.floorDiv(value, MICROS_PER_DAY);
            long start = firstDay(day) * MICROS_PER_DAY;
            outOfRange |= ~start & value;
            Memory.putLong(at, start);
        }
        return outOfRange >= 0;
    }

    private long firstDay(long day) {
        if (unit == DatePart.MONTH) {
            return day - Calendar.dayOfMonth(Calendar.date(day)) + 1;
        }
        return unit.firstDay(day);
    }
}
