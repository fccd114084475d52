package dev.sabot.planner;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.planner.physical.Explain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class SubqueryPlanTest {
    private static String plan(String sql) {
        return Explain.physical(Plans.plan(sql).plan());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT a FROM t WHERE a IN (SELECT a FROM u) | HashJoin SEMI ON a = a",
                "SELECT k FROM n WHERE k NOT IN (SELECT c FROM t) | HashJoin RIGHT_ANTI ON c = k",
                "SELECT a FROM t WHERE a NOT IN (SELECT a FROM u) | ANTI_NULL_AWARE ON a = a",
                "SELECT a FROM t WHERE NOT a IN (SELECT a FROM u) | ANTI_NULL_AWARE ON a = a",
                "SELECT a FROM t WHERE a NOT IN (SELECT a FROM u WHERE u.b = t.b)"
                        + " | HashJoin ANTI ON b = b AND (a = a) IS NOT FALSE",
                "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.b <> t.b)"
                        + " | HashJoin SEMI ON a = a AND b <> b",
                "SELECT a FROM t WHERE (a, b) IN (SELECT a, b FROM u)"
                        + " | HashJoin SEMI ON a = a AND b = b",
                "SELECT a FROM t WHERE a > 5 OR EXISTS (SELECT 1 FROM u WHERE u.a = t.a)"
                        + " | HashJoin MARK",
                "SELECT a, a IN (SELECT a FROM u) FROM t | HashJoin MARK ON a = a",
                "SELECT a FROM t WHERE b = (SELECT max(b) FROM u) | HashJoin INNER ON b = EXPR$0",
                "SELECT (SELECT max(b) FROM u) FROM t | NestedLoopJoin LEFT",
                "SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u) | Limit 1"
            })
    void becomesJoin(String sql, String expected) {
        String plan = plan(sql);
        assertTrue(plan.contains(expected), plan);
    }

    /// Every shape plans, both by the simple unnesting and by the general one.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t, LATERAL (SELECT x FROM u WHERE u.a = t.a ORDER BY x LIMIT 2) l",
                "SELECT * FROM t LEFT JOIN LATERAL (SELECT x FROM u WHERE u.a = t.a) l ON TRUE",
                "SELECT a FROM t WHERE b = (SELECT max(b) FROM u WHERE u.a = t.a"
                        + " AND u.b < (SELECT avg(k) FROM n WHERE k = t.c))",
                "SELECT a FROM t WHERE b > (SELECT sum(x) FROM u WHERE u.a < t.a)",
                "SELECT a FROM t WHERE EXISTS (SELECT max(b) FROM u WHERE u.a = t.a)",
                "SELECT a FROM t WHERE a > ALL (SELECT a FROM u)",
                "SELECT a FROM t WHERE a = ANY (SELECT a FROM u WHERE u.b = t.b)",
                "SELECT a, (SELECT v FROM n WHERE n.k = t.a) FROM t",
                "SELECT a, (SELECT count(*) FROM u WHERE u.a = t.a) + 1 FROM t",
                "SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a"
                        + " AND EXISTS (SELECT 1 FROM n WHERE n.k = t.c AND n.k = u.a))",
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM u WHERE u.a = t.a) THEN 1 END FROM t",
                "SELECT a FROM t GROUP BY a HAVING sum(b) > (SELECT avg(b) FROM u)",
                "SELECT t.a FROM t JOIN u ON t.a = u.a AND t.b IN (SELECT k FROM n)"
            })
    void everyShapePlans(String sql) {
        assertFalse(plan(sql).isEmpty());
        String general =
                Explain.physical(
                        Plans.plan(sql, new TestCatalog(), Set.of("unnest_subqueries")).plan());
        assertFalse(general.isEmpty());
    }

    @Test
    void countOfNothingIsZero() {
        String plan = plan("SELECT a, (SELECT count(*) FROM u WHERE u.a = t.a) + 1 FROM t");
        assertTrue(plan.contains("CASE WHEN $matched IS NULL THEN 0 ELSE"), plan);
    }

    @Test
    void severalRowsFailOnlyForKeysAskedFor() {
        String plan = plan("SELECT a, (SELECT v FROM n WHERE n.k = t.a) FROM t");
        assertTrue(plan.contains("single_value(v)"), plan);
        assertTrue(plan.contains("HashJoin RIGHT_SEMI ON a = k"), plan);
    }
}
