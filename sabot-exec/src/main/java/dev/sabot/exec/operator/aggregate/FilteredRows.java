package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;

import org.jspecify.annotations.Nullable;

/// Picks the rows of a batch where a BOOLEAN column is true, for the FILTER of calls; calls with
/// the same filter one after the other share the work.
final class FilteredRows {
    private int column = -1;
    private int[] rows = new int[0];
    private int[] groups = new int[0];
    private int count;

    /// Forgets the batch.
    void reset() {
        column = -1;
    }

    /// Picks from rows and their groups.
    void select(
            Batch batch, int filterColumn, int @Nullable [] from, int[] fromGroups, int fromCount) {
        if (filterColumn == column) {
            return;
        }
        if (rows.length < fromCount) {
            rows = new int[fromCount];
            groups = new int[fromCount];
        }
        column = filterColumn;
        Column filter = batch.column(filterColumn);
        int kept = 0;
        for (int i = 0; i < fromCount; i++) {
            int row = from == null ? i : from[i];
            rows[kept] = row;
            groups[kept] = fromGroups[i];
            kept += !filter.isNull(row) && filter.getBoolean(row) ? 1 : 0;
        }
        count = kept;
    }

    int[] rows() {
        return rows;
    }

    int[] groups() {
        return groups;
    }

    int count() {
        return count;
    }
}
