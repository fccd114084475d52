package dev.sabot.bench.run;

import dev.sabot.bench.data.DataSet;
import dev.sabot.bench.data.DataTable;
import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.Source;
import dev.sabot.bench.rows.ResultRows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Callable;

/// A connection to an engine that has the TPC-H tables.
///
/// All engines are given the same statements.
public final class BenchEngine implements AutoCloseable {
    private final EngineKind kind;
    private final Connection connection;

    /// The schema made for the tables where others may have theirs; empty in a process of our own.
    private final String schema;

    private BenchEngine(EngineKind kind, Connection connection, String schema) {
        this.kind = kind;
        this.connection = connection;
        this.schema = schema;
    }

    /// Opens an engine of its own, with no tables.
    ///
    /// @param settings the names and values of SET statements
    public static BenchEngine open(EngineKind kind, Map<String, Integer> settings)
            throws SQLException {
        return open(kind, kind.url(), settings);
    }

    /// Opens an engine by its URL. On a server the tables get a schema of their own, which goes
    /// when this closes.
    public static BenchEngine open(EngineKind kind, String url, Map<String, Integer> settings)
            throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        boolean isOwn = url.equals(kind.url());
        String schema = isOwn ? "" : "tpch_bench_" + ProcessHandle.current().pid();
        BenchEngine engine = new BenchEngine(kind, connection, schema);
        try {
            if (!isOwn) {
                engine.execute("CREATE SCHEMA " + schema);
                connection.setSchema(schema);
            }
            for (Map.Entry<String, Integer> setting : settings.entrySet()) {
                engine.execute("SET " + setting.getKey() + " = " + setting.getValue());
            }
            return engine;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Makes the tables: views over the files, or tables filled from them.
    public void addTables(DataSet data, Source source) throws SQLException {
        String create =
                switch (source) {
                    case PARQUET -> "CREATE VIEW ";
                    case MEMORY -> "CREATE TABLE ";
                };
        for (DataTable<?> table : DataTable.ALL) {
            execute(create + table.name() + " AS SELECT * FROM " + data.files(table));
        }
    }

    public EngineKind kind() {
        return kind;
    }

    public String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    /// Runs a query and fetches the whole result as Java values.
    public ResultRows query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return ResultRows.read(result);
        }
    }

    /// Prepares a statement to be run by another thread than the one that cancels it.
    public Running start(String sql) throws SQLException {
        return new Running(connection.createStatement(), sql);
    }

    /// A statement that runs once, to its last row.
    public static final class Running implements Callable<Long>, AutoCloseable {
        private final Statement statement;
        private final String sql;
        private volatile boolean hasEndedItself;

        private Running(Statement statement, String sql) {
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        public Long call() throws SQLException {
            long rows = 0;
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows++;
                    }
                }
            }
            hasEndedItself = true;
            return rows;
        }

        public void cancel() throws SQLException {
            statement.cancel();
        }

        /// Says whether the statement ran to its end.
        public boolean hasEndedItself() {
            return hasEndedItself;
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            if (!schema.isEmpty()) {
                execute("DROP SCHEMA " + schema + " CASCADE");
            }
        }
    }
}
