package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.exec.function.KernelChoice;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Moves between BOOLEAN columns and bitmaps.
final class Booleans {
    private Booleans() {}

    /// Clears the bits of rows whose value is null or not `wanted`.
    static void keep(Column column, int numRows, long[] bits, boolean wanted) {
        switch (column.encoding()) {
            case CONSTANT -> {
                boolean isKept = numRows > 0 && !column.isNull(0) && column.getBoolean(0) == wanted;
                if (!isKept) {
                    Arrays.fill(bits, 0);
                }
            }
            case DICTIONARY -> {
                dropNulls(column, numRows, bits);
                long[] dictionary = valueBits(column.values());
                keepCodes(column, numRows, bits, dictionary, wanted);
            }
            case FLAT -> {
                dropNulls(column, numRows, bits);
                long flip = wanted ? 0 : -1;
                for (int word = 0; word < Bitmap.words(numRows); word++) {
                    bits[word] &= flip ^ Memory.getLong(column.dataAddress() + 8L * word);
                }
            }
        }
    }

    /// Clears the bits of null rows.
    static void dropNulls(Column column, int numRows, long[] bits) {
        if (!column.hasNulls()) {
            return;
        }
        if (column.isConstant()) {
            Arrays.fill(bits, 0);
        } else {
            Bitmap.and(bits, column.validityAddress(), numRows);
        }
    }

    /// Clears the bits of rows whose dictionary index has a bit that is not `wanted`.
    static void keepCodes(
            Column column, int numRows, long[] bits, long[] dictionary, boolean wanted) {
        KernelChoice.preferred().keepCodes(column.dataAddress(), numRows, dictionary, wanted, bits);
    }

    /// Returns the values of a flat BOOLEAN column, null rows as false.
    static long[] valueBits(Column flat) {
        long[] bits = Bitmap.ones(flat.length());
        keep(flat, flat.length(), bits, true);
        return bits;
    }

    /// Makes a BOOLEAN column; null validity means that no row is null.
    static Column column(
            long[] bits, long @Nullable [] validity, int numRows, BufferAllocator allocator) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.BIT, numRows)) {
            Memory.copy(bits, 0, writer.dataAddress(), Bitmap.words(numRows));
            writer.setValidity(validity);
            return writer.finish();
        }
    }
}
