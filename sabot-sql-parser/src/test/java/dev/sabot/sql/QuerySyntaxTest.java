package dev.sabot.sql;

import static dev.sabot.sql.Parsing.normal;
import static dev.sabot.sql.Parsing.oneLine;
import static dev.sabot.sql.Parsing.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.sql.syntax.FileTables;

import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

final class QuerySyntaxTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            textBlock =
                    """
                    "a b", `c``d`, "e""f"      ~ `a b`, `c``d`, `e"f`
                    x::varchar(3)              ~ CAST(`x` AS VARCHAR(3))
                    a.b::int + 1               ~ CAST(`a`.`b` AS INTEGER) + 1
                    -x::int                    ~ - CAST(`x` AS INTEGER)
                    arr[1]::bigint::string     ~ CAST(CAST(`arr`[1] AS BIGINT) AS VARCHAR)
                    ts AT TIME ZONE 'UTC'      ~ `at_time_zone`(`ts`, 'UTC')
                    a AT TIME ZONE z = b       ~ `at_time_zone`(`a`, `z`) = `b`
                    TRY_CAST(x AS INT)         ~ TRY_CAST(`x` AS INTEGER)
                    x != 1 AND y % 2 = 0       ~ `x` <> 1 AND `y` % 2 = 0
                    x ILIKE 'a%'               ~ `x` ILIKE 'a%'
                    x NOT ILIKE 'a%'           ~ `x` NOT ILIKE 'a%'
                    x SIMILAR TO 'a|b'         ~ `x` SIMILAR TO 'a|b'
                    NOT a LIKE 'x' OR b        ~ NOT `a` LIKE 'x' OR `b`
                    a LIKE 'x' ESCAPE '!' AND b ~ `a` LIKE 'x' ESCAPE '!' AND `b`
                    a LIKE 'x' || 'y' ESCAPE '!' ~ `a` LIKE 'x' || 'y' ESCAPE '!'
                    a IS DISTINCT FROM b       ~ `a` IS DISTINCT FROM `b`
                    a IS NOT DISTINCT FROM b   ~ `a` IS NOT DISTINCT FROM `b`
                    a NOT BETWEEN 1 AND 2 AND b ~ `a` NOT BETWEEN ASYMMETRIC 1 AND 2 AND `b`
                    a BETWEEN SYMMETRIC 1 AND 2 OR b ~ `a` BETWEEN SYMMETRIC 1 AND 2 OR `b`
                    (a OR b) AND c             ~ (`a` OR `b`) AND `c`
                    INTERVAL '90' DAY          ~ INTERVAL '90' DAY
                    interval '3' month         ~ INTERVAL '3' MONTH
                    INTERVAL '3 months'        ~ INTERVAL '3' MONTH(10)
                    INTERVAL '1 year 2 months' ~ INTERVAL '14' MONTH(10)
                    INTERVAL '2 weeks'         ~ INTERVAL '14' DAY(10)
                    INTERVAL '1 day 6 hours'   ~ INTERVAL '108000' SECOND(10)
                    INTERVAL '1.5 seconds'     ~ INTERVAL '1.5' SECOND(10)
                    INTERVAL '-1 hour'         ~ INTERVAL -'3600' SECOND(10)
                    INTERVAL 3 DAY             ~ (INTERVAL 3 DAY)
                    INTERVAL '10' SECONDS      ~ INTERVAL '10' SECOND
                    INTERVAL '1:30' HOUR TO MINUTE ~ INTERVAL '1:30' HOUR TO MINUTE
                    EXTRACT(year FROM d)       ~ EXTRACT(YEAR FROM `d`)
                    substring(x from 1 for 2)  ~ SUBSTRING(`x`, 1, 2)
                    position('a' IN x)         ~ POSITION('a' IN `x`)
                    trim(leading 'x' from y)   ~ TRIM(LEADING 'x' FROM `y`)
                    overlay(x placing 'a' from 1 for 2) ~ OVERLAY(`x` PLACING 'a' FROM 1 FOR 2)
                    ceil(x to day)             ~ CEIL(`x` TO DAY)
                    date_trunc('hour', ts)     ~ `date_trunc`('hour', `ts`)
                    date_diff('day', a, b)     ~ `date_diff`('day', `a`, `b`)
                    date '2020-01-01'          ~ DATE '2020-01-01'
                    date(x), timestamp(y)      ~ `date`(`x`), `timestamp`(`y`)
                    contains(a, 'b'), left(a, 2) ~ `contains`(`a`, 'b'), `left`(`a`, 2)
                    if(a, b, c)                ~ `if`(`a`, `b`, `c`)
                    e'a\\x42', U&'d\\0061', N'ü' ~ 'aB', 'da', 'ü'
                    X'00ff'                    ~ X'00FF'
                    ROW(1, 2), (1, 2)          ~ ROW(1, 2), ROW(1, 2)
                    a::ROW<x INT NOT NULL>     ~ CAST(`a` AS ROW(`x` INTEGER))
                    a::ROW<y ARRAY<ARRAY<INT>>> ~ CAST(`a` AS ROW(`y` INTEGER ARRAY ARRAY NULL))
                    a::MAP<STRING, ARRAY<INT>> ~ CAST(`a` AS MAP< VARCHAR, INTEGER ARRAY >)
                    a::TIMESTAMP_LTZ(3)        ~ CAST(`a` AS TIMESTAMP(3) WITH LOCAL TIME ZONE)
                    a::TIMESTAMP WITH TIME ZONE ~ CAST(`a` AS TIMESTAMP WITH LOCAL TIME ZONE)
                    a::BYTES, b::JSON          ~ CAST(`a` AS VARBINARY), CAST(`b` AS `JSON`)
                    CAST(c AS UUID)            ~ CAST(`c` AS UUID)
                    sum(a) FILTER (WHERE b)    ~ SUM(`a`) FILTER (WHERE `b`)
                    """)
    void readsSelectItems(String item, String expected) {
        assertEquals("SELECT " + expected + " FROM `t`", normal("SELECT " + item + " FROM t"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            textBlock =
                    """
                    'a/*.parquet'              ~ `$file`.`a/*.parquet`
                    'it''s' AS x               ~ `$file`.`it's` AS `x`
                    t JOIN 'b.csv' b ON k = l  ~ `t` INNER JOIN `$file`.`b.csv` AS `b` ON `k` = `l`
                    a, 'b.json'                ~ `a`, `$file`.`b.json`
                    (SELECT 1 FROM 'c.csv') d  ~ (SELECT 1 FROM `$file`.`c.csv`) AS `d`
                    read_parquet('a')          ~ TABLE(`read_parquet`('a'))
                    f('a', b = true, c => 1) c ~ TABLE(`f`('a', `b` => TRUE, `c` => 1)) AS `c`
                    TABLE(read_csv('a', header = true)) ~ TABLE(`read_csv`('a', `header` => TRUE))
                    range(10)                  ~ TABLE(`range`(10))
                    generate_series(1, 5) g(i) ~ TABLE(`generate_series`(1, 5)) AS `g` (`i`)
                    TABLE(HOP(TABLE b, DESCRIPTOR(t))) ~ TABLE(HOP(TABLE `b`, DESCRIPTOR(`t`)))
                    UNNEST(a) WITH ORDINALITY AS u ~ UNNEST(`a`) WITH ORDINALITY AS `u`
                    t LIMIT 10 OFFSET 5        ~ `t` OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
                    t OFFSET 5 LIMIT 10        ~ `t` OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
                    t LIMIT 5, 10              ~ `t` OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
                    t QUALIFY a = 1            ~ `t` QUALIFY `a` = 1
                    t GROUP BY ROLLUP(a), CUBE(b) ~ `t` GROUP BY ROLLUP(`a`), CUBE(`b`)
                    t GROUP BY GROUPING SETS ((a), ()) ~ `t` GROUP BY GROUPING SETS(`a`, ())
                    """)
    void readsTables(String tables, String expected) {
        assertEquals("SELECT * FROM " + expected, normal("SELECT * FROM " + tables));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * EXCLUDE (a, b) FROM t",
                "SELECT * REPLACE (a + 1 AS a) FROM t",
                "VALUES (1, 'a'), (2, 'b')",
                "TABLE t",
                "(SELECT 1) UNION ALL (SELECT 2) ORDER BY 1",
                "WITH x AS (SELECT 1), y(a) AS (VALUES 2) SELECT * FROM x, y",
                "WITH RECURSIVE r(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r",
                "SELECT * FROM a LEFT ASOF JOIN b MATCH_CONDITION b.t <= a.t ON a.k = b.k",
                "SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts MEASURES A.x AS x PATTERN (A B+)"
                        + " DEFINE B AS B.x > 1)",
                "SELECT * FROM t PIVOT (sum(x) FOR y IN ('a', 'b'))",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM t",
                "SELECT /*+ BROADCAST(b) */ emit FROM t -- ; 'x",
                "SELECT a, lag(a) IGNORE NULLS OVER w FROM t WINDOW w AS (ORDER BY b)",
            })
    void accepts(String sql) {
        query(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze", "avg", "close", "column", "comment", "copy", "count", "data", "date",
                "datetime", "day", "end", "format", "header", "hour", "key", "language", "max",
                "minute", "month", "name", "open", "position", "rank", "result", "second", "show",
                "start", "sum", "time", "timestamp", "type", "uuid", "value", "year"
            })
    void ordinaryWordsAreNames(String word) {
        String sql =
                "SELECT "
                        + word
                        + ", t."
                        + word
                        + " AS "
                        + word
                        + " FROM t WHERE "
                        + word
                        + " = 1 GROUP BY "
                        + word
                        + " ORDER BY "
                        + word;
        String quoted = "`" + word + "`";
        assertEquals(
                "SELECT "
                        + quoted
                        + ", `t`."
                        + quoted
                        + " AS "
                        + quoted
                        + " FROM `t` WHERE "
                        + quoted
                        + " = 1 GROUP BY "
                        + quoted
                        + " ORDER BY "
                        + quoted,
                normal(sql));
        SqlParser.parse("CREATE TABLE " + word + " (" + word + " INT)");
    }

    @Test
    void namesKeepTheirCase() {
        assertEquals("SELECT `aB` FROM `Ta`", normal("select aB from Ta"));
    }

    @Test
    void filesAreNamesOfTwoParts() {
        SqlSelect select = (SqlSelect) query("SELECT 1 FROM\n 'a.csv'");
        SqlIdentifier file = (SqlIdentifier) select.getFrom();
        assertTrue(FileTables.isFile(file.names));
        assertEquals("a.csv", file.names.get(1));
        assertEquals("line 2, column 2", file.getParserPosition().toString());
    }

    @Test
    void parametersCountThroughTheStatement() {
        List<Integer> indexes = new ArrayList<>();
        var update =
                Parsing.parse(
                        dev.sabot.sql.statement.UpdateStatement.class,
                        "UPDATE t SET a = ?, b = ? + ? WHERE c = ? OR d = '?'");
        update.assignments().forEach(assignment -> collect(assignment.value(), indexes));
        collect(update.where(), indexes);
        assertEquals(List.of(0, 1, 2, 3), indexes);
        assertEquals(4, update.text().parameterCount());
    }

    @Test
    void longChainsOfConditionsAreBalanced() {
        String terms = "a LIKE 'x' OR b BETWEEN 1 AND 2".concat(" OR c = 1 AND d".repeat(3000));
        SqlNode where = ((SqlSelect) query("SELECT 1 FROM t WHERE " + terms)).getWhere();
        assertTrue(depth(where) < 20);
        assertTrue(oneLine(where).startsWith("`a` LIKE 'x' OR `b` BETWEEN ASYMMETRIC 1 AND 2 OR"));
    }

    private static int depth(SqlNode node) {
        return node instanceof org.apache.calcite.sql.SqlCall call
                ? 1
                        + call.getOperandList().stream()
                                .mapToInt(operand -> operand == null ? 0 : depth(operand))
                                .max()
                                .orElse(0)
                : 0;
    }

    private static void collect(SqlNode node, List<Integer> indexes) {
        node.accept(
                new SqlBasicVisitor<Void>() {
                    @Override
                    public Void visit(SqlDynamicParam parameter) {
                        indexes.add(parameter.getIndex());
                        return null;
                    }
                });
    }
}
