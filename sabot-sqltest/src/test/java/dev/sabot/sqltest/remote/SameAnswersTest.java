package dev.sabot.sqltest.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.jdbc.SabotErrors;
import dev.sabot.jdbc.SqlPosition;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/// Rows, columns, metadata, counts and errors are the same through a server as in the process.
class SameAnswersTest {
    /// The system tables that only servers have.
    private static final Pattern SERVERS_OWN =
            Pattern.compile("String system system\\|String (queries|sessions) ");

    private static Doors doors;

    @BeforeAll
    static void open() throws SQLException {
        doors = new Doors();
        doors.execute(
                "CREATE TABLE city (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL DEFAULT 'x',"
                        + " area DECIMAL(10, 2), founded TIMESTAMP(3), UNIQUE (name, area))");
        doors.execute("CREATE TABLE pair (a BIGINT, b VARCHAR)");
        doors.execute("CREATE VIEW large AS SELECT name, area * 2 AS twice FROM city");
        doors.execute("CREATE SCHEMA other");
        doors.execute("CREATE TABLE other.city (x DOUBLE)");
        doors.execute("CREATE INDEX by_area ON city (area, id)");
        doors.execute(
                "INSERT INTO city VALUES (1, 'Oslo', 454.12, TIMESTAMP '1048-01-01 00:00:00.5'),"
                        + " (2, 'Lima', NULL, NULL)");
    }

    @AfterAll
    static void close() throws SQLException {
        doors.close();
    }

    private static <T> void assertSame(Doors.Question<T> question, String what)
            throws SQLException {
        assertEquals(question.of(doors.embedded()), question.of(doors.remote()), what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TRUE, FALSE, CAST(NULL AS BOOLEAN)",
                "SELECT CAST(1 AS TINYINT), CAST(-2 AS SMALLINT), 3, 4000000000",
                "SELECT CAST(1.5 AS REAL), 2.5e0, CAST('NaN' AS DOUBLE), CAST('-Infinity' AS"
                        + " DOUBLE)",
                "SELECT 1.25, CAST(-3 AS DECIMAL(38, 10)), CAST(0.1 AS DECIMAL(4, 3))",
                "SELECT 'grüße', '', CAST(NULL AS VARCHAR), '𝄞'",
                "SELECT X'00ff', X''",
                "SELECT DATE '2024-02-29', DATE '0001-01-01', TIME '23:59:59.123456'",
                "SELECT CAST(TIMESTAMP '1969-12-31 23:59:59.999' AS TIMESTAMP(3)), TIMESTAMP"
                        + " '2024-01-01 00:00:00'",
                "SELECT CAST(TIMESTAMP '2024-07-01 12:00:00' AS TIMESTAMP WITH TIME ZONE)",
                "SELECT INTERVAL '14' MONTH, INTERVAL '1 02:03:04.5' DAY TO SECOND",
                "SELECT ARRAY[1, NULL, 3], ARRAY[ARRAY['a'], ARRAY['b', 'c']]",
                "SELECT ROW(1, 'x', NULL), MAP['a', 1, 'b', 2]",
                "SELECT NULL",
                "SELECT n, 'text ' || n FROM generate_series(1, 3000) AS t (n)",
                "SELECT n FROM generate_series(1, 3) AS t (n) WHERE n > 5",
                "SELECT * FROM city ORDER BY id",
                "SELECT id AS \"Number\", area FROM city WHERE area IS NULL",
                "EXPLAIN SELECT 1",
                "SHOW TABLES",
            })
    void queries(String sql) throws SQLException {
        assertSame(connection -> Doors.rows(connection, sql), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELEC 1",
                "SELECT nope FROM city",
                "SELECT\n  1 / 0",
                "SELECT * FROM nowhere",
                "SELECT CAST('x' AS INTEGER)",
                "INSERT INTO city VALUES (1, 'Oslo', 0, NULL)",
                "INSERT INTO city (id, name) VALUES (3, NULL)",
                "CREATE TABLE city (x INTEGER)",
                "DROP TABLE nowhere",
                "SET timezone = 'Mars'",
                "SELECT n / (n - 2500) FROM generate_series(1, 3000) AS t (n)",
            })
    void errors(String sql) throws SQLException {
        assertSame(connection -> failure(connection, sql), sql);
    }

