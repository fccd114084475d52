package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.session.ColumnBlock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

class ResultSetTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        assertEquals(0, FixtureExecution.OPEN_BLOCKS.get());
        assertEquals(0, FixtureProvider.OPEN_SESSIONS.get());
    }

    @Test
    void streamsBlockAfterBlock() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("numbers 10")) {
            assertTrue(rows.isBeforeFirst());
            for (int i = 0; i < 10; i++) {
                assertTrue(rows.next());
                assertEquals(i, rows.getLong("N"));
                assertEquals(i + 1, rows.getRow());
                assertEquals(i == 0, rows.isFirst());
                assertEquals(i == 9, rows.isLast());
            }
            assertFalse(rows.next());
            assertTrue(rows.isAfterLast());
            assertFalse(rows.next());
            assertEquals("24000", state(() -> rows.getLong(1)));
            assertEquals("HY106", state(rows::first));
        }
    }

    private interface Call {
        void run() throws SQLException;
    }

    private static String state(Call call) {
        return assertThrows(SQLException.class, call::run).getSQLState();
    }

    @Test
    void emptyResultHasNeitherBeforeNorAfter() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("numbers 0");
        assertFalse(rows.isBeforeFirst());
        assertFalse(rows.next());
        assertFalse(rows.isAfterLast());
    }

    @Test
    void firstRowsOfAnEndlessQueryComeAtOnce() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("forever");
        for (int i = 0; i < 1000; i++) {
            assertTrue(rows.next());
        }
        assertEquals(999, rows.getInt(1));
    }

    @Test
    void scrollsOverCachedBlocks() throws SQLException {
        Statement statement =
                connection.createStatement(
                        ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet rows = statement.executeQuery("numbers 100");
        assertTrue(rows.last());
        assertEquals(99, rows.getInt(1));
        assertTrue(rows.absolute(6));
        assertEquals(5, rows.getInt(1));
        assertTrue(rows.previous());
        assertEquals(4, rows.getInt(1));
        assertTrue(rows.relative(50));
        assertEquals(54, rows.getInt(1));
        assertTrue(rows.absolute(-100));
        assertEquals(0, rows.getInt(1));
        assertFalse(rows.previous());
        assertTrue(rows.isBeforeFirst());
        assertFalse(rows.absolute(101));
        assertTrue(rows.isAfterLast());
        assertFalse(rows.next());
        assertTrue(rows.previous());
        assertEquals(99, rows.getInt(1));
        rows.afterLast();
        assertTrue(rows.previous());
        assertTrue(rows.isLast());
        rows.beforeFirst();
        int count = 0;
        while (rows.next()) {
            assertEquals(count++, rows.getInt(1));
        }
        assertEquals(100, count);
        assertTrue(rows.first());
        assertTrue(rows.isFirst());
    }

    @Test
    void maxRowsCutsInTheMiddleOfABlock() throws SQLException {
        Statement statement = connection.createStatement();
        statement.setMaxRows(6);
        ResultSet rows = statement.executeQuery("numbers 100");
        int count = 0;
        while (rows.next()) {
            count++;
        }
        assertEquals(6, count);
    }

    @Test
    void blocksCanBeReadByColumn() throws SQLException {
        SabotResultSet rows =
                connection.createStatement().executeQuery("numbers 6").unwrap(SabotResultSet.class);
        try (ColumnBlock block = rows.nextBlock()) {
            assertNotNull(block);
            assertEquals(3, block.column(0).data().getLong(24));
        }
        rows.nextBlock().close();
        assertNull(rows.nextBlock());
    }

    @Test
    void metadataDescribesColumns() throws SQLException {
        ResultSetMetaData columns =
                connection.createStatement().executeQuery("types").getMetaData();
        assertEquals(TypeMatrix.COLUMNS.size(), columns.getColumnCount());
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnName(i).equals("decimal")) {
                assertEquals(Types.DECIMAL, columns.getColumnType(i));
                assertEquals("DECIMAL", columns.getColumnTypeName(i));
                assertEquals(38, columns.getPrecision(i));
                assertEquals(2, columns.getScale(i));
                assertEquals(41, columns.getColumnDisplaySize(i));
                assertTrue(columns.isSigned(i));
            } else if (columns.getColumnName(i).equals("array")) {
                assertEquals("INTEGER ARRAY", columns.getColumnTypeName(i));
            } else if (columns.getColumnName(i).equals("timestamp")) {
                assertEquals(26, columns.getColumnDisplaySize(i));
            }
            assertEquals(ResultSetMetaData.columnNullable, columns.isNullable(i));
        }
        assertEquals("07009", state(() -> columns.getColumnName(0)));
    }

    @Test
    void wrongColumnsAndClosedResultsAreRefused() throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery("numbers 1");
        assertEquals("24000", state(() -> rows.getInt(1)));
        assertTrue(rows.next());
        assertEquals("07009", state(() -> rows.getInt(2)));
        assertEquals("42703", state(() -> rows.getInt("m")));
        assertEquals("0A000", state(() -> rows.updateInt(1, 5)));
        rows.close();
        rows.close();
        assertTrue(rows.isClosed());
        assertEquals("HY010", state(rows::next));
    }
}
