package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;
import java.util.List;

/// Multiplies numbers as DOUBLE.
final class ProductAccumulator extends RunAccumulator {
    private final double[] values = new double[Run.SIZE];
    private double[] products = new double[0];
    private boolean[] isValid = new boolean[0];

    ProductAccumulator() {
        super(1);
    }

    @Override
    void grow(int newGroups) {
        int old = products.length;
        products = Arrays.copyOf(products, newGroups);
        isValid = Arrays.copyOf(isValid, newGroups);
        Arrays.fill(products, old, newGroups, 1);
    }

    @Override
    void add(Run run, Column[] arguments) {
        run.doubles(arguments[0], values);
        for (int i = 0; i < run.count(); i++) {
            double factor =
                    run.isWeighted() ? Math.pow(values[i], (double) run.weights[i]) : values[i];
            products[run.groups[i]] *= factor;
            isValid[run.groups[i]] = true;
        }
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        ProductAccumulator that = (ProductAccumulator) other;
        products[target] *= that.products[source];
        isValid[target] |= that.isValid[source];
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        double[] results = Arrays.copyOfRange(products, from, from + count);
        boolean[] valid = Arrays.copyOfRange(isValid, from, from + count);
        return HeapColumns.ofDoubles(Layout.FLOAT64, results, valid, 0, count, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(DataType.DOUBLE);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        return new Column[] {finish(from, count, allocator)};
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int row = 0; row < count; row++) {
            if (!state[0].isNull(row)) {
                products[groups[row]] *= state[0].getDouble(row);
                isValid[groups[row]] = true;
            }
        }
    }

    @Override
    public long heapBytes() {
        return 9L * products.length;
    }
}
