package dev.sabot.exec.operator.join;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.exec.operator.join.key.JoinKeys;

import org.jspecify.annotations.Nullable;

/// Walks the pairs whose comparison may be unknown because a key is null: rows with a null key with
/// all build rows, other rows with the build rows that have one.
///
/// **Threads**: one.
final class UnknownCursor {
    private final JoinKeys keys;
    private final NullKeyRows nullKeys;
    private final int numBuildRows;
    private Column[] probe = new Column[0];
    private int @Nullable [] rows;
    private int count;
    private int at;
    private int candidate;

    UnknownCursor(HashJoinTable table) {
        this.keys = table.keys();
        this.nullKeys = table.nullKeys();
        this.numBuildRows = table.rows().numRows();
    }

    void start(Column[] probeKeys, int @Nullable [] batchRows, int numRows) {
        probe = probeKeys;
        rows = batchRows;
        count = numRows;
        at = 0;
        candidate = 0;
    }

    /// Adds pairs until there is no room or no row left.
    ///
    /// @param matched bits of batch rows that are true
    /// @param unknown bits of batch rows known to be unknown, or null
    void fill(Pairs pairs, long[] matched, long @Nullable [] unknown) {
        for (; at < count; at++, candidate = 0) {
            int row = rows == null ? at : rows[at];
            if (Bitmap.get(matched, row) || (unknown != null && Bitmap.get(unknown, row))) {
                continue;
            }
            boolean isNull = keys.hasUnmatchableNull(probe, row);
            int end = isNull ? numBuildRows : nullKeys.count();
            for (; candidate < end; candidate++) {
                if (pairs.isFull()) {
                    return;
                }
                pairs.add(row, isNull ? candidate : nullKeys.row(candidate));
            }
        }
    }
}
