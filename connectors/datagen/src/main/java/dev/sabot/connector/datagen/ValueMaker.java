package dev.sabot.connector.datagen;

import dev.sabot.batch.ColumnBuilder;

/// Makes the values of one column by the numbers of rows.
///
/// **Threads**: safe; makers have no state.
interface ValueMaker {
    /// Appends the value of a row.
    ///
    /// @param seed what decides values at random, another for each column
    /// @param now the time, in microseconds since 1970
    void append(long row, long seed, long now, ColumnBuilder builder);

    /// Returns a random number that depends on a seed and a row alone, all values being alike.
    static long random(long seed, long row) {
        long mixed = seed + row * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /// Returns a random number from 0 to 1, 1 aside.
    static double fraction(long seed, long row) {
        return (random(seed, row) >>> 11) * 0x1p-53;
    }

    /// Returns a random number of a range, both ends included.
    static long between(long min, long max, long random) {
        long size = max - min + 1;
        return size == 0 ? random : min + Long.remainderUnsigned(random, size);
    }
}
