package dev.sabot.sqltest.remote;

import dev.sabot.server.SabotServer;
import dev.sabot.server.ServerOptions;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The same kind of database twice: in this process, and behind a server.
final class Doors implements AutoCloseable {
    private final SabotServer server = SabotServer.start(ServerOptions.local());
    private final Connection embedded;
    private final Connection remote;

    Doors() throws SQLException {
        embedded = DriverManager.getConnection("jdbc:sabot:");
        remote = connect("");
    }

    /// Returns a further connection to the server.
    Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(url() + options);
    }

    String url() {
        return "jdbc:sabot://127.0.0.1:" + server.port();
    }

    SabotServer server() {
        return server;
    }

    Connection embedded() {
        return embedded;
    }

    Connection remote() {
        return remote;
    }

    /// Something asked of a connection.
    interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    /// Runs SQL at both doors.
    void execute(String sql) throws SQLException {
        for (Connection connection : List.of(embedded, remote)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    /// Returns everything a result says of itself, then its rows.
    static List<String> rows(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> lines = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            lines.add(
                    String.join(
                            "|",
                            columns.getColumnLabel(column),
                            columns.getColumnName(column),
                            columns.getColumnTypeName(column),
                            columns.getColumnClassName(column),
                            String.valueOf(columns.getColumnType(column)),
                            String.valueOf(columns.getPrecision(column)),
                            String.valueOf(columns.getScale(column)),
                            String.valueOf(columns.getColumnDisplaySize(column)),
                            String.valueOf(columns.isNullable(column)),
                            String.valueOf(columns.isSigned(column)),
                            columns.getTableName(column)));
        }
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                Object value = result.getObject(column);
                String text =
                        value instanceof byte[] bytes
                                ? Arrays.toString(bytes)
                                : String.valueOf(value);
                values.add(
                        (value == null ? "" : value.getClass().getSimpleName() + " ")
                                + (value instanceof java.sql.Array ? "" : text)
                                + " "
                                + result.getString(column));
            }
            lines.add(String.join("|", values));
        }
        return lines;
    }

    static List<String> metadata(Connection connection, Metadata question) throws SQLException {
        try (ResultSet result = question.of(connection.getMetaData())) {
            return rows(result);
        }
    }

    /// A question about the catalog.
    interface Metadata {
        ResultSet of(DatabaseMetaData metadata) throws SQLException;
    }

    @Override
    public void close() throws SQLException {
        try (embedded;
                remote) {
            // Closed before the server, which waits for its connections.
        }
        server.close();
    }
}
