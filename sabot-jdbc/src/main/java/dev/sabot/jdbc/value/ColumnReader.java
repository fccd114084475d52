package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;

/**
 * Reads the rows of one column, block after block, as plain values.
 *
 * <p><b>Threads:</b> for one thread.
 */
public abstract class ColumnReader {
    private final ColumnDescriptor descriptor;
    private ColumnData column = ColumnData.nulls(0);
    private ColumnData values = column;
    private @Nullable ByteBuffer indexes;

    ColumnReader(ColumnDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Returns the reader of a column's type. */
    public static ColumnReader of(ColumnDescriptor descriptor) {
        switch (descriptor.type()) {
            case NULL:
                return new ScalarReaders.Null(descriptor);
            case BOOLEAN:
                return new ScalarReaders.Bool(descriptor);
            case TINYINT:
            case SMALLINT:
            case INTEGER:
            case BIGINT:
                return new ScalarReaders.Whole(descriptor);
            case REAL:
            case DOUBLE:
                return new ScalarReaders.Real(descriptor);
            case DECIMAL:
                return new ScalarReaders.Decimal(descriptor);
            case CHAR:
            case VARCHAR:
            case JSON:
                return new ScalarReaders.Text(descriptor);
            case VARBINARY:
                return new ScalarReaders.Bytes(descriptor);
            case UUID:
                return new ScalarReaders.Uuid(descriptor);
            case DATE:
            case INTERVAL_YEAR_MONTH:
                return new TemporalReaders.Small(descriptor);
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
            case INTERVAL_DAY_TIME:
                return new TemporalReaders.Micros(descriptor);
            case ARRAY:
                return new NestedReaders.Array(descriptor);
            case ROW:
                return new NestedReaders.Row(descriptor);
            case MAP:
                return new NestedReaders.Map(descriptor);
        }
        throw new AssertionError(descriptor.type());
    }

    /**
     * Goes to another block.
     *
     * @throws SQLException XX000 when the block's layout does not fit the type
     */
    public final void bind(ColumnData next) throws SQLException {
        column = next;
        if (next.layout() == Layout.DICTIONARY) {
            values = next.children().get(0);
            indexes = next.data();
        } else {
            values = next;
            indexes = null;
        }
        if (values.layout() != Layout.NULL) {
            attach(values);
        }
    }

    /** Takes the buffers of a column that is neither a dictionary nor all NULL. */
    abstract void attach(ColumnData flat) throws SQLException;

    /** Reads a row of the attached buffers that is not NULL. */
    abstract Object read(int index) throws SQLException;

    /** Returns the value as a whole number without boxing; only if {@link #isWhole}. */
    long readLong(int index) {
        throw new UnsupportedOperationException();
    }

    /** Returns the value as a double without boxing; only if {@link #isReal}. */
    double readDouble(int index) {
        throw new UnsupportedOperationException();
    }

    /** Returns whether {@link #longValue} works. */
    public boolean isWhole() {
        return false;
    }

    /** Returns whether {@link #doubleValue} works. */
    public boolean isReal() {
        return false;
    }

    public final ColumnDescriptor descriptor() {
        return descriptor;
    }

    public final boolean isNull(int row) {
        return column.isNull(row);
    }

    /** Returns the plain value of a row, or null. */
    public final @Nullable Object value(int row) throws SQLException {
        return column.isNull(row) ? null : read(index(row));
    }

    /** Returns the whole number of a row that is not NULL. */
    public final long longValue(int row) {
        return readLong(index(row));
    }

    /** Returns the double of a row that is not NULL. */
    public final double doubleValue(int row) {
        return readDouble(index(row));
    }

    private int index(int row) {
        return indexes == null ? row : indexes.getInt(row * 4);
    }

    final SQLException unexpected(Layout layout) {
        return new SQLException(
                "column "
                        + descriptor.label()
                        + " of type "
                        + descriptor.typeText()
                        + " came as "
                        + layout
                        + ": engine and driver do not fit together",
                "XX000");
    }

    final void expect(ColumnData flat, Layout layout) throws SQLException {
        if (flat.layout() != layout) {
            throw unexpected(flat.layout());
        }
    }
}
