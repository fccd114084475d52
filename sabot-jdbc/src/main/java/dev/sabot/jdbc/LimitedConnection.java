package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import org.jspecify.annotations.Nullable;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.util.Map;

/** Answers the calls for what there is not: procedures, savepoints, user-defined types, XML. */
abstract class LimitedConnection implements Connection {
    abstract void requireOpen() throws SQLException;

    @Override
    public final CallableStatement prepareCall(String sql) throws SQLException {
        requireOpen();
        throw SqlErrors.unsupported("there are no stored procedures to call");
    }

    @Override
    public final CallableStatement prepareCall(String sql, int resultSetType, int concurrency)
            throws SQLException {
        return prepareCall(sql);
    }

    @Override
    public final CallableStatement prepareCall(
            String sql, int resultSetType, int concurrency, int holdability) throws SQLException {
        return prepareCall(sql);
    }

    @Override
    public final Savepoint setSavepoint() throws SQLException {
        throw noSavepoints();
    }

    @Override
    public final Savepoint setSavepoint(String name) throws SQLException {
        throw noSavepoints();
    }

    @Override
    public final void rollback(Savepoint savepoint) throws SQLException {
        throw noSavepoints();
    }

    @Override
    public final void releaseSavepoint(Savepoint savepoint) throws SQLException {
        throw noSavepoints();
    }

    private SQLException noSavepoints() throws SQLException {
        requireOpen();
        return SqlErrors.unsupported("savepoints are not supported");
    }

    @Override
    public final Map<String, Class<?>> getTypeMap() throws SQLException {
        requireOpen();
        return Map.of();
    }

    @Override
    public final void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
        requireOpen();
        if (map != null && !map.isEmpty()) {
            throw SqlErrors.unsupported("there are no user-defined types to map");
        }
    }

    @Override
    public final SQLXML createSQLXML() throws SQLException {
        requireOpen();
        throw SqlErrors.unsupported("there is no XML type");
    }
}
