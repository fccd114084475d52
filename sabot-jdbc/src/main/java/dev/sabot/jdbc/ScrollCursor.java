package dev.sabot.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Goes anywhere; keeps every block that has been read, and reads no further than asked. */
final class ScrollCursor extends RowCursor {
    private final BlockReader reader;
    private final List<BlockReader.Rows> blocks = new ArrayList<>();
    // starts[i] is the number of rows before block i; starts[blocks.size()] is their sum.
    private long[] starts = new long[16];
    private boolean isComplete;
    private long position;
    private int block;

    ScrollCursor(BlockReader reader) {
        this.reader = reader;
    }

    @Override
    BlockReader.Rows rows() {
        return blocks.get(block);
    }

    @Override
    int rowInBlock() {
        return (int) (position - 1 - starts[block]);
    }

    @Override
    long rowNumber() {
        return position > loaded() ? 0 : position;
    }

    @Override
    boolean isBeforeFirst() throws SQLException {
        return position == 0 && load(1);
    }

    @Override
    boolean isAfterLast() {
        return loaded() > 0 && position > loaded();
    }

    @Override
    boolean isLast() throws SQLException {
        return isOnRow() && !load(position + 1);
    }

    @Override
    boolean next() throws SQLException {
        return isAfterEnd() ? false : moveTo(position + 1);
    }

    @Override
    boolean absolute(long row) throws SQLException {
        if (row >= 0) {
            return moveTo(row);
        }
        load(Long.MAX_VALUE);
        return moveTo(Math.max(0, loaded() + 1 + row));
    }

    /** Goes back or forward from where the cursor stands. */
    boolean relative(long rows) throws SQLException {
        return moveTo(Math.max(0, position + rows));
    }

    @Override
    void afterLast() throws SQLException {
        load(Long.MAX_VALUE);
        position = loaded() + 1;
    }

    private boolean isAfterEnd() {
        return isComplete && position > loaded();
    }

    private boolean moveTo(long row) throws SQLException {
        if (row == 0) {
            position = 0;
            return false;
        }
        if (!load(row)) {
            position = loaded() + 1;
            return false;
        }
        position = row;
        boolean isHere = block < blocks.size() && starts[block] < row && row <= starts[block + 1];
        if (!isHere) {
            int found = Arrays.binarySearch(starts, 0, blocks.size() + 1, row - 1);
            block = found >= 0 ? found : -found - 2;
        }
        return true;
    }

    private long loaded() {
        return starts[blocks.size()];
    }

    private boolean load(long row) throws SQLException {
        while (!isComplete && loaded() < row) {
            BlockReader.Rows rows = reader.read();
            if (rows == null) {
                isComplete = true;
            } else {
                long sum = loaded() + rows.rowCount();
                blocks.add(rows);
                if (starts.length == blocks.size()) {
                    starts = Arrays.copyOf(starts, starts.length * 2);
                }
                starts[blocks.size()] = sum;
            }
        }
        return row <= loaded();
    }
}