    private static String failure(Connection connection, String sql) throws SQLException {
        SQLException error =
                assertThrows(SQLException.class, () -> Doors.rows(connection, sql), sql);
        SqlPosition position = SabotErrors.position(error);
        assertEquals(
                List.of("1"),
                Doors.rows(connection, "SELECT 1").stream()
                        .skip(1)
                        .map(row -> row.substring(row.length() - 1))
                        .toList());
        return error.getClass().getSimpleName()
                + " "
                + error.getSQLState()
                + " "
                + error.getMessage()
                + (position == null
                        ? ""
                        : " " + position.codeName() + position.line() + ":" + position.column());
    }

    @Test
    void catalog() throws SQLException {
        List<Doors.Metadata> questions =
                List.of(
                        DatabaseMetaData::getCatalogs,
                        DatabaseMetaData::getSchemas,
                        DatabaseMetaData::getTableTypes,
                        DatabaseMetaData::getTypeInfo,
                        metadata -> metadata.getSchemas(null, "oth%"),
                        metadata -> metadata.getTables(null, null, "%", null),
                        metadata -> metadata.getTables(null, "ma_n", "CITY", null),
                        metadata -> metadata.getTables("nope", null, "%", null),
                        metadata -> metadata.getTables(null, null, null, new String[] {"VIEW"}),
                        metadata -> metadata.getColumns(null, null, "%", "%"),
                        metadata -> metadata.getColumns(null, "main", "city", "a%"),
                        metadata -> metadata.getPrimaryKeys(null, null, "city"),
                        metadata -> metadata.getPrimaryKeys(null, "other", "city"),
                        metadata -> metadata.getIndexInfo(null, "main", "city", false, true),
                        metadata -> metadata.getIndexInfo(null, "main", "city", true, true),
                        metadata -> metadata.getBestRowIdentifier(null, null, "city", 0, true),
                        metadata -> metadata.getImportedKeys(null, null, "city"),
                        metadata -> metadata.getFunctions(null, null, "a%"));
        for (int question = 0; question < questions.size(); question++) {
            Doors.Metadata asked = questions.get(question);
            assertSame(
                    connection ->
                            Doors.metadata(connection, asked).stream()
                                    .filter(row -> !SERVERS_OWN.matcher(row).find())
                                    .toList(),
                    "question " + question);
        }
        assertSame(
                connection -> {
                    DatabaseMetaData metadata = connection.getMetaData();
                    return List.of(
                            metadata.getDatabaseProductName(),
                            metadata.getDatabaseProductVersion(),
                            metadata.getSQLKeywords(),
                            metadata.getNumericFunctions(),
                            metadata.getStringFunctions());
                },
                "product");
    }

    @Test
    void counts() throws SQLException {
        for (String sql :
                List.of(
                        "INSERT INTO pair VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                        "UPDATE pair SET b = 'z' WHERE a > 1",
                        "DELETE FROM pair",
                        "CREATE TABLE gone (x INTEGER)",
                        "DROP TABLE gone")) {
            assertSame(
                    connection -> {
                        try (Statement statement = connection.createStatement()) {
                            boolean hasRows = statement.execute(sql);
                            return hasRows + " " + statement.getLargeUpdateCount();
                        }
                    },
                    sql);
        }
    }

    @Test
    void parameters() throws SQLException {
        assertSame(
                connection -> {
                    try (PreparedStatement query =
                            connection.prepareStatement(
                                    "SELECT CAST(? AS INTEGER) + 1, CAST(? AS VARCHAR),"
                                            + " CAST(? AS DATE), CAST(? AS DECIMAL(10, 2)),"
                                            + " CAST(? AS TIMESTAMP WITH TIME ZONE),"
                                            + " CAST(? AS DOUBLE), CAST(? AS VARBINARY),"
                                            + " CAST(? AS TIMESTAMP), CAST(? AS BOOLEAN)")) {
                        query.setInt(1, 41);
                        query.setString(2, "text");
                        query.setObject(3, LocalDate.of(2024, 2, 29));
                        query.setBigDecimal(4, new java.math.BigDecimal("1.255"));
                        query.setObject(5, Instant.parse("2024-02-29T12:00:00Z"));
                        query.setDouble(6, 0.1);
                        query.setBytes(7, new byte[] {1, 2});
                        query.setTimestamp(8, Timestamp.valueOf("2024-01-01 01:02:03.004"));
                        query.setBoolean(9, true);
                        List<String> lines = new ArrayList<>();
                        lines.add(query.getParameterMetaData().getParameterCount() + "");
                        for (int parameter = 1; parameter <= 9; parameter++) {
                            lines.add(query.getParameterMetaData().getParameterTypeName(parameter));
                        }
                        for (int run = 0; run < 2; run++) {
                            try (ResultSet rows = query.executeQuery()) {
                                lines.addAll(Doors.rows(rows));
                            }
                            query.setNull(2, java.sql.Types.VARCHAR);
                        }
                        return lines;
                    }
                },
                "parameters");
    }

