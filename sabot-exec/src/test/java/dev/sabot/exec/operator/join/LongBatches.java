package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// Makes many rows fast: a key, made of the row number, and the row number.
record LongBatches(BufferAllocator allocator, int batchRows) {
    List<Batch> ofLongs(long[] keys) {
        return of(keys.length, (from, count) -> longs(keys, from, count));
    }

    List<Batch> ofText(int numRows, LongFunction<String> text) {
        return of(numRows, (from, count) -> text(from, count, text));
    }

    private interface KeyColumn {
        Column make(int from, int count);
    }

    private List<Batch> of(int numRows, KeyColumn keys) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < numRows; from += batchRows) {
            int count = Math.min(batchRows, numRows - from);
            long[] numbers = new long[count];
            for (int row = 0; row < count; row++) {
                numbers[row] = (long) from + row;
            }
            batches.add(Batch.of(count, keys.make(from, count), longs(numbers, 0, count)));
        }
        return batches;
    }

    Column longs(long[] values, int from, int count) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT64, count)) {
            Memory.copy(values, from, writer.dataAddress(), count);
            return writer.finish();
        }
    }

    private Column text(int from, int count, LongFunction<String> text) {
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, count, 16L * count)) {
            for (int row = 0; row < count; row++) {
                byte[] bytes =
                        text.apply(from + row).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                writer.appendBytes(bytes, 0, bytes.length);
                writer.endRow(row);
            }
            return writer.finish();
        }
    }
}
