package dev.sabot.exec.operator.join;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The build rows with a null key: comparing with them is unknown where it is not false.
///
/// **Threads**: several may add; read once sealed.
final class NullKeyRows {
    private int[] rows = new int[0];
    private int count;
    private long weight;

    /// Adds rows `base + i` of the flags that are set.
    synchronized void add(boolean[] flags, int base, int numFlags) {
        for (int i = 0; i < numFlags; i++) {
            if (flags[i]) {
                if (count == rows.length) {
                    rows = Arrays.copyOf(rows, Math.max(64, 2 * count));
                }
                rows[count++] = base + i;
            }
        }
    }

    synchronized void seal(long @Nullable [] weights) {
        weight = count;
        if (weights != null) {
            weight = 0;
            for (int i = 0; i < count; i++) {
                weight += weights[rows[i]];
            }
        }
    }

    int count() {
        return count;
    }

    int row(int i) {
        return rows[i];
    }

    /// Says whether, after retractions, such a row remains.
    boolean isPresent() {
        return weight > 0;
    }
}
