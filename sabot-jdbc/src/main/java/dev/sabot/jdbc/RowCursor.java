package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/** Where a result stands: before its first row, on a row, or after its last. */
abstract class RowCursor {
    /** Returns the rows that the current one is among; only on a row. */
    abstract BlockReader.Rows rows();

    /** Returns the place of the current row in {@link #rows}. */
    abstract int rowInBlock();

    /** Returns the number of the current row counted from 1, or 0 when on none. */
    abstract long rowNumber();

    abstract boolean isBeforeFirst() throws SQLException;

    abstract boolean isAfterLast() throws SQLException;

    abstract boolean isLast() throws SQLException;

    abstract boolean next() throws SQLException;

    /**
     * Goes to a row: 1 is the first, -1 the last, 0 before the first; beyond either end is before
     * the first or after the last.
     */
    abstract boolean absolute(long row) throws SQLException;

    abstract void afterLast() throws SQLException;

    final boolean isOnRow() {
        return rowNumber() > 0;
    }

    /** Goes forward only and keeps one block. */
    static final class Forward extends RowCursor {
        private final BlockReader reader;
        private BlockReader.@Nullable Rows current;
        private BlockReader.@Nullable Rows ahead;
        private int rowInBlock;
        private long rowNumber;
        private boolean atEnd;

        Forward(BlockReader reader) {
            this.reader = reader;
        }

        @Override
        BlockReader.Rows rows() {
            BlockReader.Rows rows = current;
            if (rows == null) {
                throw new IllegalStateException("not on a row");
            }
            return rows;
        }

        @Override
        int rowInBlock() {
            return rowInBlock;
        }

        @Override
        long rowNumber() {
            return atEnd ? 0 : rowNumber;
        }

        @Override
        boolean isBeforeFirst() throws SQLException {
            return rowNumber == 0 && !atEnd && hasMore();
        }

        @Override
        boolean isAfterLast() {
            return atEnd && rowNumber > 0;
        }

        @Override
        boolean isLast() throws SQLException {
            return isOnRow() && !hasMore();
        }

        @Override
        boolean next() throws SQLException {
            if (atEnd) {
                return false;
            }
            if (!hasMore()) {
                current = null;
                atEnd = true;
                return false;
            }
            if (ahead != null) {
                current = ahead;
                ahead = null;
                rowInBlock = 0;
            } else {
                rowInBlock++;
            }
            rowNumber++;
            return true;
        }

        // Reads the next block only when the current one is used up.
        private boolean hasMore() throws SQLException {
            BlockReader.Rows rows = current;
            if (rows != null && rowInBlock + 1 < rows.rowCount()) {
                return true;
            }
            if (ahead == null) {
                ahead = reader.read();
            }
            return ahead != null;
        }

        @Override
        boolean absolute(long row) throws SQLException {
            throw forwardOnly();
        }

        @Override
        void afterLast() throws SQLException {
            throw forwardOnly();
        }

        private static SQLException forwardOnly() {
            return SqlErrors.of(
                    "HY106",
                    "the result is forward-only: create the statement with"
                            + " ResultSet.TYPE_SCROLL_INSENSITIVE");
        }
    }
}
