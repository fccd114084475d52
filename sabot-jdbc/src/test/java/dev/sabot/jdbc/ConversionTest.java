package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.session.SqlType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

class ConversionTest {
    private Connection connection;
    private Statement statement;
    private ResultSet row;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sabot:?timezone=Europe/Berlin");
        statement = connection.createStatement();
        row = statement.executeQuery("types");
        assertTrue(row.next());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void stringIsWhatCastGives() throws SQLException {
        Map<String, String> texts =
                Map.ofEntries(
                        Map.entry("boolean", "true"),
                        Map.entry("tinyint", "-7"),
                        Map.entry("smallint", "300"),
                        Map.entry("integer", "100000"),
                        Map.entry("bigint", "5000000000"),
                        Map.entry("real", "1.5"),
                        Map.entry("double", "0.1"),
                        Map.entry("decimal", "-123456789012345678901234567890.50"),
                        Map.entry("char", "c"),
                        Map.entry("varchar", "grüße"),
                        Map.entry("json", "{\"a\": 1}"),
                        Map.entry("varbinary", "\\x00\\xFF"),
                        Map.entry("uuid", "123e4567-e89b-12d3-a456-426614174000"),
                        Map.entry("date", "2024-01-31"),
                        Map.entry("time", "12:30:00.5"),
                        Map.entry("timestamp", "1969-12-31 23:59:59.5"),
                        Map.entry("timestamp_with_time_zone", "2024-01-31 13:00:00+01"),
                        Map.entry("interval_year_month", "-1 year -2 months"),
                        Map.entry("interval_day_time", "1 day 01:00:00.25"),
                        Map.entry("array", "[1, NULL, 3]"),
                        Map.entry("row", "{'a': 1, 'b': 2024-01-31}"),
                        Map.entry("map", "{k=1, l=2}"));
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            assertEquals(entry.getValue(), row.getString(entry.getKey()), entry.getKey());
            assertEquals(entry.getValue(), row.getObject(entry.getKey(), String.class));
        }
        assertEquals(SqlType.values().length - 1, texts.size());
    }

    @Test
    void objectHasTheClassThatMetadataNames() throws Exception {
        for (int i = 1; i <= TypeMatrix.COLUMNS.size(); i++) {
            Object value = row.getObject(i);
            String name = row.getMetaData().getColumnClassName(i);
            if (TypeMatrix.COLUMNS.get(i - 1).type() == SqlType.NULL) {
                assertNull(value);
            } else {
                assertTrue(Class.forName(name).isInstance(value), name + " " + value);
            }
        }
        assertEquals(-7, row.getObject("tinyint"));
    }

    @Test
    void nullIsNullForEveryGetter() throws SQLException {
        assertTrue(row.next());
        for (int i = 1; i <= TypeMatrix.COLUMNS.size(); i++) {
            assertNull(row.getObject(i));
            assertTrue(row.wasNull());
            assertNull(row.getString(i));
            assertEquals(0, row.getLong(i));
            assertTrue(row.wasNull());
            assertEquals(0, row.getDouble(i));
            assertTrue(row.wasNull());
            assertFalse(row.getBoolean(i));
            assertNull(row.getTimestamp(i));
            assertNull(row.getObject(i, LocalDate.class));
            assertNull(row.getArray(i));
        }
    }

    @Test
    void numbersConvertAndAreChecked() throws SQLException {
        assertEquals(100_000, row.getInt("integer"));
        assertFalse(row.wasNull());
        assertEquals(300, row.getShort("smallint"));
        assertEquals((byte) -7, row.getByte("tinyint"));
        assertEquals(5_000_000_000L, row.getLong("bigint"));
        assertEquals(5e9, row.getDouble("bigint"));
        assertEquals(new BigDecimal("5000000000"), row.getBigDecimal("bigint"));
        assertEquals(1, row.getInt("real"));
        assertEquals(0, row.getInt("double"));
        assertEquals(new BigDecimal("0.1"), row.getBigDecimal("double"));
        assertEquals(
                new BigInteger("-123456789012345678901234567890"),
                row.getObject("decimal", BigInteger.class));
        assertTrue(row.getBoolean("integer"));
        assertEquals(1, row.getInt("boolean"));
        assertEquals(-7L, row.getObject("tinyint", Long.class));
        assertOutOfRange(() -> row.getInt("bigint"));
        assertOutOfRange(() -> row.getByte("smallint"));
        assertOutOfRange(() -> row.getLong("decimal"));
        assertOutOfRange(() -> row.getObject("integer", Short.class));
    }

    private interface Getter {
        Object get() throws SQLException;
    }

    private static void assertOutOfRange(Getter getter) {
        SQLDataException error = assertThrows(SQLDataException.class, getter::get);
        assertEquals("22003", error.getSQLState());
    }

    @Test
    void datesAndTimes() throws SQLException {
        assertEquals(LocalDate.of(2024, 1, 31), row.getObject("date", LocalDate.class));
        assertEquals(Date.valueOf("2024-01-31"), row.getDate("date"));
        assertEquals(Timestamp.valueOf("2024-01-31 00:00:00"), row.getTimestamp("date"));
        assertEquals(LocalTime.of(12, 30, 0, 500_000_000), row.getObject("time", LocalTime.class));
        assertEquals(LocalTime.of(12, 30), row.getTime("time").toLocalTime().withNano(0));
        assertEquals(
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 500_000_000),
                row.getObject("timestamp", LocalDateTime.class));
        assertEquals(Timestamp.valueOf("1969-12-31 23:59:59.5"), row.getTimestamp("timestamp"));
        assertEquals(LocalDate.of(1969, 12, 31), row.getObject("timestamp", LocalDate.class));
        assertEquals(Period.of(-1, -2, 0), row.getObject("interval_year_month"));
        assertEquals(Duration.ofHours(25).plusMillis(250), row.getObject("interval_day_time"));
    }

    @Test
    void zonedTimestampIsTheSameInstantWhateverTheCalendar() throws SQLException {
        Instant instant = Instant.parse("2024-01-31T12:00:00Z");
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        String zoned = "timestamp_with_time_zone";
        assertEquals(instant, row.getObject(zoned, Instant.class));
        assertEquals(instant, row.getTimestamp(zoned).toInstant());
        assertEquals(instant, row.getTimestamp(zoned, tokyo).toInstant());
        assertEquals(OffsetDateTime.parse("2024-01-31T13:00:00+01"), row.getObject(zoned));
        assertEquals("Europe/Berlin", row.getObject(zoned, ZonedDateTime.class).getZone().getId());
    }

    @Test
    void plainTimestampIsReadInTheCalendarsZone() throws SQLException {
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        assertEquals(
                Instant.parse("1969-12-31T14:59:59.500Z"),
                row.getTimestamp("timestamp", tokyo).toInstant());
        assertEquals(
                Instant.parse("2024-01-30T15:00:00Z").toEpochMilli(),
                row.getDate("date", tokyo).getTime());
        Time time = row.getTime("time", tokyo);
        assertEquals(Instant.parse("1970-01-01T03:30:00.500Z").toEpochMilli(), time.getTime());
    }

    @Test
    void nestedValues() throws SQLException {
        Array array = row.getArray("array");
        assertArrayEquals(new Integer[] {1, null, 3}, (Object[]) array.getArray());
        assertArrayEquals(new Integer[] {null, 3}, (Object[]) array.getArray(2, 2));
        assertEquals("INTEGER", array.getBaseTypeName());
        try (ResultSet elements = array.getResultSet()) {
            assertTrue(elements.next());
            assertTrue(elements.next());
            assertEquals(2, elements.getInt("INDEX"));
            assertNull(elements.getObject(2));
        }
        assertEquals(3, row.getObject("array", List.class).size());
        Struct struct = (Struct) row.getObject("row");
        assertArrayEquals(new Object[] {1, Date.valueOf("2024-01-31")}, struct.getAttributes());
        assertEquals(Map.of("k", 1, "l", 2), row.getObject("map"));
        assertEquals(
                Map.of("a", 1, "b", LocalDate.of(2024, 1, 31)), row.getObject("row", Map.class));
    }

    @Test
    void bytesAndTexts() throws Exception {
        assertArrayEquals(new byte[] {0, (byte) 0xff}, row.getBytes("varbinary"));
        assertEquals(2, row.getBinaryStream("varbinary").readAllBytes().length);
        assertEquals(2, row.getBlob("varbinary").length());
        assertEquals("rüß", row.getClob("varchar").getSubString(2, 3));
        assertEquals('g', row.getCharacterStream("varchar").read());
        assertEquals(TypeMatrix.SOME_UUID, row.getObject("uuid"));
        assertEquals(16, row.getBytes("uuid").length);
        assertEquals(
                TypeMatrix.SOME_UUID,
                ConversionTest.<UUID>converted("say " + TypeMatrix.SOME_UUID, UUID.class));
    }

    private static <T> T converted(String sql, Class<T> type) throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sabot:");
                Statement say = other.createStatement();
                ResultSet text = say.executeQuery(sql)) {
            assertTrue(text.next());
            return text.getObject(1, type);
        }
    }

    @Test
    void textsAreParsed() throws SQLException {
        assertEquals(12, converted("say  12.9 ", Integer.class));
        assertEquals(Boolean.TRUE, converted("say TRUE", Boolean.class));
        assertEquals(LocalDate.of(-1, 3, 4), converted("say -0001-03-04", LocalDate.class));
        assertEquals(
                LocalDateTime.of(2024, 1, 31, 1, 2, 3, 4000),
                converted("say 2024-01-31 01:02:03.000004", LocalDateTime.class));
        assertEquals(
                Instant.parse("2024-01-31T00:02:00Z"),
                converted("say 2024-01-31T01:02+01:00", Instant.class));
        assertEquals(
                Instant.parse("2024-01-31T00:00:00Z"), converted("say 2024-01-31", Instant.class));
        assertEquals(LocalTime.of(1, 2), converted("say 01:02:00", LocalTime.class));
        assertEquals(Period.of(1, 6, 0), converted("say 1-06", Period.class));
        assertEquals(
                Duration.ofDays(-1).minusMillis(500),
                converted("say -1 00:00:00.5", Duration.class));
        assertEquals(Double.NaN, converted("say NaN", Double.class));
        assertEquals("22018", state(() -> converted("say x", Integer.class)));
        assertEquals("22018", state(() -> converted("say 2024-02-30x", LocalDate.class)));
        assertEquals("22003", state(() -> converted("say 1e999999999", Long.class)));
        assertEquals(0, converted("say 1e-999999999", Integer.class));
        assertEquals("07006", state(() -> row.getDate("integer")));
        assertEquals("07006", state(() -> row.getInt("date")));
        assertEquals("07006", state(() -> row.getObject("integer", Thread.class)));
    }

    private static String state(Getter getter) {
        return assertThrows(SQLException.class, getter::get).getSQLState();
    }
}
