package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Selection;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// All pairs of one row of one side with a run of rows of the other, as columns without copies: the
/// one row's values are constants, the run's are shared.
///
/// @param isByBuildRow whether the one row is a build row and the run the probe batch
/// @param row the one row
/// @param from the first row of the run
/// @param numRows the rows of the run
/// @param active the rows of the run that count, or null when all do
record PairBlock(boolean isByBuildRow, int row, int from, int numRows, @Nullable Selection active) {
    /// Returns a column of the joined rows (left ones, then right ones); the caller owns it.
    Column column(Batch probe, BuildRows build, int index, BufferAllocator allocator) {
        int numLeft = probe.numColumns();
        if (index < numLeft) {
            Column column = probe.column(index);
            return isByBuildRow ? column.retain() : constant(column, allocator);
        }
        Column column = build.column(index - numLeft);
        return isByBuildRow ? constant(column, allocator) : column.slice(from, numRows, allocator);
    }

    private Column constant(Column column, BufferAllocator allocator) {
        if (column.isConstant()) {
            return Column.constant(column.values().retain(), numRows);
        }
        if (column.isFlat() && column.length() == 1) {
            return Column.constant(column.retain(), numRows);
        }
        try (Column one = Gather.gather(column, new int[] {row}, 1, allocator)) {
            return Column.constant(Gather.flatten(one, allocator), numRows);
        }
    }

    int activeRows() {
        return active == null ? numRows : active.count();
    }

    int probeRow(int place) {
        return isByBuildRow ? place : row;
    }

    int buildRow(int place) {
        return isByBuildRow ? row : from + place;
    }
}
