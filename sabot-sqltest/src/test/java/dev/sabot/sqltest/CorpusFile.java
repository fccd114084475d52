package dev.sabot.sqltest;

import dev.sabot.sqltest.SltRecord.Sort;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Runs one file of SQLite's corpus on a fresh database and counts.
///
/// Values are written as the corpus has them: I as a whole number, R with three decimals, T as
/// text.
final class CorpusFile {
    /// What a file gave.
    ///
    /// @param internal errors that are bugs of the engine, among the failed
    record Tally(int passed, int failed, int skipped, int internal, List<String> examples) {
        Tally plus(Tally other) {
            List<String> both = new ArrayList<>(examples);
            both.addAll(other.examples);
            return new Tally(
                    passed + other.passed,
                    failed + other.failed,
                    skipped + other.skipped,
                    internal + other.internal,
                    both);
        }
    }

    private static final int EXAMPLES = 3;
    private static final String ENGINE = "postgresql";

    private final String resource;
    private final List<String> examples = new ArrayList<>();
    private int passed;
    private int failed;
    private int skipped;
    private int internal;

    private CorpusFile(String resource) {
        this.resource = resource;
    }

    static Tally run(String resource) throws IOException, SQLException {
        CorpusFile file = new CorpusFile(resource);
        file.run();
        return new Tally(file.passed, file.failed, file.skipped, file.internal, file.examples);
    }

    private void run() throws IOException, SQLException {
        List<SltRecord> records;
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        CorpusFile.class
                                                .getClassLoader()
                                                .getResourceAsStream(resource)),
                                StandardCharsets.UTF_8))) {
            records = SltParser.parse(reader.lines().toList());
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sabot:")) {
            execute(connection, "SET threads = 1");
            boolean isSkipped = false;
            for (SltRecord item : records) {
                if (item instanceof SltRecord.Halt) {
                    return;
                }
                if (item instanceof SltRecord.Condition condition) {
                    isSkipped |= condition.names().contains(ENGINE) == condition.isSkip();
                } else if (isSkipped) {
                    skipped++;
                    isSkipped = false;
                } else {
                    count(connection, item);
                }
            }
        }
    }

    private void count(Connection connection, SltRecord item) {
        String problem;
        try {
            problem = check(connection, item);
        } catch (SQLException e) {
            problem = "[" + e.getSQLState() + "] " + e.getMessage();
            internal += "XX000".equals(e.getSQLState()) ? 1 : 0;
        }
        if (problem == null) {
            passed++;
            return;
        }
        failed++;
        if (examples.size() < EXAMPLES || problem.startsWith("[XX000]")) {
            examples.add(resource + ":" + item.line() + ": " + problem);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable String check(Connection connection, SltRecord item)
            throws SQLException {
        return switch (item) {
            case SltRecord.Ok ok -> {
                execute(connection, ok.sql());
                yield null;
            }
            case SltRecord.Fails fails -> checkError(connection, fails);
            case SltRecord.Asks query -> checkQuery(connection, query);
            case SltRecord.Explains _,
                    SltRecord.HashThreshold _,
                    SltRecord.Halt _,
                    SltRecord.Condition _,
                    SltRecord.Starts _,
                    SltRecord.Pushes _,
                    SltRecord.Steers _,
                    SltRecord.Expects _ ->
                    null;
        };
    }

    private static @Nullable String checkError(Connection connection, SltRecord.Fails fails)
            throws SQLException {
        try {
            execute(connection, fails.sql());
            return "an error was expected: " + fails.sql();
        } catch (SQLException e) {
            if ("XX000".equals(e.getSQLState())) {
                throw e;
            }
            return null;
        }
    }

    private static @Nullable String checkQuery(Connection connection, SltRecord.Asks query)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.sql())) {
            int columns = rows.getMetaData().getColumnCount();
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(text(rows, column, query.types().charAt(column - 1)));
                }
                all.add(row);
            }
            Sort sort = query.sort() == Sort.DEFAULT ? Sort.NOSORT : query.sort();
            String difference = new Answer(all, columns).difference(query, sort);
            return difference == null ? null : difference + " in " + query.sql();
        }
    }

    private static String text(ResultSet rows, int column, char type) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            return "NULL";
        }
        return switch (type) {
            case 'I' -> whole(text);
            case 'R' -> String.format(Locale.ROOT, "%.3f", Double.parseDouble(text));
            default -> text.isEmpty() ? "(empty)" : text;
        };
    }

    private static String whole(String text) {
        try {
            return new java.math.BigDecimal(text)
                    .setScale(0, java.math.RoundingMode.DOWN)
                    .toPlainString();
        } catch (NumberFormatException _) {
            return text.equals("true") ? "1" : text.equals("false") ? "0" : text;
        }
    }
}
