package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes columns of given values, in any encoding.
public final class TestColumns {
    private TestColumns() {}

    /// Returns a flat column of values in the form of literals.
    public static Column of(BufferAllocator allocator, DataType type, @Nullable Object... values) {
        return of(allocator, type, Arrays.asList(values));
    }

    public static Column of(
            BufferAllocator allocator, DataType type, List<? extends @Nullable Object> values) {
        ColumnBuilder builder = new ColumnBuilder(type);
        values.forEach(builder::appendObject);
        return builder.build(allocator);
    }

    /// Returns a dictionary column of the same values, with an entry no row uses.
    public static Column dictionary(
            BufferAllocator allocator,
            DataType type,
            List<? extends @Nullable Object> values,
            Object unused) {
        Map<Object, Integer> codes = new LinkedHashMap<>();
        codes.put(unused, 0);
        for (Object value : values) {
            if (value != null) {
                codes.putIfAbsent(value, codes.size());
            }
        }
        Column dictionary = of(allocator, type, new ArrayList<>(codes.keySet()));
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, values.size())) {
            for (int row = 0; row < values.size(); row++) {
                Object value = values.get(row);
                Memory.putInt(
                        writer.dataAddress() + 4L * row, value == null ? 0 : codes.get(value));
                if (value == null) {
                    writer.setNull(row);
                }
            }
            return writer.finishDictionary(dictionary);
        }
    }

    /// Reads all rows.
    public static List<@Nullable Object> values(Column column, DataType type) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < column.length(); row++) {
            values.add(Constants.read(column, row, type));
        }
        return values;
    }

    /// Returns a random selection, or null.
    public static @Nullable Selection selection(Random random, int numRows) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        long[] words = new long[Bitmap.words(numRows)];
        int percent = random.nextInt(101);
        for (int row = 0; row < numRows; row++) {
            if (random.nextInt(100) < percent) {
                Bitmap.set(words, row);
            }
        }
        Selection.Bits bits = Selection.Bits.of(words, numRows);
        return random.nextBoolean()
                ? bits
                : new Selection.Indexes(bits.indexes(numRows), bits.count());
    }

    public static boolean isActive(@Nullable Selection active, int row, int numRows) {
        return active == null || Bitmap.get(active.bitmap(numRows), row);
    }
}
