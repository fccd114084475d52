package dev.sabot.exec.operator.join;

import dev.sabot.exec.operator.join.key.JoinIndex;
import dev.sabot.exec.operator.join.key.KeyReader;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Walks the chains of a [JoinIndex] for the rows of a probe batch, some pairs at a time.
///
/// **Threads**: one.
final class PairCursor {
    private int[] heads = new int[0];
    private int @Nullable [] rows;
    private int count;
    private int @Nullable [] next;
    private int @Nullable [] hashes;
    private long[] words = new long[0];
    private int at;
    private int candidate;

    /// Lends room for the heads of so many rows.
    int[] heads(int numRows) {
        if (heads.length < numRows) {
            heads = new int[numRows];
        }
        return heads;
    }

    /// Starts at the rows whose heads were found.
    ///
    /// @param batchRows the batch's row of each head, or null when they are the same
    void start(JoinIndex index, KeyReader keys, int @Nullable [] batchRows, int numRows) {
        rows = batchRows;
        count = numRows;
        next = index.next();
        hashes = index.hashes();
        words = keys.words();
        at = 0;
        candidate = numRows == 0 ? -1 : heads[0];
    }

    /// Adds pairs that may match until there is no room or no row left.
    ///
    /// @param done bits of batch rows that need no further pair, or null
    void fill(Pairs pairs, long @Nullable [] done) {
        int row = candidate;
        int[] chain = next;
        int[] tags = hashes;
        while (at < count) {
            int probeRow = rows == null ? at : rows[at];
            if (done != null && (done[probeRow >>> 6] >>> probeRow & 1) != 0) {
                row = -1;
            }
            int tag = (int) (words[at] >>> 32);
            while (row >= 0) {
                if (pairs.isFull()) {
                    candidate = row;
                    return;
                }
                if (tags == null || tags[row] == tag) {
                    pairs.add(probeRow, row);
                }
                row = chain == null ? -1 : chain[row] - 1;
            }
            at++;
            row = at < count ? heads[at] : -1;
        }
        candidate = -1;
    }

    /// Says whether candidates may have other keys.
    boolean isInexact() {
        return hashes != null;
    }

    /// Notes the rows that have a candidate.
    void noteHeads(RowMatches matches) {
        for (int i = 0; i < count; i++) {
            if (heads[i] >= 0) {
                matches.set(rows == null ? i : rows[i]);
            }
        }
    }

    /// Sets `matches[row]` to the head of each batch row, -1 for rows not read.
    void spread(int[] matches, int numRows) {
        int[] batchRows = rows;
        if (batchRows == null) {
            System.arraycopy(heads, 0, matches, 0, numRows);
            return;
        }
        Arrays.fill(matches, 0, numRows, -1);
        for (int i = 0; i < count; i++) {
            matches[batchRows[i]] = heads[i];
        }
    }
}
