package dev.sabot.batch;

/// Says which rows of a batch count, in ascending order.
///
/// The arrays may be longer than needed, belong to the batch they were given to and are not changed
/// while it lives.
public sealed interface Selection {
    /// Returns how many rows are selected.
    int count();

    /// Returns the selected rows as ascending indexes, in an array of at least [#count()] elements
    /// that the caller must not change.
    int[] indexes(int numRows);

    /// Returns the selected rows as a bitmap whose bits past the last row are zero; the caller must
    /// not change it.
    long[] bitmap(int numRows);

    /// Selects by bitmap; bits past the last row are zero.
    record Bits(long[] words, int count) implements Selection {
        /// Counts the bits.
        public static Bits of(long[] words, int numRows) {
            return new Bits(words, Bitmap.count(words, numRows));
        }

        @Override
        public int[] indexes(int numRows) {
            int[] rows = new int[count];
            Bitmap.expand(words, numRows, rows);
            return rows;
        }

        @Override
        public long[] bitmap(int numRows) {
            return words;
        }
    }

    /// Selects by ascending row numbers.
    record Indexes(int[] rows, int count) implements Selection {
        @Override
        public int[] indexes(int numRows) {
            return rows;
        }

        @Override
        public long[] bitmap(int numRows) {
            long[] words = new long[Bitmap.words(numRows)];
            for (int index = 0; index < count; index++) {
                Bitmap.set(words, rows[index]);
            }
            return words;
        }
    }
}
