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
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs one file of SQLite's corpus on a fresh database and counts.
///
/// Values are written as the corpus has them: I as a whole number, R with three decimals, T as
/// text; text asked for as a number is the number it begins with, or 0. A record is skipped only
/// when the corpus keeps it for another engine (`onlyif mysql`); the records that it takes from
/// others (`skipif postgresql`) are run.
final class CorpusFile {
    private static final int EXAMPLES_PER_REASON = 200;
    private static final String ENGINE = "sabot";
    private static final String WRONG_ANSWER = "wrong answer";
    private static final String NO_ERROR = "no error";

    /// Stands behind the reason when DuckDB answers a query as Sabot does, see [CorpusOracle].
    private static final String DUCKDB_TOO = " (as DuckDB)";

    private static final Set<String> UNBOUNDED = Set.of("NaN", "Infinity", "-Infinity");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private final String resource;
    private final List<String> examples = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final CorpusOracle oracle = new CorpusOracle();
    private int passed;
    private int skipped;

    private CorpusFile(String resource) {
        this.resource = resource;
    }

    /// Runs a file.
    ///
    /// @param limit the number of records after which to stop
    static CorpusTally run(String resource, RunConfiguration configuration, int limit)
            throws IOException, SQLException {
        CorpusFile file = new CorpusFile(resource);
        try (CorpusOracle _ = file.oracle) {
            file.run(configuration, limit);
        }
        return new CorpusTally(file.passed, file.skipped, file.failures, file.examples);
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

    private void run(RunConfiguration configuration, int limit) throws IOException, SQLException {
        List<SltRecord> records = records(resource);
        try (Connection connection = DriverManager.getConnection("jdbc:sabot:")) {
            for (String statement : configuration.statements()) {
                execute(connection, statement);
            }
            execute(connection, "SET statement_timeout = 60000");
            boolean isSkipped = false;
            for (SltRecord item : records.subList(0, Math.min(limit, records.size()))) {
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
            failure = refused(item, e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            failure = new Failure(CorpusTally.INTERNAL, e.toString());
        }
        if (failure == null) {
            passed++;
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

    private Failure refused(SltRecord item, SQLException error) {
        String code = codeOf(error);
        boolean isSame =
                !code.equals(CorpusTally.INTERNAL)
                        && item instanceof SltRecord.Asks query
                        && oracle.agrees(query, null);
        return new Failure(isSame ? code + DUCKDB_TOO : code, String.valueOf(error.getMessage()));
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

    private @Nullable Failure check(Connection connection, SltRecord item) throws SQLException {
        return switch (item) {
            case SltRecord.Ok ok -> {
                execute(connection, ok.sql());
                oracle.statement(ok.sql());
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

    private @Nullable Failure checkQuery(Connection connection, SltRecord.Asks query)
            throws SQLException {
        List<List<String>> rows;
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query.sql())) {
            int columns = answer.getMetaData().getColumnCount();
            if (columns != query.types().length()) {
                return new Failure(
                        WRONG_ANSWER,
                        query.types().length() + " columns expected, " + columns + " given");
            }
            rows = rows(answer, query.types());
        }
        Sort sort = query.sort() == Sort.DEFAULT ? Sort.NOSORT : query.sort();
        String difference = new Answer(rows, query.types().length()).difference(query, sort);
        if (difference == null) {
            return null;
        }
        boolean isSame = oracle.agrees(query, rows);
        return new Failure(isSame ? WRONG_ANSWER + DUCKDB_TOO : WRONG_ANSWER, difference);
    }

    /// Returns rows as the corpus writes them.
    ///
    /// @param types one letter per column
    static List<List<String>> rows(ResultSet answer, String types) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (answer.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= types.length(); column++) {
                row.add(text(answer.getString(column), types.charAt(column - 1)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String text(@Nullable String text, char type) {
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
        return UNBOUNDED.contains(text) ? text : String.format(Locale.ROOT, "%.3f", number(text));
    }

    private static String whole(String text) {
        return UNBOUNDED.contains(text)
                ? text
                : number(text).setScale(0, RoundingMode.DOWN).toPlainString();
    }

    private static BigDecimal number(String text) {
        if (text.equals("true")) {
            return BigDecimal.ONE;
        }
        Matcher number = NUMBER.matcher(text);
        return number.lookingAt() ? new BigDecimal(number.group()) : BigDecimal.ZERO;
    }
}
