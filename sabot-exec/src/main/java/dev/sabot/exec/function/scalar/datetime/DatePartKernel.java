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
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

/// Finds one part of dates, timestamps, times or intervals as BIGINT.
///
/// The values are first written to the result as they are, then replaced in place, so that the
/// usual parts are loops without calls.
final class DatePartKernel implements Kernel {
    private final DatePart part;
    private final TypeKind kind;
    private final int argument;

    /// @param argument the index of the argument that has the dates
    DatePartKernel(DatePart part, DataType type, int argument) {
        this.part = part;
        this.kind = type.kind();
        this.argument = argument;
        of(0);
    }

    /// Returns the part of one value; of a TIMESTAMP WITH TIME ZONE in local time.
    private long of(long value) {
        return of(part, kind, value);
    }

    static long of(DatePart part, TypeKind kind, long value) {
        return switch (kind) {
            case DATE -> part.ofDay(value);
            case TIMESTAMP, TIMESTAMP_TZ -> part.ofTimestamp(value);
            case TIME -> part.ofTime(value);
            case INTERVAL_MONTH -> part.ofMonths(value);
            case INTERVAL_DAY -> part.ofSpan(value);
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    DECIMAL,
                    VARCHAR,
                    VARBINARY,
                    ARRAY,
                    ROW,
                    MAP ->
                    throw new IllegalArgumentException(kind + " has no parts");
        };
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        try (ColumnWriter writer = ColumnWriter.fixed(context.allocator(), Layout.INT64, numRows)) {
            long to = writer.dataAddress();
            long end = to + 8L * numRows;
            copy(arguments[argument], to, numRows);
            if (kind == TypeKind.TIMESTAMP_TZ && zonePart(to, end, context)) {
                return writer.finish();
            }
            boolean isTimestamp = kind == TypeKind.TIMESTAMP || kind == TypeKind.TIMESTAMP_TZ;
            if (isTimestamp && part.isOfTime()) {
                timesOfDay(to, end);
            } else if (kind == TypeKind.DATE || isTimestamp && part != DatePart.EPOCH) {
                if (isTimestamp) {
                    for (long at = to; at < end; at += 8) {
                        Memory.putLong(at, Math.floorDiv(Memory.getLong(at), MICROS_PER_DAY));
                    }
                }
                days(to, end);
            } else {
                for (long at = to; at < end; at += 8) {
                    Memory.putLong(at, of(Memory.getLong(at)));
                }
            }
            return writer.finish();
        }
    }

    /// Copies integers of any width and encoding.
    static void copy(Column from, long to, int numRows) {
        if (from.isFlat() && from.layout() == Layout.INT64) {
            Memory.copy(from.dataAddress(), to, 8L * numRows);
        } else if (from.isFlat() && from.layout() == Layout.INT32) {
            long data = from.dataAddress();
            for (int row = 0; row < numRows; row++) {
                Memory.putLong(to + 8L * row, Memory.getInt(data + 4L * row));
            }
        } else {
            for (int row = 0; row < numRows; row++) {
                Memory.putLong(to + 8L * row, from.getLong(row));
            }
        }
    }

    /// Turns instants to local times, or to their offsets, and says whether it did the latter. Rows
    /// that do not count may hold instants out of range.
    private boolean zonePart(long from, long end, EvaluationContext context) {
        if (part == DatePart.EPOCH) {
            return false;
        }
        ZoneOffsets zone = new ZoneOffsets(context.timeZone());
        boolean isOfZone = part.isOfZone();
        for (long at = from; at < end; at += 8) {
            long instant = Memory.getLong(at);
            long offset = zone.offsetSeconds(instant);
            Memory.putLong(
                    at, isOfZone ? part.ofOffset(offset) : instant + offset * MICROS_PER_SECOND);
        }
        return isOfZone;
    }

    private void timesOfDay(long from, long end) {
        switch (part) {
            case HOUR -> divide(from, end, MICROS_PER_DAY, MICROS_PER_HOUR);
            case MINUTE -> minutes(from, end);
            case SECOND -> divide(from, end, MICROS_PER_MINUTE, MICROS_PER_SECOND);
            case MILLISECOND -> divide(from, end, MICROS_PER_MINUTE, 1000);
            case MICROSECOND -> divide(from, end, MICROS_PER_MINUTE, 1);
            case YEAR,
                    MONTH,
                    DAY,
                    QUARTER,
                    WEEK,
                    DECADE,
                    CENTURY,
                    MILLENNIUM,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    DOW,
                    ISODOW,
                    DOY,
                    EPOCH,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE ->
                    throw new IllegalStateException(part + " is no part of a time");
        }
    }

    private static void divide(long from, long end, long modulus, long divisor) {
        for (long at = from; at < end; at += 8) {
            Memory.putLong(at, Math.floorMod(Memory.getLong(at), modulus) / divisor);
        }
    }

    private static void minutes(long from, long end) {
        for (long at = from; at < end; at += 8) {
            long rest = Math.floorMod(Memory.getLong(at), MICROS_PER_HOUR);
            Memory.putLong(at, rest / MICROS_PER_MINUTE);
        }
    }

    private void days(long from, long end) {
        switch (part) {
            case YEAR -> {
                for (long at = from; at < end; at += 8) {
                    Memory.putLong(at, Calendar.year(Calendar.date(Memory.getLong(at))));
                }
            }
            case MONTH -> {
                for (long at = from; at < end; at += 8) {
                    Memory.putLong(at, Calendar.month(Calendar.date(Memory.getLong(at))));
                }
            }
            case DAY -> {
                for (long at = from; at < end; at += 8) {
                    Memory.putLong(at, Calendar.dayOfMonth(Calendar.date(Memory.getLong(at))));
                }
            }
            case HOUR,
                    MINUTE,
                    SECOND,
                    MILLISECOND,
                    MICROSECOND,
                    QUARTER,
                    WEEK,
                    DECADE,
                    CENTURY,
                    MILLENNIUM,
                    ERA,
                    ISOYEAR,
                    YEARWEEK,
                    DOW,
                    ISODOW,
                    DOY,
                    EPOCH,
                    JULIAN,
                    TIMEZONE,
                    TIMEZONE_HOUR,
                    TIMEZONE_MINUTE -> {
                for (long at = from; at < end; at += 8) {
                    Memory.putLong(at, part.ofDay(Memory.getLong(at)));
                }
            }
        }
    }
}
