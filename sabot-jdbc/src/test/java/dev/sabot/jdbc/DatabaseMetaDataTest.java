package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

class DatabaseMetaDataTest {
    private Connection connection;
    private DatabaseMetaData metadata;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:");
        metadata = connection.getMetaData();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static List<String> column(ResultSet rows, String label) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(label));
        }
        return values;
    }

    @Test
    void everyMethodAnswers() throws Exception {
        int answered = 0;
        for (Method method : DatabaseMetaData.class.getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                if (types[i] == int.class) {
                    arguments[i] = 4;
                } else if (types[i] == boolean.class) {
                    arguments[i] = false;
                }
            }
            if (method.getDeclaringClass() == DatabaseMetaData.class) {
                assertNotNull(method.invoke(metadata, arguments), method.getName());
                answered++;
            }
        }
        assertTrue(answered > 170);
    }

    @Test
    void tablesAreSortedByTypeAndFiltered() throws SQLException {
        assertEquals(
                List.of("tables", "order_lines", "orders", "Totals"),
                column(metadata.getTables(null, null, null, null), "TABLE_NAME"));
        assertEquals(
                List.of("order_lines", "orders"),
                column(
                        metadata.getTables("sabot", "MAIN", "ORD%", new String[] {"TABLE"}),
                        "TABLE_NAME"));
        assertEquals(
                List.of("order_lines"),
                column(metadata.getTables(null, null, "order\\_%", null), "TABLE_NAME"));
        assertEquals(List.of(), column(metadata.getTables("", null, "%", null), "TABLE_NAME"));
        assertEquals(
                List.of("what was ordered"),
                column(metadata.getTables(null, null, "orders", null), "REMARKS"));
    }

    @Test
    void columnsHaveTwentyFourColumns() throws SQLException {
        ResultSet rows = metadata.getColumns(null, null, "orders", "%");
        assertEquals(24, rows.getMetaData().getColumnCount());
        assertTrue(rows.next());
        assertEquals("id", rows.getString("COLUMN_NAME"));
        assertEquals("NO", rows.getString("IS_NULLABLE"));
        assertTrue(rows.next());
        assertEquals("DECIMAL", rows.getString("TYPE_NAME"));
        assertEquals(12, rows.getInt("COLUMN_SIZE"));
        assertEquals(2, rows.getInt("DECIMAL_DIGITS"));
        assertEquals(10, rows.getInt("NUM_PREC_RADIX"));
        assertEquals("0.00", rows.getString("COLUMN_DEF"));
        assertEquals("in euros", rows.getString("REMARKS"));
        assertFalse(rows.next());
        assertEquals(
                List.of("VARCHAR(20) ARRAY"),
                column(metadata.getColumns(null, null, "order_lines", null), "TYPE_NAME"));
    }

    @Test
    void schemasKeysAndIndexes() throws SQLException {
        assertEquals(List.of("lake", "sabot"), column(metadata.getCatalogs(), "TABLE_CAT"));
        assertEquals(
                List.of("raw", "information_schema", "main"),
                column(metadata.getSchemas(), "TABLE_SCHEM"));
        assertEquals(List.of("main"), column(metadata.getSchemas("sabot", "m%"), "TABLE_SCHEM"));
        assertEquals(
                List.of("line", "order_id"),
                column(metadata.getPrimaryKeys(null, null, "order_lines"), "COLUMN_NAME"));
        assertEquals(
                List.of("pk_orders", "by_price"),
                column(metadata.getIndexInfo(null, null, "orders", false, true), "INDEX_NAME"));
        assertEquals(
                List.of("id"),
                column(metadata.getIndexInfo(null, null, "orders", true, true), "COLUMN_NAME"));
        assertEquals(
                List.of("id"),
                column(
                        metadata.getBestRowIdentifier(null, null, "orders", 0, true),
                        "COLUMN_NAME"));
        assertEquals(
                14, metadata.getImportedKeys(null, null, "orders").getMetaData().getColumnCount());
    }

    @Test
    void functionsTypesAndNames() throws SQLException {
        assertEquals(
                List.of("ABS", "TUMBLE", "UPPER"),
                column(metadata.getFunctions(null, null, "%"), "FUNCTION_NAME"));
        assertEquals("UPPER", metadata.getStringFunctions());
        assertEquals("ABS", metadata.getNumericFunctions());
        assertEquals("EMIT,WATERMARK", metadata.getSQLKeywords());
        assertEquals(3, metadata.getDatabaseMajorVersion());
        assertEquals(14, metadata.getDatabaseMinorVersion());
        List<String> types = column(metadata.getTypeInfo(), "TYPE_NAME");
        assertTrue(types.containsAll(List.of("BIGINT", "DECIMAL", "JSON", "MAP")));
        assertTrue(metadata.storesMixedCaseIdentifiers());
        assertEquals("\"", metadata.getIdentifierQuoteString());
        assertTrue(metadata.nullsAreSortedAtEnd());
        assertFalse(metadata.supportsTransactions());
        assertEquals(
                List.of("ApplicationName"), column(metadata.getClientInfoProperties(), "NAME"));
    }
}
