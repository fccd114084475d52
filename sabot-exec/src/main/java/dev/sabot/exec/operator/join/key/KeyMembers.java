package dev.sabot.exec.operator.join.key;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.exec.operator.hash.KeyHasher;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Tells which values a build key may have.
///
/// **Threads**: safe once filled.
sealed interface KeyMembers {
    /// Adds all values of a column that are not null; before anything is tested.
    void addAll(Column column);

    /// Sets bit i when row `rows[i]` (or i when `rows` is null) may be a member, for i in 0 until
    /// `count`. Null rows give anything.
    ///
    /// @param found all zero
    void test(Column column, int @Nullable [] rows, int count, long[] found);

    /// One bit per value of a range: exact.
    record Bits(long min, long span, long[] words) implements KeyMembers {
        /// The largest range that is held as bits: 2 MB.
        static final long MAX_SPAN = 16 * 1_024 * 1_024;

        /// Values decoded at once: few enough to stay in the nearest cache.
        private static final int BLOCK_ROWS = 1_024;

        static Bits of(long min, long span) {
            return new Bits(min, span, new long[(int) ((span + 63) >>> 6)]);
        }

        static long heapBytes(long span) {
            return span / 8 + 8;
        }

        @Override
        public void addAll(Column column) {
            int count = column.length();
            long[] values = new long[count];
            ValueReader.readLongs(column, null, 0, count, values);
            boolean hasNulls = column.hasNulls();
            for (int row = 0; row < count; row++) {
                if (!hasNulls || !column.isNull(row)) {
                    long place = values[row] - min;
                    words[(int) (place >>> 6)] |= 1L << place;
                }
            }
        }

        @Override
        public void test(Column column, int @Nullable [] rows, int count, long[] found) {
            long[] values = new long[Math.min(count, BLOCK_ROWS)];
            for (int from = 0; from < count; from += BLOCK_ROWS) {
                int numRows = Math.min(BLOCK_ROWS, count - from);
                ValueReader.readLongs(column, rows, from, numRows, values);
                for (int base = 0; base < numRows; base += 64) {
                    found[from + base >>> 6] = test(values, base, Math.min(64, numRows - base));
                }
            }
            if (column.layout() == Layout.INT128) {
                for (int i = 0; i < count; i++) {
                    int row = rows == null ? i : rows[i];
                    if (!column.isNull(row) && column.getHigh(row) != column.getLow(row) >> 63) {
                        Bitmap.clear(found, i);
                    }
                }
            }
        }

        /// Returns a bit for each of up to 64 values.
        private long test(long[] values, int from, int count) {
            long bits = 0;
            for (int i = 0; i < count; i++) {
                long place = values[from + i] - min;
                if (place >= 0 && place < span) {
                    bits |= (words[(int) (place >>> 6)] >>> place & 1) << i;
                }
            }
            return bits;
        }

        /// Returns how many values there are.
        long count() {
            long count = 0;
            for (long word : words) {
                count += Long.bitCount(word);
            }
            return count;
        }
    }

    /// A Bloom filter of four bits per value, all in one word, so that a test is one cache miss.
    /// Lets about one in forty others pass.
    record Bloom(long[] words) implements KeyMembers {
        /// More values than this do not stay in a cache, and the filter costs more than it saves.
        static final int MAX_VALUES = 4 * 1_024 * 1_024;

        static Bloom of(int numValues) {
            return new Bloom(new long[numWords(numValues)]);
        }

        private static int numWords(int numValues) {
            return Integer.highestOneBit(Math.max(16, numValues / 4) - 1) << 1;
        }

        static long heapBytes(int numValues) {
            return 8L * numWords(numValues);
        }

        private static long mask(long hash) {
            return 1L << hash | 1L << (hash >>> 6) | 1L << (hash >>> 12) | 1L << (hash >>> 18);
        }

        private int word(long hash) {
            return (int) (hash >>> 32) & words.length - 1;
        }

        @Override
        public void addAll(Column column) {
            long[] hashes = new long[column.length()];
            new KeyHasher(1).hash(new Column[] {column}, null, hashes.length, hashes);
            boolean hasNulls = column.hasNulls();
            for (int row = 0; row < hashes.length; row++) {
                if (!hasNulls || !column.isNull(row)) {
                    words[word(hashes[row])] |= mask(hashes[row]);
                }
            }
        }

        @Override
        public void test(Column column, int @Nullable [] rows, int count, long[] found) {
            long[] hashes = new long[count];
            new KeyHasher(1).hash(new Column[] {column}, rows, count, hashes);
            for (int i = 0; i < count; i++) {
                long mask = mask(hashes[i]);
                found[i >>> 6] |= ((words[word(hashes[i])] & mask) == mask ? 1L : 0L) << i;
            }
        }
    }
}
