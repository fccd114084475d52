package dev.sabot.exec.operator.join.key;

import org.jspecify.annotations.Nullable;

/// Finds build rows by key words. Rows are numbered from 0; rows of one slot are chained.
///
/// The rows that may match probe row i are `heads[i]`, then `next[row] - 1` until that is -1:
/// ```
/// for (int row = heads[i]; row >= 0; row = next == null ? -1 : next[row] - 1)
///     if (hashes == null || hashes[row] == (int) (words[i] >>> 32)) candidate(i, row);
/// ```
///
/// **Threads**: several may insert at once when it was made shared; reading needs no lock
/// afterwards.
public sealed interface JoinIndex permits DirectIndex, WordIndex, HashIndex {
    /// Inserts the rows last read by `keys` as rows `base` until `base + count`.
    void insert(KeyReader keys, int base, int count);

    /// Called once after the last insertion.
    void seal();

    /// Sets `heads[i]` to the first build row for the i-th row last read by `keys`, or -1.
    void find(KeyReader keys, int count, int[] heads);

    /// Lends the chain, or null when no slot has two rows.
    int @Nullable [] next();

    /// Lends the upper halves of the hashes of build rows, or null when a row of the right slot has
    /// equal keys for sure.
    int @Nullable [] hashes();

    /// Returns the layout's name for EXPLAIN and metrics.
    String layout();
}
