package dev.sabot.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.planner.physical.Explain;
import dev.sabot.sql.SqlParser;
import dev.sabot.sql.statement.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

class QueryPlanTest {
    private static String plan(String sql) {
        return Explain.physical(Plans.plan(sql).plan());
    }

    private static String without(String phase, String sql) {
        return Explain.physical(Plans.plan(sql, new TestCatalog(), Set.of(phase)).plan());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT a, sum(b) FROM t WHERE c > 1 GROUP BY a ORDER BY 2 LIMIT 3"
                        + " | TopN 3 BY EXPR$1",
                "SELECT a FROM t ORDER BY a DESC NULLS FIRST | Sort BY a DESC NULLS FIRST",
                "SELECT a FROM t LIMIT 5 OFFSET 2 | Scan main.t [a] LIMIT 7",
                "SELECT count(*) FROM t | Scan main.t []",
                "SELECT a FROM t UNION SELECT a FROM u | Aggregate BY a",
                "SELECT a FROM t INTERSECT SELECT a FROM u | INTERSECT",
                "SELECT a FROM t EXCEPT ALL SELECT a FROM u | EXCEPT ALL",
                "VALUES (1, 'x'), (2, NULL) | Values (1, 'x'), (2, NULL)",
                "SELECT * FROM generate_series(1, 10, 2) | Series 1, 10, 2",
                "SELECT * FROM range(5) | Series 0, ",
                "SELECT i, x FROM types, UNNEST(types.arr) AS u(x) | Unnest arr",
                "SELECT a, grouping(a), sum(b) FROM t GROUP BY ROLLUP(a)"
                        + " | Aggregate BY a SETS ((a), ()): grouping(a), sum(b)",
                "SELECT count(DISTINCT b), count(*) FILTER (WHERE c > 1) FROM t"
                        + " | count(DISTINCT b), count(*) FILTER (WHERE $f1)",
                "SELECT sum(b) OVER (PARTITION BY a ORDER BY c) FROM t"
                        + " | Window PARTITION BY a ORDER BY c: sum(b) RANGE BETWEEN",
                "SELECT sum(b) OVER (ORDER BY c ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) FROM t"
                        + " | sum(b) ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING",
                "SELECT * FROM v WHERE a > 3 | Scan main.t [a, b] WHERE a > 3",
                "SELECT key FROM w | Scan main.t [a]",
                "SELECT * FROM 'x/*.parquet' WHERE id > 3 | Scan x/*.parquet [id, name] WHERE id",
                "SELECT * FROM read_csv('y.csv', header => true) | Scan y.csv",
                "SELECT sabot.main.t.a FROM sabot.main.t | Scan main.t [a]",
                "SELECT A FROM MAIN.T | Scan main.t [a]",
                "SELECT a FROM t FULL JOIN u USING (a) | HashJoin FULL",
                "SELECT t.a FROM t JOIN u ON t.b > u.b | NestedLoopJoin INNER ON b > b",
                "SELECT * FROM t WHERE d >= '1998-01-01' | d >= DATE '1998-01-01'",
                "SELECT * FROM t WHERE a IN (1, 2, 3, 4) | a IN (1, 2, 3, 4)",
                "SELECT * FROM t WHERE a NOT IN (1, 2, 3, 4) | NOT a IN (1, 2, 3, 4)",
                "SELECT * FROM t WHERE a BETWEEN 1 AND 3 OR a IS NULL | a IS NULL OR a >= 1",
                "SELECT * FROM t WHERE b = 5 | b = 5",
                "SELECT x FROM u WHERE x > 5 | x > 5.00",
                "SELECT * FROM t JOIN u ON t.a + 1 = u.a | HashJoin INNER ON",
                "SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1"
                        + " | Window PARTITION BY a ORDER BY b: row_number()"
            })
    void plans(String sql, String expected) {
        String plan = plan(sql);
        assertTrue(plan.contains(expected), plan);
    }

    @Test
    void filterPassesWindowOnlyOnPartitionKeys() {
        String plan =
                plan(
                        "SELECT * FROM (SELECT a, row_number() OVER (PARTITION BY a ORDER BY b) rn"
                                + " FROM t) WHERE rn <= 3 AND a = 7");
        assertTrue(plan.contains("Scan main.t [a, b] WHERE a = 7"), plan);
        assertTrue(plan.startsWith("Filter rn <= 3"), plan);
    }

    @Test
    void filterOnAggregateStaysAbove() {
        String plan = plan("SELECT * FROM (SELECT a, sum(b) x FROM t GROUP BY a) WHERE x > 3");
        assertTrue(plan.startsWith("Filter x > 3"), plan);
    }

    @Test
    void conditionOnJoinKeyFiltersBothSides() {
        String sql = "SELECT t.s FROM t JOIN u ON t.a = u.a WHERE t.a = 5";
        assertTrue(plan(sql).contains("Scan main.u [a] WHERE a = 5"), plan(sql));
        assertFalse(without("push_filters", sql).contains("Scan main.u [a] WHERE a = 5"));
    }

    @Test
    void outerJoinWhoseNullsAreDroppedIsInner() {
        String inner = plan("SELECT t.s FROM t LEFT JOIN u ON t.a = u.a WHERE u.b > 5");
        assertTrue(inner.contains("INNER"), inner);
        String outer = plan("SELECT t.s FROM t LEFT JOIN u ON t.a = u.a WHERE u.b IS NULL");
        assertFalse(outer.contains("INNER"), outer);
    }

    @Test
    void smallerSideIsBuilt() {
        String plan = plan("SELECT n_name FROM nation JOIN customer ON c_nationkey = n_nationkey");
        assertTrue(plan.indexOf("main.customer") < plan.indexOf("main.nation"), plan);
    }

    @Test
    void joinOrderAvoidsProducts() {
        String sql =
                "SELECT count(*) FROM region, lineitem, nation, orders, customer"
                        + " WHERE l_orderkey = o_orderkey AND o_custkey = c_custkey"
                        + " AND c_nationkey = n_nationkey AND n_regionkey = r_regionkey";
        assertFalse(plan(sql).contains("NestedLoopJoin"), plan(sql));
        assertTrue(without("order_joins", sql).contains("NestedLoopJoin"));
    }

    @Test
    void labelsRepeatAsWritten() {
        PlannedQuery planned = Plans.plan("SELECT t.a, u.a, t.b AS \"B\" FROM t, u");
        assertEquals("a", planned.output().field(0).name());
        assertEquals("a", planned.output().field(1).name());
        assertEquals("B", planned.output().field(2).name());
    }

    @Test
    void columnsWithoutAliasAreCalledByTheirText() {
        PlannedQuery planned = Plans.plan("SELECT SUM(b), *, a + 1 FROM t GROUP BY a, b, c, s, d");
        assertEquals("sum(b)", planned.output().field(0).name());
        assertEquals("a", planned.output().field(1).name());
        assertEquals("a + 1", planned.output().field(6).name());
    }

    @Test
    void everyReferenceToViewHasItsOwnTree() {
        String plan = plan("SELECT x.total FROM v x JOIN v y ON x.a = y.a WHERE x.a = 3");
        assertEquals(3, plan.split("Scan main.t", -1).length, plan);
    }

    @Test
    void saysWhetherRowsAreOrdered() {
        assertTrue(Plans.plan("SELECT a FROM t ORDER BY b").isOrdered());
        assertFalse(Plans.plan("SELECT a FROM t").isOrdered());
    }

    @Test
    void writesRowsAsTheSinkWantsThem() {
        String insert = plan("INSERT INTO t (c, a) SELECT a, c FROM t");
        assertTrue(insert.startsWith("TableWrite INSERT main.t"), insert);
        assertTrue(insert.contains("Project c, 7 AS"), insert);
        String update = plan("UPDATE t AS x SET a = x.a + 1 WHERE x.b > 3");
        assertTrue(update.contains("Project _row_id, a + 1"), update);
        assertTrue(update.contains("_row_id] WHERE b > 3"), update);
        String delete = plan("DELETE FROM t WHERE a IN (SELECT k FROM n)");
        assertTrue(delete.contains("Project _row_id"), delete);
        assertTrue(delete.contains("HashJoin SEMI ON a = k"), delete);
    }

    @Test
    void statementCanBePlannedAgain() {
        Statement statement =
                SqlParser.parse("SELECT *, sum(b) OVER (w) FROM t WINDOW w AS (ORDER BY a)");
        String first = Plans.plan(statement).plan().toString();
        assertEquals(first, Plans.plan(statement).plan().toString());
    }
}
