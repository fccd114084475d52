package dev.sabot.console.output;

import dev.sabot.jdbc.SabotResultSet;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.ColumnReader;
import dev.sabot.jdbc.value.TextFormat;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Reads the first and the last rows of a result of Sabot's driver by blocks of columns: the rows
/// between them are counted and never made into text.
///
/// **Why**: making text of every row of a large table takes longer than reading it.
final class BlockEnds {
    private final SabotResultSet resultSet;
    private final List<ColumnReader> readers;
    private final Deque<ColumnBlock> lastBlocks = new ArrayDeque<>();
    private final int limit;
    private final int numTailRows;
    private long numLastRows;

    /// @param limit how many rows are kept
    BlockEnds(SabotResultSet resultSet, int limit) {
        this.resultSet = resultSet;
        this.limit = limit;
        this.numTailRows = limit / 2;
        this.readers = resultSet.columns().stream().map(ColumnReader::of).toList();
    }

    /// Tells whether a result can be read so: the text of a zoned timestamp depends on the
    /// session's time zone, which only rows know.
    static boolean canRead(ResultSet resultSet) throws SQLException {
        return resultSet instanceof SabotResultSet sabot
                && sabot.getType() == ResultSet.TYPE_FORWARD_ONLY
                && sabot.columns().stream().noneMatch(BlockEnds::isZoned);
    }

    private static boolean isZoned(ColumnDescriptor column) {
        return column.type() == SqlType.TIMESTAMP_WITH_TIME_ZONE
                || column.children().stream().anyMatch(BlockEnds::isZoned);
    }

    /// Reads to the end.
    ///
    /// @param width columns of the terminal, to which cells are cut; 0 is no limit
    RowWindow read(int width) throws SQLException {
        RowWindow window = new RowWindow(limit);
        try {
            @Nullable ColumnBlock block = resultSet.nextBlock();
            while (block != null) {
                lastBlocks.addLast(block);
                numLastRows += block.rowCount();
                while (canDropFirst()) {
                    dropFirst(window, width);
                }
                block = resultSet.nextBlock();
            }
            for (ColumnBlock last : lastBlocks) {
                numLastRows -= last.rowCount();
                add(last, window, width);
            }
        } finally {
            lastBlocks.forEach(ColumnBlock::close);
        }
        return window;
    }

    private boolean canDropFirst() {
        return !lastBlocks.isEmpty()
                && numLastRows - lastBlocks.getFirst().rowCount() >= numTailRows;
    }

    /// Gives up a block that holds none of the last rows.
    private void dropFirst(RowWindow window, int width) throws SQLException {
        try (ColumnBlock block = lastBlocks.removeFirst()) {
            numLastRows -= block.rowCount();
            add(block, window, width);
        }
    }

    /// Adds the rows of a block that [#numLastRows] rows follow.
    private void add(ColumnBlock block, RowWindow window, int width) throws SQLException {
        for (int index = 0; index < readers.size(); index++) {
            readers.get(index).bind(block.column(index));
        }
        for (int row = 0; row < block.rowCount(); row++) {
            long numFollowingRows = numLastRows + block.rowCount() - row - 1;
            if (!window.wantsHead() && numFollowingRows >= numTailRows) {
                window.skip();
                continue;
            }
            @Nullable String[] cells = new String[readers.size()];
            for (int index = 0; index < cells.length; index++) {
                @Nullable Object value = readers.get(index).value(row);
                if (value != null) {
                    cells[index] = TablePrinter.cell(TextFormat.UTC.text(value), width);
                }
            }
            window.add(cells);
        }
    }
}
