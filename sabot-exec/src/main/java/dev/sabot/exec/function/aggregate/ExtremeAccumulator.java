package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Keeps the least or greatest value of types that fit 64 bits: MIN and MAX of integers, dates,
/// times, booleans, short decimals, REAL and DOUBLE.
///
/// Numbers with a point are kept as integers of the same order, in which NaN is above all others.
final class ExtremeAccumulator extends RunAccumulator {
    private final boolean isMax;
    private final DataType type;
    private final boolean isDouble;
    private final long[] values = new long[Run.SIZE];
    private final double[] doubles;
    private long[] extremes = new long[0];
    private boolean[] isValid = new boolean[0];

    ExtremeAccumulator(boolean isMax, DataType type) {
        super(1);
        this.isMax = isMax;
        this.type = type;
        this.isDouble = type.kind().isApproximate();
        this.doubles = new double[isDouble ? Run.SIZE : 0];
    }

    @Override
    void grow(int newGroups) {
        int old = extremes.length;
        extremes = Arrays.copyOf(extremes, newGroups);
        isValid = Arrays.copyOf(isValid, newGroups);
        Arrays.fill(extremes, old, newGroups, isMax ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    /// Returns an integer that orders as the number does.
    static long toOrdered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    static double fromOrdered(long ordered) {
        return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
    }

    @Override
    void add(Run run, Column[] arguments) {
        int count = run.count();
        if (isDouble) {
            run.doubles(arguments[0], doubles);
            for (int i = 0; i < count; i++) {
                values[i] = toOrdered(doubles[i]);
            }
        } else {
            run.longs(arguments[0], values);
        }
        if (numGroups() == 1) {
            extremes[0] = addToOne(count, extremes[0]);
            isValid[0] = true;
        } else if (isMax) {
            addMax(run.groups, count);
        } else {
            addMin(run.groups, count);
        }
    }

    private long addToOne(int count, long start) {
        long extreme = start;
        if (isMax) {
            for (int i = 0; i < count; i++) {
                extreme = Math.max(extreme, values[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                extreme = Math.min(extreme, values[i]);
            }
        }
        return extreme;
    }

    private void addMax(int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            extremes[group] = Math.max(extremes[group], values[i]);
            isValid[group] = true;
        }
    }

    private void addMin(int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            int group = groups[i];
            extremes[group] = Math.min(extremes[group], values[i]);
            isValid[group] = true;
        }
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        ExtremeAccumulator that = (ExtremeAccumulator) other;
        if (that.isValid[source]) {
            addOne(target, that.extremes[source]);
        }
    }

    private void addOne(int group, long value) {
        extremes[group] =
                isMax ? Math.max(extremes[group], value) : Math.min(extremes[group], value);
        isValid[group] = true;
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        if (!isDouble) {
            return HeapColumns.ofLongs(type.layout(), extremes, isValid, from, count, allocator);
        }
        double[] results = new double[count];
        for (int i = 0; i < count; i++) {
            results[i] = fromOrdered(extremes[from + i]);
        }
        boolean[] valid = Arrays.copyOfRange(isValid, from, from + count);
        return HeapColumns.ofDoubles(type.layout(), results, valid, 0, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(type);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        return new Column[] {finish(from, count, allocator)};
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            if (!state[0].isNull(i)) {
                boolean isBit = state[0].layout() == dev.sabot.type.Layout.BIT;
                long value =
                        isDouble
                                ? toOrdered(state[0].getDouble(i))
                                : isBit ? state[0].getBoolean(i) ? 1 : 0 : state[0].getLow(i);
                addOne(groups[i], value);
            }
        }
    }

    @Override
    public long heapBytes() {
        return 9L * extremes.length;
    }
}
