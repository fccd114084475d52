package dev.sabot.exec.operator.window;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.exec.plan.WindowCall;
import dev.sabot.exec.plan.WindowCall.Bound;
import dev.sabot.exec.plan.WindowCall.Frame;
import dev.sabot.exec.plan.WindowCall.Unit;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/// Finds the rows of each row's frame.
///
/// A frame is rows `start` until `end` without those EXCLUDE names; both lie in the row's
/// partition.
final class Frames {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Frame frame;
    private final PartitionedRows rows;
    private final PhysicalPlan.Window plan;

    Frames(WindowCall call, PartitionedRows rows, PhysicalPlan.Window plan) {
        this.frame = call.frame();
        this.rows = rows;
        this.plan = plan;
    }

    /// Says whether every frame reaches from the start of its partition and excludes nothing.
    boolean isRunning() {
        return frame.start().kind() == Bound.Kind.UNBOUNDED_PRECEDING
                && frame.exclusion() == WindowCall.Exclusion.NO_OTHERS;
    }

    /// Says whether every frame is its whole partition.
    boolean isWholePartition() {
        return isRunning() && frame.end().kind() == Bound.Kind.UNBOUNDED_FOLLOWING;
    }

    int start(int row) {
        int low = rows.partitionStart(row);
        int high = rows.partitionEnd(row);
        return clamp(bound(frame.start(), row, true), low, high);
    }

    /// Returns the row after the frame's last, at least `start(row)`.
    int end(int row) {
        int low = rows.partitionStart(row);
        int high = rows.partitionEnd(row);
        return Math.max(start(row), clamp(bound(frame.end(), row, false), low, high));
    }

    /// Calls back with each run of rows in the frame, in order.
    void forEachRun(int row, Run run) {
        int start = start(row);
        int end = end(row);
        int from;
        int to;
        switch (frame.exclusion()) {
            case NO_OTHERS -> {
                accept(run, start, end);
                return;
            }
            case CURRENT_ROW -> {
                from = row;
                to = row + 1;
            }
            case GROUP -> {
                from = rows.peerStart(row);
                to = rows.peerEnd(row);
            }
            case TIES -> {
                accept(run, start, Math.min(end, rows.peerStart(row)));
                accept(run, Math.max(start, row), Math.min(end, row + 1));
                accept(run, Math.max(start, rows.peerEnd(row)), end);
                return;
            }
            default -> throw new IllegalStateException("unknown exclusion");
        }
        accept(run, start, Math.min(end, from));
        accept(run, Math.max(start, to), end);
    }

    private static void accept(Run run, int from, int to) {
        if (from < to) {
            run.accept(from, to);
        }
    }

    /// Rows `from` until `to`.
    interface Run {
        void accept(int from, int to);
    }

    private static int clamp(long value, int low, int high) {
        return (int) Math.max(low, Math.min(high, value));
    }

