package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;

/// Loops over the set bits of a bitmap.
final class ActiveRows {
    private ActiveRows() {}

    @FunctionalInterface
    interface RowTest {
        boolean test(int row);
    }

    /// Clears the bits of rows that fail a test.
    static void keep(int numRows, long[] bits, RowTest test) {
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            long left = bits[word];
            long kept = left;
            while (left != 0) {
                int bit = Long.numberOfTrailingZeros(left);
                if (!test.test((word << 6) + bit)) {
                    kept &= ~(1L << bit);
                }
                left &= left - 1;
            }
            bits[word] = kept;
        }
    }
}
