package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Gives the value at a fraction of the sorted values: MEDIAN and QUANTILE_CONT, which interpolate,
/// and QUANTILE_DISC, which gives the first value at or past the fraction.
///
/// **Errors**: INVALID_ARGUMENT, when the fraction is not from 0 to 1 or not the same in all rows.
final class QuantileAccumulator extends CollectAccumulator {
    private static final double UNKNOWN = -1;

    private final boolean interpolates;
    private final boolean hasFraction;
    private final double[] fractions = new double[Run.SIZE];
    private double fraction;

    private QuantileAccumulator(DataType type, boolean interpolates, boolean hasFraction) {
        super(type, hasFraction ? 2 : 1);
        this.interpolates = interpolates;
        this.hasFraction = hasFraction;
        this.fraction = hasFraction ? UNKNOWN : 0.5;
    }

    /// Makes MEDIAN.
    static QuantileAccumulator median() {
        return new QuantileAccumulator(DataType.DOUBLE, true, false);
    }

    /// Makes a quantile of values and a fraction.
    static QuantileAccumulator of(DataType type, boolean interpolates) {
        return new QuantileAccumulator(type, interpolates, true);
    }

    @Override
    void add(Run run, Column[] arguments) {
        if (hasFraction) {
            run.doubles(arguments[1], fractions);
            for (int i = 0; i < run.count(); i++) {
                setFraction(fractions[i]);
            }
        }
        super.add(run, arguments);
    }

    private void setFraction(double value) {
        if (value == UNKNOWN || value == fraction) {
            return;
        }
        if (!(value >= 0 && value <= 1) || fraction != UNKNOWN) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the fraction of a quantile must be one constant from 0 to 1, not " + value);
        }
        fraction = value;
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        setFraction(((QuantileAccumulator) other).fraction);
        super.mergeGroup(other, source, target);
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        return interpolates
                ? finishContinuous(from, count, allocator)
                : finishDiscrete(from, count, allocator);
    }

    private Column finishDiscrete(int from, int count, BufferAllocator allocator) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int[] sorted = lists().sorted(from + i);
            int place = (int) Math.ceil(fraction * sorted.length) - 1;
            chosen[i] = sorted.length == 0 ? -1 : sorted[Math.max(0, place)];
        }
        return lists().values().toColumn(chosen, 0, count, allocator);
    }

    private Column finishContinuous(int from, int count, BufferAllocator allocator) {
        double[] results = new double[count];
        boolean[] isValid = new boolean[count];
        for (int i = 0; i < count; i++) {
            double[] sorted = doubles(from + i);
            Arrays.sort(sorted);
            isValid[i] = sorted.length > 0;
            if (isValid[i]) {
                double place = fraction * (sorted.length - 1);
                int below = (int) place;
                double low = sorted[below];
                double high = sorted[Math.min(below + 1, sorted.length - 1)];
                results[i] = place == below ? low : low + (high - low) * (place - below);
            }
        }
        return HeapColumns.ofDoubles(Layout.FLOAT64, results, isValid, 0, count, allocator);
    }

    private double[] doubles(int group) {
        ValueLists.Grouped grouped = lists().grouped();
        double[] values = new double[grouped.count(group)];
        for (int i = 0; i < values.length; i++) {
            values[i] = lists().values().doubleAt(grouped.numbers()[grouped.starts()[group] + i]);
        }
        return values;
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(super.stateTypes().get(0), DataType.DOUBLE);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        double[] copies = new double[count];
        Arrays.fill(copies, fraction);
        Column list = super.writeState(from, count, allocator)[0];
        try {
            return new Column[] {list, States.doubles(allocator, 0, count, copies)[0]};
        } catch (RuntimeException e) {
            list.close();
            throw e;
        }
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int row = 0; row < count; row++) {
            setFraction(state[1].getDouble(row));
        }
        super.readState(state, groups, count);
    }
}
