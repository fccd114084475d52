package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Sums numbers as DOUBLE, for SUM and AVG of REAL and DOUBLE.
///
/// NaN and infinities are counted beside the sum of the finite numbers, so that taking one back
/// restores what was there before. With weights, rounding errors are kept beside the sum too
/// (Neumaier), so that taking back a large number leaves the small ones.
final class DoubleSumAccumulator extends RunAccumulator {
    private final SumAccumulator.Result result;
    private final DataType resultType;
    private final double[] values = new double[Run.SIZE];
    private double[] sums = new double[0];
    private double[] errors = new double[0];
    private long[] counts = new long[0];
    private long[] nans = new long[0];
    private long[] positives = new long[0];
    private long[] negatives = new long[0];

    DoubleSumAccumulator(SumAccumulator.Result result, DataType resultType) {
        super(1);
        this.result = result;
        this.resultType = resultType;
    }

    @Override
    void grow(int newGroups) {
        counts = Arrays.copyOf(counts, newGroups);
        sums = Arrays.copyOf(sums, newGroups);
        if (errors.length > 0) {
            errors = Arrays.copyOf(errors, newGroups);
        }
        if (nans.length > 0) {
            growSpecials(newGroups);
        }
    }

    private void growSpecials(int length) {
        nans = Arrays.copyOf(nans, length);
        positives = Arrays.copyOf(positives, length);
        negatives = Arrays.copyOf(negatives, length);
    }

    @Override
    void add(Run run, Column[] arguments) {
        int count = run.count();
        run.doubles(arguments[0], values);
        double check = 0;
        for (int i = 0; i < count; i++) {
            check += values[i] * 0;
        }
        if (run.isWeighted() || check != 0) {
            addEach(run);
            return;
        }
        if (numGroups() == 1) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
            sums[0] += sum;
            counts[0] += count;
            return;
        }
        for (int i = 0; i < count; i++) {
            int group = run.groups[i];
            sums[group] += values[i];
            counts[group]++;
        }
    }

    private void addEach(Run run) {
        for (int i = 0; i < run.count(); i++) {
            long weight = run.isWeighted() ? run.weights[i] : 1;
            addValue(run.groups[i], values[i], weight);
            counts[run.groups[i]] += weight;
        }
    }

    private void addValue(int group, double value, long weight) {
        if (Double.isFinite(value)) {
            addFinite(group, value * weight);
            return;
        }
        if (nans.length == 0) {
            growSpecials(counts.length);
        }
        if (Double.isNaN(value)) {
            nans[group] += weight;
        } else if (value > 0) {
            positives[group] += weight;
        } else {
            negatives[group] += weight;
        }
    }

    private void addFinite(int group, double value) {
        if (errors.length == 0) {
            errors = new double[counts.length];
        }
        double old = sums[group];
        double sum = old + value;
        errors[group] += Math.abs(old) >= Math.abs(value) ? old - sum + value : value - sum + old;
        sums[group] = sum;
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        DoubleSumAccumulator that = (DoubleSumAccumulator) other;
        if (that.errors.length == 0) {
            sums[target] += that.sums[source];
        } else {
            addFinite(target, that.sums[source]);
            addFinite(target, that.errors[source]);
        }
        counts[target] += that.counts[source];
        if (that.nans.length > 0) {
            if (nans.length == 0) {
                growSpecials(counts.length);
            }
            nans[target] += that.nans[source];
            positives[target] += that.positives[source];
            negatives[target] += that.negatives[source];
        }
    }

    @Override
    public boolean isInvertible() {
        return true;
    }

    private double total(int group) {
        double sum = errors.length == 0 ? sums[group] : sums[group] + errors[group];
        if (nans.length > 0) {
            sum += nans[group] != 0 ? Double.NaN : 0;
            sum += positives[group] != 0 ? Double.POSITIVE_INFINITY : 0;
            sum += negatives[group] != 0 ? Double.NEGATIVE_INFINITY : 0;
        }
        return sum;
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        double[] results = new double[count];
        boolean[] isValid = new boolean[count];
        for (int i = 0; i < count; i++) {
            int group = from + i;
            isValid[i] = counts[group] != 0 || result == SumAccumulator.Result.SUM_OR_ZERO;
            if (isValid[i]) {
                double sum = counts[group] == 0 ? 0 : total(group);
                results[i] = result == SumAccumulator.Result.AVERAGE ? sum / counts[group] : sum;
            }
        }
        return HeapColumns.ofDoubles(resultType.layout(), results, isValid, 0, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(DataType.DOUBLE, DataType.BIGINT);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        double[] totals = new double[count];
        for (int i = 0; i < count; i++) {
            totals[i] = total(from + i);
        }
        Column[] sum = States.doubles(allocator, 0, count, totals);
        try {
            long[] kept = Arrays.copyOfRange(counts, from, from + count);
            return new Column[] {sum[0], States.longs(allocator, count, kept)[0]};
        } catch (RuntimeException e) {
            sum[0].close();
            throw e;
        }
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            addValue(groups[i], state[0].getDouble(i), 1);
            counts[groups[i]] += state[1].getLong(i);
        }
    }

    @Override
    public long heapBytes() {
        return 16L * counts.length + 8L * errors.length + 24L * nans.length;
    }
}
