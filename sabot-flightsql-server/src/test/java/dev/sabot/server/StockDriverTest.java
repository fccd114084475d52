package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.SabotDriver;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Arrow's own JDBC driver, as it is published, against the server.
final class StockDriverTest {
    private static final String[] TABLES = {
        "region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem"
    };

    private static Fixture fixture;
    private static URLClassLoader jars;
    private static Connection connection;

    @BeforeAll
    static void connect() throws Exception {
        fixture = Fixture.start();
        fixture.tpch("0.01", TABLES);
        jars = ClientJars.loader();
        connection = ClientJars.connect(jars, fixture.server().port(), "");
    }

    @AfterAll
    static void disconnect() throws Exception {
        connection.close();
        jars.close();
        fixture.close();
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                Object value = result.getObject(column);
                values.add(
                        value instanceof BigDecimal decimal
                                ? decimal.toPlainString()
                                : String.valueOf(value));
            }
            rows.add(values.toString());
        }
        return rows;
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    private static List<String> names(ResultSet result, String column) throws SQLException {
        List<String> names = new ArrayList<>();
        try (result) {
            while (result.next()) {
                names.add(result.getString(column));
            }
        }
        return names;
    }

    /// Each of the 22 queries gives the rows that it gives without a server.
    @Test
    void tpchQueriesGiveTheSameRowsAsEmbedded() throws Exception {
        // Not by DriverManager: it looks for drivers once, maybe from the jars of another test.
        try (Connection embedded = new SabotDriver().connect("jdbc:sabot:", new Properties());
                Statement local = embedded.createStatement()) {
            for (String table : TABLES) {
                local.execute(
                        "CREATE TABLE "
                                + table
                                + " WITH ('connector' = 'tpch', 'table' = '"
                                + table
                                + "', 'scale' = '0.01')");
            }
            for (int query = 1; query <= 22; query++) {
                String file = "../tpch-bench/src/main/resources/tpch/q%02d.sql".formatted(query);
                String sql = Files.readString(Path.of(file)).strip();
                String text = sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql;
                List<String> remote = rows(text);
                try (ResultSet result = local.executeQuery(text)) {
                    assertEquals(rows(result), remote, file);
                }
            }
        }
    }

    @Test
    void typesAreKnown() throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT l_orderkey, l_quantity, l_comment, l_shipdate FROM lineitem"
                                        + " ORDER BY l_orderkey, l_linenumber LIMIT 1")) {
            assertEquals(Types.BIGINT, result.getMetaData().getColumnType(1));
            assertEquals(Types.DECIMAL, result.getMetaData().getColumnType(2));
            assertEquals(15, result.getMetaData().getPrecision(2));
            assertEquals(2, result.getMetaData().getScale(2));
            assertEquals(Types.VARCHAR, result.getMetaData().getColumnType(3));
            assertEquals(Types.DATE, result.getMetaData().getColumnType(4));
            assertTrue(result.next());
            assertEquals(new BigDecimal("17.00"), result.getBigDecimal(2));
            assertEquals(Date.valueOf("1996-03-13"), result.getDate(4));
        }
    }

    @Test
    void preparedStatementsTakeParameters() throws Exception {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT n_name FROM nation WHERE n_regionkey = ? AND n_name > ?"
                                + " ORDER BY n_name")) {
            statement.setLong(1, 3);
            statement.setString(2, "G");
            try (ResultSet result = statement.executeQuery()) {
                assertEquals(
                        List.of("[GERMANY]", "[ROMANIA]", "[RUSSIA]", "[UNITED KINGDOM]"),
                        rows(result));
            }
            statement.setLong(1, 1);
            statement.setString(2, "P");
            try (ResultSet result = statement.executeQuery()) {
                assertEquals(List.of("[PERU]", "[UNITED STATES]"), rows(result));
            }
        }
    }

    @Test
    void updatesCount() throws Exception {
        try (Statement statement = connection.createStatement()) {
            assertEquals(0, statement.executeUpdate("CREATE TABLE updated (n INT, s VARCHAR)"));
            assertEquals(2, statement.executeUpdate("INSERT INTO updated VALUES (1,'a'),(2,'b')"));
            assertFalse(statement.execute("UPDATE updated SET s = 'c' WHERE n = 1"));
            assertEquals(1, statement.getUpdateCount());
            assertTrue(statement.execute("SELECT 1"));
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO updated VALUES (?, ?)")) {
            insert.setInt(1, 3);
            insert.setString(2, "x");
            assertEquals(1, insert.executeUpdate());
        }
        assertEquals(
                List.of("[1, c]", "[2, b]", "[3, x]"), rows("SELECT * FROM updated ORDER BY n"));
        rows("SELECT count(*) FROM updated");
    }

    @Test
    void metadataIsComplete() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE keyed (a INT, b VARCHAR, PRIMARY KEY (b, a))");
        }
        DatabaseMetaData metadata = connection.getMetaData();
        assertEquals("Sabot", metadata.getDatabaseProductName());
        assertEquals("\"", metadata.getIdentifierQuoteString());
        assertTrue(metadata.getSQLKeywords().contains("SELECT"), metadata.getSQLKeywords());
        assertTrue(metadata.getStringFunctions().contains("upper"), metadata.getStringFunctions());
        assertTrue(metadata.nullsAreSortedAtEnd());
        assertFalse(metadata.supportsTransactions());
        assertTrue(metadata.supportsCorrelatedSubqueries());
        assertTrue(metadata.supportsConvert(Types.INTEGER, Types.VARCHAR));
        assertEquals(List.of("sabot"), names(metadata.getCatalogs(), "TABLE_CAT"));
        assertEquals(
                List.of("information_schema", "main", "system"),
                names(metadata.getSchemas(), "TABLE_SCHEM"));
        assertEquals(
                List.of("SYSTEM TABLE", "TABLE", "VIEW"),
                names(metadata.getTableTypes(), "TABLE_TYPE"));
        assertEquals(
                List.of("nation"),
                names(metadata.getTables(null, "main", "n%", null), "TABLE_NAME"));
        assertEquals(
                List.of("n_nationkey", "n_name", "n_regionkey", "n_comment"),
                names(metadata.getColumns(null, "main", "nation", null), "COLUMN_NAME"));
        assertEquals(
                List.of("b", "a"),
                names(metadata.getPrimaryKeys(null, null, "keyed"), "COLUMN_NAME"));
        assertEquals(
                List.of(), names(metadata.getImportedKeys(null, null, "keyed"), "FKTABLE_NAME"));
    }

    /// Every question about the database without parameters has an answer.
    @Test
    void noQuestionFails() throws Exception {
        DatabaseMetaData metadata = connection.getMetaData();
        List<String> failures = new ArrayList<>();
        for (java.lang.reflect.Method method : DatabaseMetaData.class.getMethods()) {
            if (method.getParameterCount() == 0) {
                try {
                    if (method.invoke(metadata) instanceof ResultSet result) {
                        result.close();
                    }
                } catch (java.lang.reflect.InvocationTargetException e) {
                    failures.add(method.getName() + ": " + e.getCause());
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void errorsKeepTheConnection() throws Exception {
        SQLException error = assertThrows(SQLException.class, () -> rows("SELECT FROM WHERE"));
        assertTrue(String.valueOf(error.getMessage()).length() > 10, error.getMessage());
        assertEquals(List.of("[1]"), rows("SELECT 1"));
        assertThrows(SQLException.class, () -> rows("SELECT 1 / (x - 1) FROM (VALUES (1)) t(x)"));
        assertEquals(List.of("[1]"), rows("SELECT 1"));
    }
}
