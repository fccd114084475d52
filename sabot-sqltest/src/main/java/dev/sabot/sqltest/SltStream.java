package dev.sabot.sqltest;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A continuous query and the rows it has given so far, read by a thread of its own.
///
/// **Threads**: safe.
final class SltStream implements AutoCloseable {
    private static final String CANCELLED = "57014";

    private final Connection connection;
    private final Statement statement;
    private final boolean showsChanges;
    private final Thread reader;
    private final List<List<String>> rows = new ArrayList<>();
    private @Nullable SQLException failure;
    private int looked;

    /// Takes the connection over once it returns.
    SltStream(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql);
        int numColumns = result.getMetaData().getColumnCount();
        this.showsChanges = result.getMetaData().getColumnName(1).equals("_op");
        this.reader = new Thread(() -> read(result, numColumns), "slt-stream");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(ResultSet result, int numColumns) {
        try {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= numColumns; column++) {
                    row.add(Answer.text(result.getString(column)));
                }
                synchronized (this) {
                    rows.add(row);
                }
            }
        } catch (SQLException e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    /// Says whether the first column is the operation of a change.
    boolean showsChanges() {
        return showsChanges;
    }

    private void checkFailure() throws SQLException {
        SQLException error = failure;
        if (error != null) {
            throw new SQLException(error.getMessage(), error.getSQLState(), error);
        }
    }

    /// Returns the rows since the last call.
    synchronized List<List<String>> sinceLastLook() throws SQLException {
        checkFailure();
        List<List<String>> since = List.copyOf(rows.subList(looked, rows.size()));
        looked = rows.size();
        return since;
    }

    /// Returns all rows so far.
    synchronized List<List<String>> total() throws SQLException {
        checkFailure();
        return List.copyOf(rows);
    }

    /// Waits for the end of the query.
    void join() throws SQLException {
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            checkFailure();
        }
    }

    @Override
    public void close() throws SQLException {
        statement.cancel();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        statement.close();
        connection.close();
        SQLException error = failure;
        if (error != null && !CANCELLED.equals(error.getSQLState())) {
            throw error;
        }
    }
}
