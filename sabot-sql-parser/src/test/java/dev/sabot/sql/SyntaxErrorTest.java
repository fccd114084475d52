package dev.sabot.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.error.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyntaxErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            textBlock =
                    """
                    SELECT 1h                        ~ 1:8  ~ '1h' is neither
                    SELECT 0x1F                      ~ 1:8  ~ '0x1F' is neither
                    SELECT 1_000                     ~ 1:8  ~ '1_000' is neither
                    SELECT 'abc                      ~ 1:8  ~ no closing quote
                    SELECT "abc                      ~ 1:8  ~ no closing quote
                    SELECT "" FROM t                 ~ 1:8  ~ must not be empty
                    SELECT 1 /* a                    ~ 1:10 ~ has no end
                    SELECT a @ b                     ~ 1:10 ~ '@'
                    SELECT (a + 1 FROM t             ~ 1:8  ~ never closed
                    SELECT (a + 1] FROM t            ~ 1:14 ~ cannot close the '(' at 1:8
                    SELECT a) FROM t                 ~ 1:9  ~ closes nothing
                    SELECT a b c FROM t              ~ 1:12 ~ unexpected c
                    SELECT a, FROM t                 ~ 1:11 ~ unexpected FROM
                    SELECT FROM t                    ~ 1:8  ~ unexpected FROM
                    SELECT a FROM                    ~ 1:14 ~ unexpected end of statement
                    SELECT a, order FROM t           ~ 1:11 ~ order is a reserved word
                    SELECT t.order FROM t            ~ 1:10 ~ order is a reserved word
                    SELECT a FROM t WHERE a = = 1    ~ 1:27 ~ unexpected '='
                    SELECT a FROM t GROUP HAVING b   ~ 1:23 ~ expected BY
                    SELECT a // b FROM t             ~ 1:11 ~ unexpected '/'
                    SELECT a == b FROM t             ~ 1:11 ~ unexpected '='
                    SELECT a BETWEEN 1 OR 2 FROM t   ~ 1:24 ~ BETWEEN operator has no
                    SELECT a ESCAPE 'x' FROM t       ~ 1:10 ~ ESCAPE may stand only after LIKE
                    SELECT INTERVAL '3 blubs'        ~ 1:8  ~ 'blubs' is not a unit of time
                    SELECT INTERVAL '1 month 1 day'  ~ 1:8  ~ cannot mix months and days
                    SELECT X'0g'                     ~ 1:8  ~ Binary literal
                    FORM t                           ~ 1:1  ~ a statement begins with
                    ALTER TABLE t ADD x INT          ~ 1:1  ~ unexpected ALTER
                    SELECT 1; SELECT 2               ~ 1:11 ~ more than one statement
                    ;                                ~ 1:1  ~ no statement
                    EXPLAIN EXPLAIN SELECT 1         ~ 1:9  ~ cannot be explained
                    CREATE TABLE order (a INT)       ~ 1:14 ~ order is a reserved word
                    CREATE TABLE a.b.c.d (a INT)     ~ 1:14 ~ at most three parts
                    CREATE TABLE t                   ~ 1:14 ~ neither columns nor a query
                    CREATE TABLE t (a INT, b)        ~ 1:25 ~ unexpected ')'
                    CREATE TABLE t (a INT            ~ 1:16 ~ never closed
                    CREATE TABLE t (a INT DEFAULT 1 DEFAULT 2) ~ 1:33 ~ given twice
                    CREATE TABLE t (a INT DEFAULT 1 + ) ~ 1:35 ~ unexpected ')'
                    CREATE TABLE t (a INT) SELECT 1  ~ 1:24 ~ unexpected SELECT
                    CREATE OR REPLACE TABLE IF NOT EXISTS t (a INT) ~ 1:25 ~ exclude each other
                    INSERT INTO t FROM u             ~ 1:15 ~ unexpected FROM, expected
                    INSERT t VALUES (1)              ~ 1:8  ~ expected INTO
                    UPDATE t SET a = WHERE b         ~ 1:18 ~ unexpected WHERE
                    DELETE FROM t WHERE              ~ 1:20 ~ unexpected end of statement
                    SET x = 4GB                      ~ 1:9  ~ quote it
                    COPY t TO X'00'                  ~ 1:11 ~ a plain string
                    DROP TABLE                       ~ 1:11 ~ expected a name
                    """)
    void pointsAtTheToken(String sql, String place, String words) {
        var error = Parsing.error(sql);
        assertEquals(ErrorCode.SYNTAX, error.code());
        assertEquals(place, String.valueOf(error.position()), error.getMessage());
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertFalse(error.getMessage().contains("Exception"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'\n\n  ', '\n'",
        "'\t', '\r\n'",
        "'/* a\n b */ ', '\r'",
        "'-- x\n', '\n\t '",
        "'SELECT ''a\nb'', 1;\n', '\n'"
    })
    void positionsAreTrueInTheWholeText(String before, String gap) {
        String sql = before + "INSERT INTO t SELECT a," + gap + "  b + FROM u";
        int offset = sql.indexOf("FROM");
        String head = sql.substring(0, offset).replace("\r\n", "\n").replace('\r', '\n');
        int line = (int) head.chars().filter(c -> c == '\n').count() + 1;
        int column = head.length() - head.lastIndexOf('\n');
        var error =
                org.junit.jupiter.api.Assertions.assertThrows(
                        dev.sabot.error.SabotException.class, () -> SqlParser.parseScript(sql));
        assertEquals(line + ":" + column, String.valueOf(error.position()));
    }

    @Test
    void namesTheWholeToken() {
        var position = Parsing.error("SELECT a FROM t WHERE\n order = 1").position();
        assertNotNull(position);
        assertEquals(2, position.line());
        assertEquals(2, position.column());
        assertEquals(6, position.endColumn());
    }
}
