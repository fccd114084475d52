package dev.sabot.sqltest;

import dev.sabot.error.ErrorCode;
import dev.sabot.sqltest.SltRecord.Sort;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Runs one file of SQLite's corpus on a fresh database and counts.
///
/// Values are written as the corpus has them: I as a whole number, R with three decimals, T as
/// text. A record is skipped only when the corpus keeps it for another engine (`onlyif mysql`); the
/// records that it takes from others (`skipif postgresql`) are run.
final class CorpusFile {
    private static final int EXAMPLES_PER_REASON = 200;
    private static final String ENGINE = "sabot";
    private static final String WRONG_ANSWER = "wrong answer";
    private static final String NO_ERROR = "no error";

    private final String resource;
    private final List<String> examples = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, Integer> setAside = new TreeMap<>();
    private int passed;
    private int skipped;

    private CorpusFile(String resource) {
        this.resource = resource;
    }

    static CorpusTally run(String resource) throws IOException, SQLException {
        CorpusFile file = new CorpusFile(resource);
        file.run();
        return new CorpusTally(
                file.passed, file.skipped, file.failures, file.setAside, file.examples);
    }

    private static List<SltRecord> records(String resource) throws IOException {
        ClassLoader loader = CorpusFile.class.getClassLoader();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(loader.getResourceAsStream(resource)),
                                StandardCharsets.UTF_8))) {
            return SltParser.parse(reader.lines().toList());
        }
    }

    private void run() throws IOException, SQLException {
        List<SltRecord> records = records(resource);
        try (Connection connection = DriverManager.getConnection("jdbc:sabot:")) {
            execute(connection, "SET threads = 1");
            execute(connection, "SET statement_timeout = 60000");
            boolean isSkipped = false;
            for (SltRecord item : records) {
                switch (item) {
                    case SltRecord.Condition condition ->
                            isSkipped |= condition.names().contains(ENGINE) == condition.isSkip();
                    case SltRecord.HashThreshold _ -> {}
                    case SltRecord.Halt _ -> {
                        if (!isSkipped) {
                            return;
                        }
                        isSkipped = false;
                    }
                    default -> {
                        if (isSkipped) {
                            skipped++;
                        } else {
                            count(connection, item);
                        }
                        isSkipped = false;
                    }
                }
            }
        }
    }

    /// A record that went wrong.
    private record Failure(String reason, String detail) {}

    private void count(Connection connection, SltRecord item) {
        Failure failure;
        try {
            failure = check(connection, item);
        } catch (SQLException e) {
            failure = new Failure(codeOf(e), String.valueOf(e.getMessage()));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            failure = new Failure(CorpusTally.INTERNAL, e.toString());
        }
        if (failure == null) {
            passed++;
            return;
        }
        String rule = CorpusRules.setAside(resource, item, failure.reason);
        if (rule != null) {
            setAside.merge(rule, 1, Integer::sum);
            return;
        }
        if (failures.merge(failure.reason, 1, Integer::sum) <= EXAMPLES_PER_REASON) {
            examples.add(
                    resource
                            + ":"
                            + item.line()
                            + ": ["
                            + failure.reason
                            + "] "
                            + failure.detail
                            + " in "
                            + sql(item));
        }
    }

    private static String codeOf(SQLException error) {
        for (ErrorCode code : ErrorCode.values()) {
            if (code.sqlState().equals(error.getSQLState())) {
                return code.name();
            }
        }
        return "SQLSTATE " + error.getSQLState();
    }

    private static String sql(SltRecord item) {
        return switch (item) {
            case SltRecord.Ok ok -> ok.sql();
            case SltRecord.Fails fails -> fails.sql();
            case SltRecord.Asks query -> query.sql();
            default -> "";
        };
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static @Nullable Failure check(Connection connection, SltRecord item)
            throws SQLException {
        return switch (item) {
            case SltRecord.Ok ok -> {
                execute(connection, ok.sql());
                yield null;
            }
            case SltRecord.Fails fails -> checkError(connection, fails);
            case SltRecord.Asks query -> checkQuery(connection, query);
            default -> throw new IllegalStateException("no record of the corpus: " + item);
        };
    }

    private static @Nullable Failure checkError(Connection connection, SltRecord.Fails fails)
            throws SQLException {
        try {
            execute(connection, fails.sql());
            return new Failure(NO_ERROR, "an error was expected");
        } catch (SQLException e) {
            if (codeOf(e).equals(CorpusTally.INTERNAL)) {
                throw e;
            }
            return null;
        }
    }

    private static @Nullable Failure checkQuery(Connection connection, SltRecord.Asks query)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.sql())) {
            int columns = rows.getMetaData().getColumnCount();
            if (columns != query.types().length()) {
                return new Failure(
                        WRONG_ANSWER,
                        query.types().length() + " columns expected, " + columns + " given");
            }
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
            return difference == null ? null : new Failure(WRONG_ANSWER, difference);
        }
    }

    private static String text(ResultSet rows, int column, char type) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            return "NULL";
        }
        return switch (type) {
            case 'I' -> whole(text);
            case 'R' -> decimals(text);
            default -> text.isEmpty() ? "(empty)" : text;
        };
    }

    private static String decimals(String text) {
        try {
            return String.format(Locale.ROOT, "%.3f", Double.parseDouble(text));
        } catch (NumberFormatException _) {
            return text;
        }
    }

    private static String whole(String text) {
        try {
            return new BigDecimal(text).setScale(0, RoundingMode.DOWN).toPlainString();
        } catch (NumberFormatException _) {
            return text.equals("true") ? "1" : text.equals("false") ? "0" : text;
        }
    }
}
