package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Map;

/** Gives the getters that follow from others: streams, large objects, defaults. */
abstract class DerivedResultSet extends LabelledResultSet {
    @Override
    public final @Nullable Array getArray(int columnIndex) throws SQLException {
        return getObject(columnIndex, Array.class);
    }

    @Override
    public final @Nullable Blob getBlob(int columnIndex) throws SQLException {
        return getObject(columnIndex, Blob.class);
    }

    @Override
    public final @Nullable Clob getClob(int columnIndex) throws SQLException {
        return getObject(columnIndex, Clob.class);
    }

    @Override
    public final @Nullable NClob getNClob(int columnIndex) throws SQLException {
        return getObject(columnIndex, NClob.class);
    }

    @Override
    public final @Nullable String getNString(int columnIndex) throws SQLException {
        return getString(columnIndex);
    }

    @Override
    public final @Nullable InputStream getAsciiStream(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        return text == null
                ? null
                : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    @Deprecated
    public final @Nullable InputStream getUnicodeStream(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        return text == null
                ? null
                : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public final @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
        byte[] bytes = getBytes(columnIndex);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public final @Nullable Reader getCharacterStream(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public final @Nullable Reader getNCharacterStream(int columnIndex) throws SQLException {
        return getCharacterStream(columnIndex);
    }

    @Override
    public final @Nullable URL getURL(int columnIndex) throws SQLException {
        String text = getString(columnIndex);
        try {
            return text == null ? null : new URL(text);
        } catch (MalformedURLException e) {
            throw SqlErrors.of("22018", "'" + text + "' is no URL", e);
        }
    }

    @Override
    public final Ref getRef(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("there are no REF values");
    }

    @Override
    public final RowId getRowId(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("rows have no identifiers");
    }

    @Override
    public final SQLXML getSQLXML(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("there is no XML type: use getString");
    }

    @Override
    @Deprecated
    public final @Nullable BigDecimal getBigDecimal(int columnIndex, int scale)
            throws SQLException {
        BigDecimal value = getBigDecimal(columnIndex);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public final @Nullable Date getDate(int columnIndex) throws SQLException {
        return getDate(columnIndex, null);
    }

    @Override
    public final @Nullable Time getTime(int columnIndex) throws SQLException {
        return getTime(columnIndex, null);
    }

    @Override
    public final @Nullable Timestamp getTimestamp(int columnIndex) throws SQLException {
        return getTimestamp(columnIndex, null);
    }

    /** Returns the object as without a map: user-defined types do not exist. */
    @Override
    public final @Nullable Object getObject(int columnIndex, Map<String, Class<?>> typeMap)
            throws SQLException {
        return getObject(columnIndex);
    }
}
