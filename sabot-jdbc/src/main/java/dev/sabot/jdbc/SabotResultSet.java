package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.value.ColumnReader;
import dev.sabot.jdbc.value.ValueConverter;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of a query, block after block; forward-only unless the statement asked for scrolling.
 *
 * <p><b>Threads:</b> for one thread, but close may come from another and ends a waiting next.
 */
public final class SabotResultSet extends DerivedResultSet implements Unwrappable {
    private final @Nullable SabotStatement statement;
    private final List<ColumnDescriptor> columns;
    private final JdbcObjects objects;
    private final ValueConverter converter;
    private final BlockReader blocks;
    private final RowCursor cursor;
    private final ColumnReader[] readers;
    private final int type;
    private BlockReader.@Nullable Rows boundRows;
    private @Nullable Map<String, Integer> columnIndexes;
    private boolean wasNull;
    private int fetchSize;
    private volatile boolean closed;

    private SabotResultSet(
            @Nullable SabotStatement statement,
            List<ColumnDescriptor> columns,
            BlockReader blocks,
            int type,
            JdbcObjects objects) {
        this.statement = statement;
        this.columns = columns;
        this.objects = objects;
        this.converter = objects.converter();
        this.blocks = blocks;
        this.type = type;
        this.cursor =
                type == TYPE_FORWARD_ONLY
                        ? new RowCursor.Forward(blocks)
                        : new ScrollCursor(blocks);
        this.readers = new ColumnReader[columns.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = ColumnReader.of(columns.get(i));
        }
    }

    /** Returns the result of a statement's execution, which the result then owns. */
    static SabotResultSet ofExecution(
            SabotStatement statement, Execution execution, long maxRows, JdbcObjects objects)
            throws SQLException {
        return new SabotResultSet(
                statement,
                execution.columns(),
                BlockReader.of(execution, maxRows),
                statement.getResultSetType(),
                objects);
    }

    /** Returns a scrollable result of rows made by the driver. */
    static SabotResultSet ofRows(
            @Nullable SabotStatement statement,
            List<ColumnDescriptor> columns,
            ColumnBlock rows,
            JdbcObjects objects) {
        return new SabotResultSet(
                statement, columns, BlockReader.of(rows), TYPE_SCROLL_INSENSITIVE, objects);
    }

    /**
     * Returns the next block of columns as the engine made it, without copying, or null after the
     * last. The caller closes it. For reading by column instead of by row: once next has been
     * called, the two ways cannot be mixed.
     */
    public @Nullable ColumnBlock nextBlock() throws SQLException {
        requireOpen();
        if (boundRows != null) {
            throw SqlErrors.badArgument("nextBlock after next: read by row or by block");
        }
        return blocks.readBlock();
    }

