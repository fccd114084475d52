package dev.sabot.exec.operator.join.key;

import dev.sabot.batch.Column;
import dev.sabot.exec.operator.hash.KeyHash;
import dev.sabot.exec.operator.hash.KeyHasher;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Reads the keys of rows as one word each, by a [KeyPacking] or, without one, as hashes, for one
/// task.
///
/// **Threads**: one.
public final class KeyReader {
    private final JoinKeys keys;
    private final @Nullable KeyPacking packing;
    private final KeyHasher hasher;
    private long[] words = new long[0];
    private boolean[] excluded = new boolean[0];
    private long[] scratch = new long[0];
    private double[] doubles = new double[0];
    private boolean hasExcluded;

    public KeyReader(JoinKeys keys, @Nullable KeyPacking packing) {
        this.keys = keys;
        this.packing = packing;
        this.hasher = new KeyHasher(keys.count());
    }

    /// Lends the words of the rows last read.
    public long[] words() {
        return words;
    }

    /// Says whether a row last read can match nothing, because a key is null or out of range.
    public boolean isExcluded(int index) {
        return hasExcluded && excluded[index];
    }

    public boolean hasExcluded() {
        return hasExcluded;
    }

    /// Lends the flags of the rows last read; they count only when [#hasExcluded].
    public boolean[] excluded() {
        return excluded;
    }

    /// Reads rows `rows[i]` (or i when `rows` is null) for i in 0 until `count`.
    public void read(Column[] columns, int @Nullable [] rows, int count) {
        if (words.length < count) {
            words = new long[count];
            excluded = new boolean[count];
            scratch = new long[count];
        }
        if (hasExcluded) {
            Arrays.fill(excluded, false);
            hasExcluded = false;
        }
        KeyPacking chosen = packing;
        if (chosen == null) {
            hasher.hash(columns, rows, count, words);
        } else if (chosen.isDouble()) {
            readDouble(columns[0], rows, count);
        } else if (columns.length == 1 && !keys.nullSafe()[0]) {
            readSingle(columns[0], rows, count, chosen.mins()[0]);
        } else {
            Arrays.fill(words, 0, count, 0);
            for (int key = 0; key < columns.length; key++) {
                addDigit(chosen, key, columns[key], rows, count);
            }
        }
        for (int key = 0; key < columns.length; key++) {
            if (!keys.nullSafe()[key] && columns[key].hasNulls()) {
                excludeNulls(columns[key], rows, count);
            }
        }
    }

    private void readDouble(Column column, int @Nullable [] rows, int count) {
        if (doubles.length < count) {
            doubles = new double[count];
        }
        ValueReader.readDoubles(column, rows, 0, count, doubles);
        for (int i = 0; i < count; i++) {
            words[i] = KeyHash.doubleBits(doubles[i]);
        }
    }

    private void readSingle(Column column, int @Nullable [] rows, int count, long min) {
        ValueReader.readLongs(column, rows, 0, count, words);
        if (column.layout() == Layout.INT128) {
            excludeWide(column, rows, count, words);
        }
        if (min != 0) {
            for (int i = 0; i < count; i++) {
                words[i] -= min;
            }
        }
    }

    private void addDigit(
            KeyPacking chosen, int key, Column column, int @Nullable [] rows, int count) {
        ValueReader.readLongs(column, rows, 0, count, scratch);
        if (column.layout() == Layout.INT128) {
            excludeWide(column, rows, count, scratch);
        }
        boolean isNullSafe = keys.nullSafe()[key];
        long min = chosen.mins()[key];
        long span = chosen.spans()[key];
        long numValues = isNullSafe ? span - 1 : span;
        boolean hasNulls = column.hasNulls();
        for (int i = 0; i < count; i++) {
            long digit = scratch[i] - min;
            if (hasNulls && column.isNull(rows == null ? i : rows[i])) {
                digit = isNullSafe ? numValues : 0;
            } else if (Long.compareUnsigned(digit, numValues) >= 0) {
                excluded[i] = true;
                hasExcluded = true;
                digit = 0;
            }
            words[i] = words[i] * span + digit;
        }
    }

    /// Excludes decimals that do not fit 64 bits: no key of the build side is one.
    private void excludeWide(Column column, int @Nullable [] rows, int count, long[] lows) {
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!column.isNull(row) && column.getHigh(row) != lows[i] >> 63) {
                excluded[i] = true;
                hasExcluded = true;
            }
        }
    }

    private void excludeNulls(Column column, int @Nullable [] rows, int count) {
        for (int i = 0; i < count; i++) {
            if (column.isNull(rows == null ? i : rows[i])) {
                excluded[i] = true;
                hasExcluded = true;
            }
        }
    }
}
