package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/** Refuses every call that would change a row through the result. */
abstract class ReadOnlyResultSet implements ResultSet {
    @Override
    public final void cancelRowUpdates() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void deleteRow() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void insertRow() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void moveToCurrentRow() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void moveToInsertRow() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void refreshRow() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateArray(String columnLabel, @Nullable Array value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateArray(int columnIndex, @Nullable Array value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateAsciiStream(String columnLabel, @Nullable InputStream value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateAsciiStream(
            String columnLabel, @Nullable InputStream value, int scaleOrLength)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateAsciiStream(
            String columnLabel, @Nullable InputStream value, long length) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateAsciiStream(int columnIndex, @Nullable InputStream value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateAsciiStream(
            int columnIndex, @Nullable InputStream value, int scaleOrLength) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateAsciiStream(int columnIndex, @Nullable InputStream value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBigDecimal(String columnLabel, @Nullable BigDecimal value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBigDecimal(int columnIndex, @Nullable BigDecimal value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBinaryStream(String columnLabel, @Nullable InputStream value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBinaryStream(
            String columnLabel, @Nullable InputStream value, int scaleOrLength)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBinaryStream(
            String columnLabel, @Nullable InputStream value, long length) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBinaryStream(int columnIndex, @Nullable InputStream value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBinaryStream(
            int columnIndex, @Nullable InputStream value, int scaleOrLength) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBinaryStream(int columnIndex, @Nullable InputStream value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBlob(String columnLabel, @Nullable Blob value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBlob(String columnLabel, @Nullable InputStream value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBlob(String columnLabel, @Nullable InputStream value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBlob(int columnIndex, @Nullable Blob value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBlob(int columnIndex, @Nullable InputStream value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBlob(int columnIndex, @Nullable InputStream value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBoolean(String columnLabel, boolean value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBoolean(int columnIndex, boolean value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateByte(String columnLabel, byte value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateByte(int columnIndex, byte value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBytes(String columnLabel, byte @Nullable [] value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateBytes(int columnIndex, byte @Nullable [] value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateCharacterStream(String columnLabel, @Nullable Reader value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateCharacterStream(
            String columnLabel, @Nullable Reader value, int scaleOrLength) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateCharacterStream(String columnLabel, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateCharacterStream(int columnIndex, @Nullable Reader value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateCharacterStream(
            int columnIndex, @Nullable Reader value, int scaleOrLength) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateCharacterStream(int columnIndex, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateClob(String columnLabel, @Nullable Clob value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateClob(String columnLabel, @Nullable Reader value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateClob(String columnLabel, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateClob(int columnIndex, @Nullable Clob value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateClob(int columnIndex, @Nullable Reader value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateClob(int columnIndex, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateDate(String columnLabel, @Nullable Date value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateDate(int columnIndex, @Nullable Date value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateDouble(String columnLabel, double value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateDouble(int columnIndex, double value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateFloat(String columnLabel, float value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateFloat(int columnIndex, float value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateInt(String columnLabel, int scaleOrLength) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateInt(int columnIndex, int scaleOrLength) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateLong(String columnLabel, long length) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateLong(int columnIndex, long length) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNCharacterStream(String columnLabel, @Nullable Reader value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNCharacterStream(
            String columnLabel, @Nullable Reader value, long length) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNCharacterStream(int columnIndex, @Nullable Reader value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNCharacterStream(int columnIndex, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNClob(String columnLabel, @Nullable NClob value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNClob(String columnLabel, @Nullable Reader value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNClob(String columnLabel, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNClob(int columnIndex, @Nullable NClob value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNClob(int columnIndex, @Nullable Reader value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNClob(int columnIndex, @Nullable Reader value, long length)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNString(String columnLabel, @Nullable String value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNString(int columnIndex, @Nullable String value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNull(String columnLabel) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateNull(int columnIndex) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(String columnLabel, @Nullable Object value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(String columnLabel, @Nullable Object value, int scaleOrLength)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(int columnIndex, @Nullable Object value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(int columnIndex, @Nullable Object value, int scaleOrLength)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateRef(String columnLabel, @Nullable Ref value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateRef(int columnIndex, @Nullable Ref value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateRow() throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateRowId(String columnLabel, @Nullable RowId value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateRowId(int columnIndex, @Nullable RowId value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateSQLXML(String columnLabel, @Nullable SQLXML value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateSQLXML(int columnIndex, @Nullable SQLXML value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateShort(String columnLabel, short value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateShort(int columnIndex, short value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateString(String columnLabel, @Nullable String value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateString(int columnIndex, @Nullable String value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateTime(String columnLabel, @Nullable Time value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateTime(int columnIndex, @Nullable Time value) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateTimestamp(String columnLabel, @Nullable Timestamp value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateTimestamp(int columnIndex, @Nullable Timestamp value)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(
            String columnLabel, @Nullable Object value, SQLType targetSqlType) throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(
            String columnLabel, @Nullable Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(int columnIndex, @Nullable Object value, SQLType targetSqlType)
            throws SQLException {
        throw readOnly();
    }

    @Override
    public final void updateObject(
            int columnIndex, @Nullable Object value, SQLType targetSqlType, int scaleOrLength)
            throws SQLException {
        throw readOnly();
    }

    private static SQLFeatureNotSupportedException readOnly() {
        return SqlErrors.unsupported(
                "results are read-only: change rows with INSERT, UPDATE or DELETE");
    }
}