    /** Returns the columns with everything that the engine says about them. */
    public List<ColumnDescriptor> columns() {
        return columns;
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw SqlErrors.closed("result");
        }
    }

    private boolean bind(boolean isOnRow) throws SQLException {
        if (isOnRow) {
            BlockReader.Rows rows = cursor.rows();
            if (rows != boundRows) {
                if (rows.columns().size() != readers.length) {
                    throw SqlErrors.of(
                            "XX000",
                            "a block of "
                                    + rows.columns().size()
                                    + " columns, expected are "
                                    + readers.length);
                }
                for (int i = 0; i < readers.length; i++) {
                    readers[i].bind(rows.columns().get(i));
                }
                boundRows = rows;
            }
        }
        return isOnRow;
    }

    private ColumnReader reader(int columnIndex) throws SQLException {
        requireOpen();
        if (!cursor.isOnRow()) {
            throw SqlErrors.of("24000", "the result is on no row: call next first");
        }
        return readers[index(columnIndex)];
    }

    private int index(int columnIndex) throws SQLException {
        if (columnIndex < 1 || columnIndex > readers.length) {
            throw SqlErrors.of(
                    "07009", "column " + columnIndex + " of a result of " + readers.length);
        }
        return columnIndex - 1;
    }

    private @Nullable Object value(int columnIndex) throws SQLException {
        Object value = reader(columnIndex).value(cursor.rowInBlock());
        wasNull = value == null;
        return value;
    }

    private long whole(int columnIndex, long minimum, long maximum, String target)
            throws SQLException {
        ColumnReader reader = reader(columnIndex);
        int row = cursor.rowInBlock();
        wasNull = reader.isNull(row);
        if (wasNull) {
            return 0;
        }
        if (reader.isWhole()) {
            return ValueConverter.inRange(reader.longValue(row), minimum, maximum, target);
        }
        Object value = reader.value(row);
        return value == null ? 0 : converter.toLong(value, minimum, maximum, target);
    }

    @Override
    public boolean wasNull() throws SQLException {
        requireOpen();
        return wasNull;
    }

    @Override
    public @Nullable String getString(int columnIndex) throws SQLException {
        Object value = value(columnIndex);
        if (value == null) {
            return null;
        }
        String text = converter.toText(value);
        int limit = statement == null ? 0 : statement.maxFieldSize();
        boolean isCut = limit > 0 && text.length() > limit && value instanceof String;
        return isCut ? text.substring(0, limit) : text;
    }

    @Override
    public boolean getBoolean(int columnIndex) throws SQLException {
        Object value = value(columnIndex);
        return value != null && converter.toBoolean(value);
    }

    @Override
    public byte getByte(int columnIndex) throws SQLException {
        return (byte) whole(columnIndex, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
    }

    @Override
    public short getShort(int columnIndex) throws SQLException {
        return (short) whole(columnIndex, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
    }

    @Override
    public int getInt(int columnIndex) throws SQLException {
        return (int) whole(columnIndex, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
    }

    @Override
    public long getLong(int columnIndex) throws SQLException {
        return whole(columnIndex, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
    }

    @Override
    public float getFloat(int columnIndex) throws SQLException {
        Object value = value(columnIndex);
        return value == null ? 0 : converter.toFloat(value);
    }

    @Override
    public double getDouble(int columnIndex) throws SQLException {
        ColumnReader reader = reader(columnIndex);
        int row = cursor.rowInBlock();
        wasNull = reader.isNull(row);
        if (wasNull) {
            return 0;
        }
        if (reader.isReal()) {
            return reader.doubleValue(row);
        }
        Object value = reader.value(row);
        return value == null ? 0 : converter.toDouble(value);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
        Object value = value(columnIndex);
        return value == null ? null : converter.toBigDecimal(value);
    }

    @Override
    public byte @Nullable [] getBytes(int columnIndex) throws SQLException {
        Object value = value(columnIndex);
        if (value == null) {
            return null;
        }
        byte[] bytes = converter.toBytes(value);
        int limit = statement == null ? 0 : statement.maxFieldSize();
        return limit > 0 && bytes.length > limit ? Arrays.copyOf(bytes, limit) : bytes;
    }

    @Override
    public @Nullable Date getDate(int columnIndex, @Nullable Calendar calendar)
            throws SQLException {
        Object value = value(columnIndex);
        return value == null ? null : converter.toDate(value, calendar);
    }

    @Override
    public @Nullable Time getTime(int columnIndex, @Nullable Calendar calendar)
            throws SQLException {
        Object value = value(columnIndex);
        return value == null ? null : converter.toTime(value, calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int columnIndex, @Nullable Calendar calendar)
            throws SQLException {
        Object value = value(columnIndex);
        return value == null ? null : converter.toTimestamp(value, calendar);
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        Object value = value(columnIndex);
        return value == null ? null : objects.defaultObject(value, columns.get(columnIndex - 1));
    }

    @Override
    public <T> @Nullable T getObject(int columnIndex, Class<T> wanted) throws SQLException {
        if (wanted == null) {
            throw SqlErrors.badArgument("the wanted class is null");
        }
        Object value = value(columnIndex);
        return value == null ? null : objects.object(value, columns.get(columnIndex - 1), wanted);
    }

    @Override
    public int findColumn(String columnLabel) throws SQLException {
        requireOpen();
        Map<String, Integer> indexes = columnIndexes;
        if (indexes == null) {
            indexes = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                indexes.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
            }
            columnIndexes = indexes;
        }
        Integer index =
                columnLabel == null ? null : indexes.get(columnLabel.toLowerCase(Locale.ROOT));
        if (index == null) {
            throw SqlErrors.of("42703", "the result has no column '" + columnLabel + "'");
        }
        return index;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return new SabotResultSetMetaData(columns);
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        return bind(cursor.next());
    }

    @Override
    public boolean previous() throws SQLException {
        return relative(-1);
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        requireOpen();
        return bind(cursor.absolute(row));
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        requireOpen();
        return bind(
                cursor instanceof ScrollCursor
                        ? ((ScrollCursor) cursor).relative(rows)
                        : cursor.absolute(rows));
    }

    @Override
    public boolean first() throws SQLException {
        return absolute(1);
    }

    @Override
    public boolean last() throws SQLException {
        return absolute(-1);
    }

    @Override
    public void beforeFirst() throws SQLException {
        absolute(0);
    }

    @Override
    public void afterLast() throws SQLException {
        requireOpen();
        cursor.afterLast();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return cursor.isBeforeFirst();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        requireOpen();
        return cursor.isAfterLast();
    }

    @Override
    public boolean isFirst() throws SQLException {
        requireOpen();
        return cursor.rowNumber() == 1;
    }

    @Override
    public boolean isLast() throws SQLException {
        requireOpen();
        return cursor.isLast();
    }

    @Override
    public int getRow() throws SQLException {
        requireOpen();
        return (int) Math.min(cursor.rowNumber(), Integer.MAX_VALUE);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        FetchDirection.check(direction, type);
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        if (rows < 0) {
            throw SqlErrors.badArgument("negative fetch size: " + rows);
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return fetchSize;
    }

    @Override
    public int getType() throws SQLException {
        requireOpen();
        return type;
    }

    @Override
    public int getConcurrency() throws SQLException {
        requireOpen();
        return CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return CLOSE_CURSORS_AT_COMMIT;
    }

    @Override
    public String getCursorName() throws SQLException {
        throw SqlErrors.unsupported("results have no cursor names");
    }

    @Override
    public boolean rowUpdated() {
        return false;
    }

    @Override
    public boolean rowInserted() {
        return false;
    }

    @Override
    public boolean rowDeleted() {
        return false;
    }

    /** Returns null: warnings of a query are those of its statement. */
    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        requireOpen();
        return statement;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            blocks.close();
        } finally {
            if (statement != null) {
                statement.resultClosed(this);
            }
        }
    }
}
