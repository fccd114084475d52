package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Keeps count, means and centred second moments of one or two numbers: variances, covariances,
/// correlation and linear regression.
///
/// Updated by Welford's method, merged by Chan's. Rows with a null argument do not count.
final class MomentsAccumulator extends RunAccumulator {
    /// Turns moments into a result.
    interface Result {
        /// Returns the result of at least one row, or null.
        @Nullable Double of(Moments moments);
    }

    /// Count, means and sums of centred products of y (the first argument) and x (the second).
    record Moments(
            double count,
            double meanY,
            double meanX,
            double squaresY,
            double squaresX,
            double products) {}

    private final boolean hasTwo;
    private final boolean isCount;
    private final DataType resultType;
    private final Result result;
    private final double[] first = new double[Run.SIZE];
    private final double[] second;
    private final double[][] states;

    /// @param numArguments 1 or 2
    MomentsAccumulator(int numArguments, DataType resultType, Result result) {
        super(numArguments);
        this.hasTwo = numArguments == 2;
        this.isCount = resultType.kind().isInteger();
        this.resultType = resultType;
        this.result = result;
        this.second = new double[hasTwo ? Run.SIZE : 0];
        this.states = new double[hasTwo ? 6 : 3][0];
    }

    @Override
    void grow(int newGroups) {
        for (int state = 0; state < states.length; state++) {
            states[state] = Arrays.copyOf(states[state], newGroups);
        }
    }

    @Override
    void add(Run run, Column[] arguments) {
        run.doubles(arguments[0], first);
        if (hasTwo) {
            run.doubles(arguments[1], second);
        }
        for (int i = 0; i < run.count(); i++) {
            double weight = run.isWeighted() ? run.weights[i] : 1;
            if (hasTwo) {
                addPair(run.groups[i], first[i], second[i], weight);
            } else {
                addOne(run.groups[i], first[i], weight);
            }
        }
    }

    private void addOne(int group, double value, double weight) {
        double count = states[0][group] + weight;
        double difference = value - states[1][group];
        double mean = states[1][group] + difference * weight / count;
        states[0][group] = count;
        states[1][group] = mean;
        states[2][group] += weight * difference * (value - mean);
    }

    private void addPair(int group, double y, double x, double weight) {
        double differenceX = x - states[3][group];
        addOne(group, y, weight);
        double meanX = states[3][group] + differenceX * weight / states[0][group];
        states[3][group] = meanX;
        states[4][group] += weight * differenceX * (x - meanX);
        states[5][group] += weight * differenceX * (y - states[1][group]);
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        double[] values = new double[states.length];
        for (int state = 0; state < states.length; state++) {
            values[state] = ((MomentsAccumulator) other).states[state][source];
        }
        mergeValues(values, target);
    }

    private void mergeValues(double[] other, int target) {
        if (other[0] == 0) {
            return;
        }
        double before = states[0][target];
        double count = before + other[0];
        double share = before * other[0] / count;
        double differenceY = other[1] - states[1][target];
        states[0][target] = count;
        states[1][target] += differenceY * other[0] / count;
        states[2][target] += other[2] + differenceY * differenceY * share;
        if (hasTwo) {
            double differenceX = other[3] - states[3][target];
            states[3][target] += differenceX * other[0] / count;
            states[4][target] += other[4] + differenceX * differenceX * share;
            states[5][target] += other[5] + differenceX * differenceY * share;
        }
    }

    private Moments moments(int group) {
        return hasTwo
                ? new Moments(
                        states[0][group],
                        states[1][group],
                        states[3][group],
                        states[2][group],
                        states[4][group],
                        states[5][group])
                : new Moments(states[0][group], states[1][group], 0, states[2][group], 0, 0);
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        double[] results = new double[count];
        boolean[] isValid = new boolean[count];
        for (int i = 0; i < count; i++) {
            boolean hasRows = states[0][from + i] > 0;
            Double value = hasRows || isCount ? result.of(moments(from + i)) : null;
            isValid[i] = value != null;
            results[i] = value == null ? 0 : value;
        }
        if (isCount) {
            long[] counts = Arrays.stream(results).mapToLong(value -> (long) value).toArray();
            return HeapColumns.ofLongs(resultType.layout(), counts, 0, count, allocator);
        }
        return HeapColumns.ofDoubles(resultType.layout(), results, isValid, 0, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return new ArrayList<>(Collections.nCopies(states.length, DataType.DOUBLE));
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        return States.doubles(allocator, from, count, states);
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        double[] values = new double[states.length];
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < values.length; column++) {
                values[column] = state[column].getDouble(row);
            }
            mergeValues(values, groups[row]);
        }
    }

    @Override
    public long heapBytes() {
        return 8L * states.length * states[0].length;
    }
}
