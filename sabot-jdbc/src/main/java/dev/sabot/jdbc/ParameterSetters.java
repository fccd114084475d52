package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.JdbcTypes;
import dev.sabot.jdbc.value.ParameterConverter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** The setters of a prepared statement, all of them on top of {@link #bind}. */
abstract class ParameterSetters extends SabotStatement implements PreparedStatement {
    private static final int UNKNOWN_SCALE = -1;

    ParameterSetters(SabotConnection connection, int resultSetType) {
        super(connection, resultSetType);
    }

    /** Converts a value to the parameter's type and keeps it; the calendar may be null. */
    abstract void bind(int index, @Nullable Object value, @Nullable Calendar calendar)
            throws SQLException;

    abstract ParameterConverter converter() throws SQLException;

    @Override
    public final void setNull(int index, int sqlType) throws SQLException {
        bind(index, null, null);
    }

    @Override
    public final void setNull(int index, int sqlType, String typeName) throws SQLException {
        bind(index, null, null);
    }

    @Override
    public final void setBoolean(int index, boolean value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setByte(int index, byte value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setShort(int index, short value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setInt(int index, int value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setLong(int index, long value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setFloat(int index, float value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setDouble(int index, double value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setString(int index, @Nullable String value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setNString(int index, @Nullable String value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setBytes(int index, byte @Nullable [] value) throws SQLException {
        bind(index, value == null ? null : value.clone(), null);
    }

    @Override
    public final void setDate(int index, @Nullable Date value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setDate(int index, @Nullable Date value, @Nullable Calendar calendar)
            throws SQLException {
        bind(index, value, calendar);
    }

    @Override
    public final void setTime(int index, @Nullable Time value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setTime(int index, @Nullable Time value, @Nullable Calendar calendar)
            throws SQLException {
        bind(index, value, calendar);
    }

    @Override
    public final void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setTimestamp(
            int index, @Nullable Timestamp value, @Nullable Calendar calendar) throws SQLException {
        bind(index, value, calendar);
    }

    @Override
    public final void setObject(int index, @Nullable Object value) throws SQLException {
        if (value instanceof InputStream) {
            setBinaryStream(index, (InputStream) value);
        } else if (value instanceof Reader) {
            setCharacterStream(index, (Reader) value);
        } else {
            bind(index, value, null);
        }
    }

    @Override
    public final void setObject(int index, @Nullable Object value, int targetSqlType)
            throws SQLException {
        setObject(index, value, targetSqlType, UNKNOWN_SCALE);
    }

    /** Converts to the given type first, then to the parameter's. */
    @Override
    public final void setObject(
            int index, @Nullable Object value, int targetSqlType, int scaleOrLength)
            throws SQLException {
        convertAndSet(index, value, JdbcTypes.ofJdbc(targetSqlType), scaleOrLength);
    }

    @Override
    public final void setObject(int index, @Nullable Object value, SQLType targetSqlType)
            throws SQLException {
        setObject(index, value, targetSqlType, UNKNOWN_SCALE);
    }

    @Override
    public final void setObject(
            int index, @Nullable Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        Integer code = targetSqlType.getVendorTypeNumber();
        SqlType type =
                targetSqlType instanceof SqlType
                        ? (SqlType) targetSqlType
                        : code == null ? null : JdbcTypes.ofJdbc(code);
        convertAndSet(index, value, type, scaleOrLength);
    }

    private void convertAndSet(
            int index, @Nullable Object value, @Nullable SqlType type, int scaleOrLength)
            throws SQLException {
        boolean isStream = value instanceof InputStream || value instanceof Reader;
        // Nested types have parts that only the parameter itself knows.
        boolean isNested = type == SqlType.ARRAY || type == SqlType.ROW || type == SqlType.MAP;
        if (value == null || type == null || isStream || isNested) {
            setObject(index, value);
            return;
        }
        ColumnDescriptor.Builder target = ColumnDescriptor.builder("", type);
        if (type == SqlType.DECIMAL && scaleOrLength != UNKNOWN_SCALE) {
            target.precision(Integer.MAX_VALUE).scale(scaleOrLength);
        }
        bind(index, converter().convert(value, target.build(), null), null);
    }

    @Override
    public final void setArray(int index, @Nullable Array value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setBlob(int index, @Nullable Blob value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setBlob(int index, @Nullable InputStream value) throws SQLException {
        bytes(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setBlob(int index, @Nullable InputStream value, long length)
            throws SQLException {
        bytes(index, value, length);
    }

    @Override
    public final void setClob(int index, @Nullable Clob value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setClob(int index, @Nullable Reader value) throws SQLException {
        text(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setClob(int index, @Nullable Reader value, long length) throws SQLException {
        text(index, value, length);
    }

    @Override
    public final void setNClob(int index, @Nullable NClob value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setNClob(int index, @Nullable Reader value) throws SQLException {
        text(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setNClob(int index, @Nullable Reader value, long length) throws SQLException {
        text(index, value, length);
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value) throws SQLException {
        text(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value, int length)
            throws SQLException {
        text(index, value, length);
    }

    @Override
    public final void setCharacterStream(int index, @Nullable Reader value, long length)
            throws SQLException {
        text(index, value, length);
    }

    @Override
    public final void setNCharacterStream(int index, @Nullable Reader value) throws SQLException {
        text(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setNCharacterStream(int index, @Nullable Reader value, long length)
            throws SQLException {
        text(index, value, length);
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value) throws SQLException {
        setAsciiStream(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value, int length)
            throws SQLException {
        setAsciiStream(index, value, (long) length);
    }

    @Override
    public final void setAsciiStream(int index, @Nullable InputStream value, long length)
            throws SQLException {
        byte[] bytes = read(value, length);
        bind(index, bytes == null ? null : new String(bytes, StandardCharsets.US_ASCII), null);
    }

    @Override
    @Deprecated
    public final void setUnicodeStream(int index, @Nullable InputStream value, int length)
            throws SQLException {
        byte[] bytes = read(value, length);
        bind(index, bytes == null ? null : new String(bytes, StandardCharsets.UTF_8), null);
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value) throws SQLException {
        bytes(index, value, Long.MAX_VALUE);
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value, int length)
            throws SQLException {
        bytes(index, value, length);
    }

    @Override
    public final void setBinaryStream(int index, @Nullable InputStream value, long length)
            throws SQLException {
        bytes(index, value, length);
    }

    @Override
    public final void setURL(int index, @Nullable URL value) throws SQLException {
        bind(index, value, null);
    }

    @Override
    public final void setRef(int index, @Nullable Ref value) throws SQLException {
        throw SqlErrors.unsupported("there are no REF values");
    }

    @Override
    public final void setRowId(int index, @Nullable RowId value) throws SQLException {
        throw SqlErrors.unsupported("rows have no identifiers");
    }

    @Override
    public final void setSQLXML(int index, @Nullable SQLXML value) throws SQLException {
        throw SqlErrors.unsupported("there is no XML type: use setString");
    }

    private void bytes(int index, @Nullable InputStream stream, long length) throws SQLException {
        bind(index, read(stream, length), null);
    }

    private void text(int index, @Nullable Reader reader, long length) throws SQLException {
        if (reader == null) {
            bind(index, null, null);
            return;
        }
        try {
            StringWriter text = new StringWriter();
            char[] buffer = new char[8192];
            long left = length;
            while (left > 0) {
                int count = reader.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    break;
                }
                text.write(buffer, 0, count);
                left -= count;
            }
            bind(index, text.toString(), null);
        } catch (IOException e) {
            throw SqlErrors.of("22000", "the parameter's text cannot be read: " + e, e);
        }
    }

    private static byte @Nullable [] read(@Nullable InputStream stream, long length)
            throws SQLException {
        if (stream == null) {
            return null;
        }
        try {
            return stream.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
        } catch (IOException e) {
            throw SqlErrors.of("22000", "the parameter's bytes cannot be read: " + e, e);
        }
    }
}
