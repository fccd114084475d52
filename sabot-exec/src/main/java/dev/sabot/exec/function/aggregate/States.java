package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;

/// Writes states of accumulators as columns.
final class States {
    private States() {}

    /// Returns one BIGINT column per array.
    static Column[] longs(BufferAllocator allocator, int count, long[]... arrays) {
        Column[] columns = new Column[arrays.length];
        int made = 0;
        try {
            for (; made < arrays.length; made++) {
                columns[made] =
                        HeapColumns.ofLongs(Layout.INT64, arrays[made], 0, count, allocator);
            }
            return columns;
        } catch (RuntimeException e) {
            close(columns, made);
            throw e;
        }
    }

    /// Returns one DOUBLE column per array, of the elements at `from` until `from + count`.
    static Column[] doubles(BufferAllocator allocator, int from, int count, double[]... arrays) {
        boolean[] isValid = new boolean[count];
        Arrays.fill(isValid, true);
        Column[] columns = new Column[arrays.length];
        int made = 0;
        try {
            for (; made < arrays.length; made++) {
                double[] values = Arrays.copyOfRange(arrays[made], from, from + count);
                columns[made] =
                        HeapColumns.ofDoubles(Layout.FLOAT64, values, isValid, 0, count, allocator);
            }
            return columns;
        } catch (RuntimeException e) {
            close(columns, made);
            throw e;
        }
    }

    private static void close(Column[] columns, int made) {
        for (int index = 0; index < made; index++) {
            columns[index].close();
        }
    }
}