    /// Returns the first row of the frame, or for its end the row after the last; may lie outside
    /// the partition.
    private long bound(Bound bound, int row, boolean isStart) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> rows.partitionStart(row);
            case UNBOUNDED_FOLLOWING -> rows.partitionEnd(row);
            case CURRENT_ROW ->
                    frame.unit() == Unit.ROWS
                            ? row + (isStart ? 0 : 1)
                            : isStart ? rows.peerStart(row) : rows.peerEnd(row);
            case PRECEDING -> offset(bound, row, isStart, -1);
            case FOLLOWING -> offset(bound, row, isStart, 1);
        };
    }

    private long offset(Bound bound, int row, boolean isStart, int sign) {
        Object value = Objects.requireNonNull(bound.offset(), "an offset").value();
        if (value == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT, "the offset of a frame must not be NULL");
        }
        return switch (frame.unit()) {
            case ROWS -> rowOffset(row, sign, count(value)) + (isStart ? 0 : 1);
            case GROUPS -> groupOffset(row, sign, count(value), isStart);
            case RANGE -> rangeOffset(bound, row, isStart, sign);
        };
    }

    private static long count(Object value) {
        long count = ((Number) value).longValue();
        if (count < 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the offset of a frame must not be negative: " + count);
        }
        return Math.min(count, Integer.MAX_VALUE);
    }

    private static long rowOffset(int row, int sign, long count) {
        return row + sign * count;
    }

    private long groupOffset(int row, int sign, long count, boolean isStart) {
        int at = rows.peerStart(row);
        for (long step = 0; step < count; step++) {
            if (sign < 0) {
                if (at <= rows.partitionStart(row)) {
                    return isStart ? rows.partitionStart(row) : rows.partitionStart(row) - 1L;
                }
                at = rows.peerStart(at - 1);
            } else {
                if (rows.peerEnd(at) >= rows.partitionEnd(row)) {
                    return rows.partitionEnd(row);
                }
                at = rows.peerEnd(at);
            }
        }
        return isStart ? at : rows.peerEnd(at);
    }

    /// Rows whose order key lies within the offset of this row's; null keys form a frame of their
    /// own.
    private long rangeOffset(Bound bound, int row, boolean isStart, int sign) {
        if (plan.orderKeys().size() != 1) {
            throw new SabotException(
                    ErrorCode.WINDOWING, "RANGE with an offset needs exactly one ORDER BY column");
        }
        SortKey key = plan.orderKeys().getFirst();
        Column column = rows.column(key.column());
        if (column.isNull(row)) {
            return isStart ? rows.peerStart(row) : rows.peerEnd(row);
        }
        BigDecimal distance = distance(bound, plan.input().schema().type(key.column()));
        int direction = key.isDescending() ? -sign : sign;
        BigDecimal target = value(column, row).add(direction < 0 ? distance.negate() : distance);
        int low = rows.partitionStart(row);
        int high = rows.partitionEnd(row);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore(column, middle, target, key, isStart)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Says whether a row lies before the bound, in the order of the rows.
    private static boolean isBefore(
            Column column, int row, BigDecimal target, SortKey key, boolean isStart) {
        if (column.isNull(row)) {
            return key.isNullsFirst();
        }
        int order = value(column, row).compareTo(target);
        order = key.isDescending() ? -order : order;
        return isStart ? order < 0 : order <= 0;
    }

    private static BigDecimal value(Column column, int row) {
        if (column.layout() == Layout.FLOAT32 || column.layout() == Layout.FLOAT64) {
            double value = column.getDouble(row);
            if (!Double.isFinite(value)) {
                throw new SabotException(
                        ErrorCode.OVERFLOW,
                        "RANGE with an offset needs finite values, not " + value);
            }
            return new BigDecimal(value);
        }
        if (column.layout() == Layout.VARLEN || column.layout() == Layout.BIT) {
            throw new SabotException(
                    ErrorCode.WINDOWING, "RANGE with an offset needs a number or a time");
        }
        BigInteger high = BigInteger.valueOf(column.getHigh(row)).shiftLeft(64);
        BigInteger low = new BigInteger(Long.toUnsignedString(column.getLow(row)));
        return new BigDecimal(high.add(low));
    }

    /// Returns the offset in the unit of the key's stored values.
    private static BigDecimal distance(Bound bound, DataType keyType) {
        DataType type = Objects.requireNonNull(bound.offset(), "an offset").type();
        Object value = Objects.requireNonNull(bound.offset().value(), "an offset");
        BigDecimal distance =
                value instanceof BigInteger unscaled
                        ? new BigDecimal(unscaled, type.scale())
                        : new BigDecimal(value.toString());
        if (distance.signum() < 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT, "the offset of a frame must not be negative");
        }
        if (type.kind() == TypeKind.INTERVAL_MONTH) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "RANGE with months or years; use days or seconds");
        }
        if (type.kind() == TypeKind.INTERVAL_DAY && keyType.kind() == TypeKind.DATE) {
            return distance.divide(
                    BigDecimal.valueOf(MICROS_PER_DAY), java.math.MathContext.DECIMAL128);
        }
        return keyType.isDecimal() ? distance.movePointRight(keyType.scale()) : distance;
    }
}