    @Test
    void batches() throws SQLException {
        assertSame(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO pair VALUES (?, ?)")) {
                        for (int row = 0; row < 5000; row++) {
                            insert.setLong(1, row);
                            insert.setString(2, row % 3 == 0 ? null : "row " + row);
                            insert.addBatch();
                        }
                        long sum = 0;
                        for (int count : insert.executeBatch()) {
                            sum += count;
                        }
                        return sum
                                + " "
                                + Doors.rows(
                                        connection, "SELECT COUNT(*), SUM(a), COUNT(b) FROM pair");
                    }
                },
                "counts");
        doors.execute("DELETE FROM pair");
        assertSame(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO city (id, name) VALUES (?, ?)")) {
                        for (int id : new int[] {10, 11, 1, 12}) {
                            insert.setInt(1, id);
                            insert.setString(2, "city " + id);
                            insert.addBatch();
                        }
                        BatchUpdateException error =
                                assertThrows(BatchUpdateException.class, insert::executeBatch);
                        return java.util.Arrays.toString(error.getUpdateCounts())
                                + error.getSQLState()
                                + error.getMessage()
                                + Doors.rows(connection, "SELECT id FROM city ORDER BY id");
                    }
                },
                "failing row");
        doors.execute("DELETE FROM city WHERE id >= 10");
    }

    @Test
    void sessionOptions() throws SQLException {
        assertSame(
                connection -> {
                    List<String> lines = new ArrayList<>();
                    lines.add(connection.getCatalog() + " " + connection.getSchema());
                    connection.setSchema("other");
                    lines.add(
                            connection.getSchema() + Doors.rows(connection, "SELECT * FROM city"));
                    SQLException unknown =
                            assertThrows(SQLException.class, () -> connection.setSchema("nope"));
                    lines.add(unknown.getSQLState());
                    connection.setSchema("main");
                    for (String zone : List.of("Asia/Tokyo", "UTC")) {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("SET timezone = '" + zone + "'");
                        }
                        lines.addAll(
                                Doors.rows(
                                        connection,
                                        "SELECT CAST(TIMESTAMP '2024-07-01 12:00:00' AS"
                                                + " TIMESTAMP WITH TIME ZONE)"));
                    }
                    connection.setClientInfo("ApplicationName", "test");
                    lines.add(connection.getClientInfo("ApplicationName"));
                    return lines;
                },
                "options");
    }

    @Test
    void optionsOfTheUrlTakeEffect() throws SQLException {
        try (Connection connection =
                doors.connect("/sabot/other?timezone=Asia/Tokyo&fetchRows=7")) {
            assertEquals("other", connection.getSchema());
            assertEquals(1, Doors.rows(connection, "SELECT x FROM city").size());
            assertEquals(
                    List.of("2024-07-01 12:00:00+09"),
                    Doors.rows(
                                    connection,
                                    "SELECT CAST(CAST(TIMESTAMP '2024-07-01 12:00:00' AS TIMESTAMP"
                                            + " WITH TIME ZONE) AS VARCHAR)")
                            .stream()
                            .skip(1)
                            .map(row -> row.substring(row.lastIndexOf("2024")))
                            .toList());
        }
        Properties properties = new Properties();
        properties.setProperty("schema", "nope");
        SQLException error =
                assertThrows(
                        SQLException.class,
                        () -> java.sql.DriverManager.getConnection(doors.url(), properties));
        assertEquals("3F000", error.getSQLState());
    }
}
