package dev.sabot.exec.operator.window;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.WindowCall;

/// Computes the ranking functions.
final class Ranking {
    private Ranking() {}

    static Column evaluate(WindowCall call, PartitionedRows rows, QueryContext context) {
        ColumnBuilder result = new ColumnBuilder(call.type());
        long denseRank = 0;
        for (int row = 0; row < rows.numRows(); row++) {
            int start = rows.partitionStart(row);
            int size = rows.partitionEnd(row) - start;
            if (row == start) {
                denseRank = 1;
            } else if (rows.peerStart(row) == row) {
                denseRank++;
            }
            long rank = rows.peerStart(row) - start + 1L;
            switch (call.function()) {
                case "row_number" -> result.appendLong(row - start + 1L);
                case "rank" -> result.appendLong(rank);
                case "dense_rank" -> result.appendLong(denseRank);
                case "percent_rank" ->
                        result.appendDouble(size == 1 ? 0 : (rank - 1.0) / (size - 1.0));
                case "cume_dist" ->
                        result.appendDouble((rows.peerEnd(row) - start) / (double) size);
                default -> appendTile(call, rows, row, result);
            }
        }
        return result.build(context.allocator());
    }

    /// The first `size % tiles` tiles have one row more than the others.
    private static void appendTile(
            WindowCall call, PartitionedRows rows, int row, ColumnBuilder result) {
        Column argument = rows.column(call.arguments().getFirst());
        int start = rows.partitionStart(row);
        if (argument.isNull(start)) {
            result.appendNull();
            return;
        }
        long tiles = argument.getLong(start);
        if (tiles <= 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "ntile needs a positive number of tiles, not " + tiles);
        }
        long size = rows.partitionEnd(row) - (long) start;
        long small = size / tiles;
        long larger = size % tiles;
        long index = row - (long) start;
        long inLarger = larger * (small + 1);
        result.appendLong(
                index < inLarger
                        ? index / (small + 1) + 1
                        : larger + (index - inLarger) / Math.max(1, small) + 1);
    }
}
