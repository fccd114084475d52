package dev.sabot.exec.operator.join;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Selection;

import org.jspecify.annotations.Nullable;

/// Notes which rows of a probe batch had a match, as bits; where build rows have weights, by adding
/// these up, since a match may be taken back.
///
/// **Threads**: one.
final class RowMatches {
    private long[] bits = new long[0];
    private long[] sums = new long[0];
    private int numRows;
    private boolean addsUp;

    void reset(int rows, boolean weighted) {
        // Fresh words: selections of the last batch may share the old ones.
        bits = new long[Bitmap.words(rows)];
        numRows = rows;
        addsUp = weighted;
        if (weighted) {
            sums = new long[rows];
        }
    }

    int numRows() {
        return numRows;
    }

    void set(int row) {
        Bitmap.set(bits, row);
    }

    /// Notes the pairs' probe rows.
    void add(Pairs pairs, long @Nullable [] buildWeights) {
        if (buildWeights == null) {
            for (int i = 0; i < pairs.count; i++) {
                Bitmap.set(bits, pairs.probe[i]);
            }
        } else {
            for (int i = 0; i < pairs.count; i++) {
                sums[pairs.probe[i]] += buildWeights[pairs.build[i]];
            }
        }
    }

    /// Notes matches of the rows of a selection (null: all) with a build row of a weight.
    void add(@Nullable Selection matching, long weight) {
        if (!addsUp) {
            long[] words = matching == null ? Bitmap.ones(numRows) : matching.bitmap(numRows);
            for (int word = 0; word < bits.length; word++) {
                bits[word] |= words[word];
            }
            return;
        }
        int count = matching == null ? numRows : matching.count();
        int[] rows = matching == null ? null : matching.indexes(numRows);
        for (int i = 0; i < count; i++) {
            sums[rows == null ? i : rows[i]] += weight;
        }
    }

    /// Notes the match of a row with a build row of a weight.
    void add(int row, long weight) {
        if (addsUp) {
            sums[row] += weight;
        } else {
            Bitmap.set(bits, row);
        }
    }

    /// Lends the bits of rows that need no further match, or null when later ones may change it.
    long @Nullable [] settled() {
        return addsUp ? null : bits;
    }

    /// Lends the bits of the rows that have a match after all.
    long[] bits() {
        if (addsUp) {
            for (int row = 0; row < numRows; row++) {
                if (sums[row] > 0) {
                    Bitmap.set(bits, row);
                }
            }
            addsUp = false;
        }
        return bits;
    }
}
