package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;

class SqlEscapesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{d '2024-01-31'}|DATE '2024-01-31'",
                "{ts'2024-01-31 00:00:00'}|TIMESTAMP '2024-01-31 00:00:00'",
                "a = {t '12:00:00' } AND b|a = TIME '12:00:00' AND b",
                "SELECT {fn UCASE(a)}|SELECT UPPER(a)",
                "{fn concat({fn LCASE(a)}, '}')}|CONCAT(LOWER(a), '}')",
                "{fn NOW()}|LOCALTIMESTAMP",
                "{fn convert(f(a, ','), SQL_INTEGER)}|CAST(f(a, ',') AS INTEGER)",
                "{fn TIMESTAMPADD(SQL_TSI_DAY, 1, d)}|TIMESTAMPADD(DAY, 1, d)",
                "FROM {oj a LEFT JOIN b ON a.x = b.x} WHERE|FROM a LEFT JOIN b ON a.x = b.x WHERE",
                "LIKE 'a!%' {escape '!'}|LIKE 'a!%' ESCAPE '!'",
                "SELECT 1 {limit 5}|SELECT 1 LIMIT 5"
            })
    void escapesBecomeSql(String escaped, String sql) throws SQLException {
        assertEquals(sql, SqlEscapes.translate(escaped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT '{d ''x''}'",
                "SELECT \"{fn a}\" -- {d '1'}",
                "/* {fn x()} */ SELECT e'\\'{d ''1''}'",
                "PATTERN (A{2,3} B{1})",
                "SELECT '{\"ts\": 1}'",
                "{d 5}"
            })
    void everythingElseStays(String sql) throws SQLException {
        assertSame(sql, SqlEscapes.translate(sql));
    }

    @Test
    void brokenEscapesAreErrors() {
        SQLException open =
                assertThrows(SQLException.class, () -> SqlEscapes.translate("{fn abs(1)"));
        assertEquals("42601", open.getSQLState());
        SQLException call =
                assertThrows(SQLException.class, () -> SqlEscapes.translate("{? = call f()}"));
        assertEquals("0A000", call.getSQLState());
    }
}
