package dev.sabot.sqltest;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Asks DuckDB what a failed query of the corpus gives.
///
/// SQLite gives every value a type of its own; an engine with a type for every column answers some
/// queries otherwise: a CASE of integers and an AVG is DOUBLE, and so is what is divided by it. A
/// query that DuckDB answers as Sabot does, or refuses as Sabot does, failed for that reason.
///
/// DuckDB is started, and told all statements until then, when the first query has failed.
final class CorpusOracle implements AutoCloseable {
    private final List<String> waiting = new ArrayList<>();
    private @Nullable Connection duckDb;

    /// Takes note of a statement that succeeded.
    void statement(String sql) {
        waiting.add(sql);
    }

    private Connection connection() throws SQLException {
        Connection connection = duckDb;
        if (connection == null) {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            duckDb = connection;
            execute(connection, "SET integer_division = true");
        }
        for (String sql : waiting) {
            execute(connection, sql);
        }
        waiting.clear();
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Says whether DuckDB answers a query as Sabot did.
    ///
    /// @param rows Sabot's rows as the corpus writes them, null when Sabot refused the query
    boolean agrees(SltRecord.Asks query, @Nullable List<List<String>> rows) {
        List<List<String>> given;
        try (Statement statement = connection().createStatement();
                ResultSet answer = statement.executeQuery(query.sql())) {
            given = CorpusFile.rows(answer, query.types());
        } catch (SQLException _) {
            return rows == null;
        }
        if (rows == null) {
            return false;
        }
        int columns = query.types().length();
        return new Answer(given, columns)
                .values(query.sort())
                .equals(new Answer(rows, columns).values(query.sort()));
    }

    @Override
    public void close() throws SQLException {
        if (duckDb != null) {
            duckDb.close();
        }
    }
}
