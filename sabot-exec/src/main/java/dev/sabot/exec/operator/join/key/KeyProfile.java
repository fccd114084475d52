package dev.sabot.exec.operator.join.key;

import dev.sabot.batch.Column;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.type.Layout;

import java.util.Arrays;

/// What was seen of the build keys: the range of each integer key.
///
/// **Threads**: one at a time.
public final class KeyProfile {
    private final KeyKind[] kinds;
    private final long[] min;
    private final long[] max;
    private final boolean[] fitsLong;
    private long[] values = new long[0];
    private long[] highs = new long[0];

    public KeyProfile(KeyKind[] kinds) {
        this.kinds = kinds;
        this.min = new long[kinds.length];
        this.max = new long[kinds.length];
        this.fitsLong = new boolean[kinds.length];
        Arrays.fill(min, Long.MAX_VALUE);
        Arrays.fill(max, Long.MIN_VALUE);
        Arrays.fill(fitsLong, true);
    }

    /// Says whether every value of a key is an integer of 64 bits.
    public boolean isWord(int key) {
        return kinds[key] == KeyKind.INTEGER && fitsLong[key];
    }

    /// Says whether a value of an integer key that is not null was seen.
    public boolean hasRange(int key) {
        return min[key] <= max[key];
    }

    public long min(int key) {
        return min[key];
    }

    public long max(int key) {
        return max[key];
    }

    /// Returns how many values the range of a key has, or 0 when that is 2^63 or more.
    public long span(int key) {
        if (!hasRange(key)) {
            return 1;
        }
        long last = max[key] - min[key];
        return last < 0 || last == Long.MAX_VALUE ? 0 : last + 1;
    }

    /// Looks at the rows of a key column.
    public void add(int key, Column column, int count) {
        if (kinds[key] != KeyKind.INTEGER || !fitsLong[key]) {
            return;
        }
        if (values.length < count) {
            values = new long[count];
        }
        ValueReader.readLongs(column, null, 0, count, values);
        if (column.layout() == Layout.INT128 && !checkHighs(column, count)) {
            fitsLong[key] = false;
            return;
        }
        long low = min[key];
        long high = max[key];
        if (column.hasNulls()) {
            for (int row = 0; row < count; row++) {
                if (!column.isNull(row)) {
                    low = Math.min(low, values[row]);
                    high = Math.max(high, values[row]);
                }
            }
        } else {
            for (int row = 0; row < count; row++) {
                low = Math.min(low, values[row]);
                high = Math.max(high, values[row]);
            }
        }
        min[key] = low;
        max[key] = high;
    }

    private boolean checkHighs(Column column, int count) {
        if (highs.length < count) {
            highs = new long[count];
        }
        ValueReader.readHighs(column, null, 0, count, highs);
        for (int row = 0; row < count; row++) {
            if (highs[row] != values[row] >> 63 && !column.isNull(row)) {
                return false;
            }
        }
        return true;
    }

    /// Adds what another task saw.
    public void merge(KeyProfile other) {
        for (int key = 0; key < kinds.length; key++) {
            min[key] = Math.min(min[key], other.min[key]);
            max[key] = Math.max(max[key], other.max[key]);
            fitsLong[key] &= other.fitsLong[key];
        }
    }
}
