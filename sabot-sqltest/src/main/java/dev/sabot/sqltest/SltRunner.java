package dev.sabot.sqltest;

import dev.sabot.jdbc.SabotErrors;
import dev.sabot.jdbc.SqlPosition;
import dev.sabot.sqltest.SltRecord.Sort;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Runs a test file on a fresh database, through JDBC.
///
/// After every error the same connection must answer `SELECT 1`; at the end the database is closed,
/// which fails when a buffer was leaked. An error of SQLSTATE XX000 is a bug of the engine,
/// whatever the file expects.
public final class SltRunner {
    private static final Pattern ORDERED =
            Pattern.compile("\\border\\s+by\\b", Pattern.CASE_INSENSITIVE);
    private static final String BUG = "XX000";

    private final RunConfiguration configuration;
    private final Path dataFolder;

    /// @param dataFolder what `${data}` in a file stands for; the tests may write there
    public SltRunner(RunConfiguration configuration, Path dataFolder) {
        this.configuration = configuration;
        this.dataFolder = dataFolder;
    }

    /// What a file's run gave.
    ///
    /// @param failures what went wrong, each with file and line
    public record Report(int passed, int skipped, List<String> failures) {}

    /// Runs a file.
    public Report run(Path file) throws IOException, SQLException {
        List<String> lines =
                Files.readString(file).replace("${data}", dataFolder.toString()).lines().toList();
        List<SltRecord> records = SltParser.parse(lines);
        Run run = new Run(file);
        try (TestDatabase database = TestDatabase.open(configuration, dataFolder);
                Connection connection = DriverManager.getConnection(database.url())) {
            run.streams = new SltStreams(database.steered(), connection);
            for (String statement : configuration.statements()) {
                run.set(connection, statement);
            }
            run.all(connection, records);
            run.streams.close();
        } catch (SQLException | RuntimeException e) {
            run.failures.add(file + ": closing the database: " + e.getMessage());
        }
        return new Report(run.passed, run.skipped, run.failures);
    }

    private final class Run {
        private final Path file;
        private final List<String> failures = new ArrayList<>();
        private int passed;
        private int skipped;
        private @Nullable SltStreams streams;

        Run(Path file) {
            this.file = file;
        }

        void all(Connection connection, List<SltRecord> records) throws SQLException {
            boolean isSkipped = false;
            for (SltRecord item : records) {
                if (item instanceof SltRecord.Halt) {
                    return;
                }
                if (item instanceof SltRecord.Condition condition) {
                    boolean applies =
                            condition.names().contains("sabot")
                                    || condition
                                            .names()
                                            .contains(
                                                    configuration.name().toLowerCase(Locale.ROOT));
                    isSkipped |= applies == condition.isSkip();
                    continue;
                }
                if (isSkipped) {
                    skipped++;
                    isSkipped = false;
                    continue;
                }
                String difference = check(connection, item);
                if (difference == null) {
                    passed++;
                } else {
                    failures.add(file + ":" + item.line() + ": " + difference);
                }
            }
        }

        private @Nullable String check(Connection connection, SltRecord item) throws SQLException {
            try {
                return switch (item) {
                    case SltRecord.Ok ok -> {
                        set(connection, ok.sql());
                        yield null;
                    }
                    case SltRecord.Fails fails -> checkError(connection, fails);
                    case SltRecord.Asks query -> checkQuery(connection, query);
                    case SltRecord.Explains explain -> checkPlan(connection, explain);
                    case SltRecord.Starts start -> {
                        streams().start(start);
                        yield null;
                    }
                    case SltRecord.Pushes push -> {
                        streams().push(push);
                        yield null;
                    }
                    case SltRecord.Steers steer -> {
                        streams().steer(steer);
                        yield null;
                    }
                    case SltRecord.Expects expected -> streams().check(expected);
                    case SltRecord.HashThreshold _, SltRecord.Halt _, SltRecord.Condition _ -> null;
                };
            } catch (SQLException e) {
                checkAlive(connection);
                return "[" + e.getSQLState() + "] " + e.getMessage();
            }
        }

        private SltStreams streams() {
            SltStreams known = streams;
            if (known == null) {
                throw new IllegalStateException("no database is open");
            }
            return known;
        }

        /// Executes a statement; what it sets is set for later streams too.
        void set(Connection connection, String sql) throws SQLException {
            streams().awaitQuiet();
            execute(connection, sql);
            streams().note(sql);
        }

        void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                if (statement.execute(sql)) {
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            rows.getString(1);
                        }
                    }
                }
            }
        }

        private void checkAlive(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT 1")) {
                if (!rows.next() || rows.getInt(1) != 1) {
                    throw new SQLException("the connection does not answer SELECT 1 any more");
                }
            }
        }

        private @Nullable String checkError(Connection connection, SltRecord.Fails expected)
                throws SQLException {
            try {
                execute(connection, expected.sql());
                return "an error was expected: " + expected.code();
            } catch (SQLException e) {
                checkAlive(connection);
                SqlPosition position = SabotErrors.position(e);
                String name = position == null ? "" : position.codeName();
                String place =
                        position == null || position.line() == 0
                                ? "none"
                                : position.line() + ":" + position.column();
                String given = name + " at " + place + " " + e.getMessage();
                boolean isCode =
                        expected.code() == null
                                || expected.code().equals(name)
                                || expected.code().equals(e.getSQLState());
                boolean isPlace = expected.position() == null || expected.position().equals(place);
                boolean isText =
                        expected.fragment() == null
                                || String.valueOf(e.getMessage()).contains(expected.fragment());
                boolean isBug = BUG.equals(e.getSQLState());
                return isCode && isPlace && isText && !isBug ? null : "error " + given;
            }
        }

        private @Nullable String checkQuery(Connection connection, SltRecord.Asks query)
                throws SQLException {
            Answer answer = ask(connection, query.sql());
            if (!query.types().isEmpty() && query.types().length() != answer.numColumns()) {
                return query.types().length()
                        + " columns expected, "
                        + answer.numColumns()
                        + " given";
            }
            Sort sort = query.sort();
            if (sort == Sort.DEFAULT) {
                sort = ORDERED.matcher(query.sql()).find() ? Sort.NOSORT : Sort.ROWSORT;
            }
            return answer.difference(query, sort);
        }

        private Answer ask(Connection connection, String sql) throws SQLException {
            streams().awaitQuiet();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                int columns = rows.getMetaData().getColumnCount();
                List<List<String>> all = new ArrayList<>();
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(Answer.text(rows.getString(column)));
                    }
                    all.add(row);
                }
                return new Answer(all, columns);
            }
        }

        private @Nullable String checkPlan(Connection connection, SltRecord.Explains explain)
                throws SQLException {
            String sql = "EXPLAIN (" + explain.stage() + ") " + explain.sql();
            List<String> lines = new ArrayList<>();
            for (List<String> row : ask(connection, sql).rows()) {
                lines.add(row.getLast());
            }
            StringBuilder pattern = new StringBuilder();
            for (String line : explain.expected()) {
                for (String part : line.split("<\\*>", -1)) {
                    pattern.append(Pattern.quote(part)).append(".*");
                }
                pattern.setLength(pattern.length() - 2);
                pattern.append(line.strip().equals("<*>") ? "(?s:.*)\n?" : "\n");
            }
            String given = String.join("\n", lines) + "\n";
            return Pattern.matches(pattern.toString(), given) ? null : "the plan is\n" + given;
        }
    }
}
