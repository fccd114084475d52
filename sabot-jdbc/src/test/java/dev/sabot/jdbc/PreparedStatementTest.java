package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.session.SqlType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

class PreparedStatementTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:?timezone=UTC");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private interface Setter {
        void set(PreparedStatement statement) throws SQLException;
    }

    private String echo(String type, Setter setter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("echo " + type + " ?")) {
            setter.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                assertTrue(rows.next());
                return rows.getString(1);
            }
        }
    }

    private String echo(String type, Object value) throws SQLException {
        return echo(type, statement -> statement.setObject(1, value));
    }

    private String state(String type, Object value) {
        return assertThrows(SQLException.class, () -> echo(type, value)).getSQLState();
    }

    @Test
    void numbersTakeTheParametersType() throws SQLException {
        assertEquals("7", echo("INTEGER", "7"));
        assertEquals("7", echo("INTEGER", 7L));
        assertEquals("7", echo("TINYINT", new BigDecimal("7.9")));
        assertEquals("1.50", echo("DECIMAL", 1.5));
        assertEquals("2.00", echo("DECIMAL", 2));
        assertEquals("0.13", echo("DECIMAL", "0.125"));
        assertEquals("12.00", echo("DECIMAL", BigInteger.valueOf(12)));
        assertEquals("1.5", echo("DOUBLE", new BigDecimal("1.5")));
        assertEquals("true", echo("BOOLEAN", 1));
        assertEquals("5", echo("BIGINT", statement -> statement.setByte(1, (byte) 5)));
        assertEquals("22003", state("TINYINT", 300));
        assertEquals("22018", state("INTEGER", "seven"));
        assertEquals("22003", state("DECIMAL", "1e37"));
        assertEquals("07006", state("INTEGER", LocalDate.EPOCH));
    }

    @Test
    void datesAndTimes() throws SQLException {
        assertEquals("2024-01-31", echo("DATE", LocalDate.of(2024, 1, 31)));
        assertEquals("2024-01-31", echo("DATE", Date.valueOf("2024-01-31")));
        assertEquals("2024-01-31", echo("DATE", "2024-01-31"));
        assertEquals("12:30:00", echo("TIME", Time.valueOf("12:30:00")));
        assertEquals(
                "2024-01-31 12:30:00.000001",
                echo("TIMESTAMP", Timestamp.valueOf("2024-01-31 12:30:00.000001")));
        assertEquals(
                "2024-01-31 11:30:00+00",
                echo(
                        "TIMESTAMP_WITH_TIME_ZONE",
                        OffsetDateTime.parse("2024-01-31T12:30:00+01:00")));
        Instant instant = Instant.parse("2024-01-31T12:30:00Z");
        String text = "2024-01-31 12:30:00+00";
        assertEquals(text, echo("TIMESTAMP_WITH_TIME_ZONE", Timestamp.from(instant)));
        assertEquals(text, echo("TIMESTAMP_WITH_TIME_ZONE", java.util.Date.from(instant)));
        assertEquals(
                text,
                echo(
                        "TIMESTAMP_WITH_TIME_ZONE",
                        ZonedDateTime.parse("2024-01-31T21:30:00+09:00[Asia/Tokyo]")));
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        assertEquals(
                "2024-01-31 21:30:00",
                echo(
                        "TIMESTAMP",
                        statement -> statement.setTimestamp(1, Timestamp.from(instant), tokyo)));
        assertEquals("1 year 2 months", echo("INTERVAL_YEAR_MONTH", Period.ofMonths(14)));
    }

    @Test
    void textsBytesAndNested() throws Exception {
        assertEquals("12", echo("VARCHAR", 12));
        assertEquals("abc", echo("VARCHAR", new StringReader("abc")));
        assertEquals(
                "ab",
                echo(
                        "VARCHAR",
                        statement -> statement.setCharacterStream(1, new StringReader("abc"), 2)));
        assertEquals("\\x01\\x02", echo("VARBINARY", new byte[] {1, 2}));
        assertEquals("[1, NULL, 2]", echo("ARRAY", Arrays.asList("1", null, 2L)));
        assertEquals("[1, 2]", echo("ARRAY", new int[] {1, 2}));
        assertEquals(
                "[3, 4]",
                echo(
                        "ARRAY",
                        statement ->
                                statement.setArray(
                                        1,
                                        connection.createArrayOf("INTEGER", new Object[] {3, 4}))));
        assertEquals(
                "{'a': 1, 'b': 2024-01-31}",
                echo(
                        "ROW",
                        connection.createStruct(
                                "ROW", new Object[] {1, Date.valueOf("2024-01-31")})));
        assertEquals("{x=5}", echo("MAP", Map.of("x", "5")));
        assertEquals("07001", state("ROW", List.of(1)));
        assertEquals(
                TypeMatrix.SOME_UUID.toString(), echo("UUID", TypeMatrix.SOME_UUID.toString()));
    }

    @Test
    void nullsAndTargetTypes() throws SQLException {
        assertNull(echo("INTEGER", statement -> statement.setNull(1, Types.INTEGER)));
        assertNull(echo("DATE", (Object) null));
        assertEquals(
                "1.3",
                echo("VARCHAR", statement -> statement.setObject(1, "1.25", Types.DECIMAL, 1)));
        assertEquals(
                "12", echo("VARCHAR", statement -> statement.setObject(1, 12.7, JDBCType.INTEGER)));
        assertEquals("{}", echo("JSON", statement -> statement.setObject(1, "{}", SqlType.JSON)));
    }

    @Test
    void metadataIsKnownBeforeExecution() throws SQLException {
        PreparedStatement query = connection.prepareStatement("echo DECIMAL ?");
        ParameterMetaData parameters = query.getParameterMetaData();
        assertEquals(1, parameters.getParameterCount());
        assertEquals(Types.DECIMAL, parameters.getParameterType(1));
        assertEquals(2, parameters.getScale(1));
        assertEquals("java.math.BigDecimal", parameters.getParameterClassName(1));
        assertNotNull(query.getMetaData());
        assertEquals("decimal", query.getMetaData().getColumnName(1));
        assertNull(connection.prepareStatement("insert ?").getMetaData());
    }

    @Test
    void missingAndUnknownParametersAreNamed() throws SQLException {
        PreparedStatement query = connection.prepareStatement("echo INTEGER ?");
        SQLException missing = assertThrows(SQLException.class, query::executeQuery);
        assertEquals("07001", missing.getSQLState());
        SQLException unknown = assertThrows(SQLException.class, () -> query.setInt(2, 1));
        assertEquals("07009", unknown.getSQLState());
        query.setInt(1, 1);
        assertTrue(query.execute());
        query.clearParameters();
        assertThrows(SQLException.class, query::execute);
        assertThrows(SQLException.class, () -> query.executeQuery("numbers 1"));
        assertThrows(
                SQLException.class, () -> connection.prepareStatement("insert ?").executeQuery());
    }

    @Test
    void batchesCountEachRow() throws SQLException {
        PreparedStatement insert =
                connection.prepareStatement("insert ?", Statement.RETURN_GENERATED_KEYS);
        for (int i = 1; i <= 3; i++) {
            insert.setInt(1, i);
            insert.addBatch();
        }
        assertArrayEquals(new int[] {1, 2, 3}, insert.executeBatch());
        assertFalse(insert.getGeneratedKeys().next());
        insert.setInt(1, 1);
        insert.addBatch();
        insert.setInt(1, -1);
        insert.addBatch();
        insert.setInt(1, 1);
        insert.addBatch();
        BatchUpdateException error = assertThrows(BatchUpdateException.class, insert::executeBatch);
        assertArrayEquals(new int[] {1}, error.getUpdateCounts());
        assertEquals("23502", error.getSQLState());
        insert.setInt(1, 4);
        assertEquals(4, insert.executeUpdate());
    }
}
