package dev.sabot.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.planner.physical.Explain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

class TpchPlanTest {
    private static final int NUM_QUERIES = 22;

    /// These compare with a single row by another operator than equality.
    private static final Set<Integer> COMPARE_WITH_SCALAR = Set.of(11, 22);

    private static String sql(int query) {
        String path = "/tpch/q%02d.sql".formatted(query);
        try (InputStream stream = TpchPlanTest.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static String plan(int query) {
        return Explain.physical(Plans.plan(sql(query)).plan());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void joinsByHash(int query) {
        String plan = plan(query);
        int numNested = plan.split("NestedLoopJoin", -1).length - 1;
        assertEquals(COMPARE_WITH_SCALAR.contains(query) ? 1 : 0, numNested, plan);
        assertFalse(plan.contains("MARK"), plan);
    }

    /// The phases are independent: without any of them the plan is worse, never wrong or absent.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unnest_subqueries",
                "simplify",
                "push_filters",
                "reduce_aggregates",
                "order_joins",
                "prune_columns",
                "merge_projects"
            })
    void plansWithoutPhase(String phase) {
        for (int query = 1; query <= NUM_QUERIES; query++) {
            PlannedQuery planned = Plans.plan(sql(query), new TestCatalog(), Set.of(phase));
            assertEquals(Plans.plan(sql(query)).output(), planned.output(), "query " + query);
        }
    }

    @Test
    void minimumCostSupplierGroupsOnlyPartsAskedFor() {
        String plan = plan(2);
        assertTrue(plan.startsWith("TopN 100 BY s_acctbal DESC"), plan);
        assertTrue(plan.contains("Aggregate BY ps_partkey: min(ps_supplycost)"), plan);
        assertTrue(plan.contains("HashJoin SEMI ON ps_partkey = p_partkey"), plan);
    }

    @Test
    void existsIsSemiJoin() {
        String plan = plan(4);
        assertTrue(plan.contains("HashJoin RIGHT_SEMI ON l_orderkey = o_orderkey"), plan);
        assertTrue(plan.contains("WHERE l_commitdate < l_receiptdate"), plan);
        assertTrue(
                plan.contains(
                        "o_orderdate >= DATE '1993-07-01' AND o_orderdate < DATE '1993-10-01'"),
                plan);
    }

    @Test
    void disjunctionOverNationsFiltersBoth() {
        String plan = plan(7);
        assertTrue(plan.contains("Scan main.nation [n_nationkey, n_name] WHERE (n_name = "), plan);
        assertTrue(plan.contains("n_name = 'FRANCE' AND n_name = 'GERMANY'"), plan);
    }

    @Test
    void averagePerPartIsOnlyOfPartsAskedFor() {
        String plan = plan(17);
        assertTrue(plan.contains("Aggregate BY l_partkey: avg(l_quantity)"), plan);
        assertTrue(plan.contains("HashJoin SEMI ON l_partkey = p_partkey"), plan);
    }

    @Test
    void exceptionalGroupsFilterBeforeTheirRowsAreJoined() {
        String plan = plan(18);
        int semi = plan.indexOf("HashJoin SEMI ON o_orderkey = l_orderkey");
        assertTrue(plan.indexOf("HashJoin INNER ON o_custkey = c_custkey") < semi, plan);
    }

    @Test
    void commonFactorIsJoinKey() {
        String plan = plan(19);
        assertTrue(plan.contains("HashJoin INNER ON l_partkey = p_partkey"), plan);
        assertTrue(plan.contains("l_shipinstruct = 'DELIVER IN PERSON'"), plan);
    }

    @Test
    void nestedInAndCorrelatedSum() {
        String plan = plan(20);
        assertTrue(plan.contains("HashJoin SEMI ON s_suppkey = ps_suppkey"), plan);
        assertTrue(plan.contains("Aggregate BY l_partkey, l_suppkey: sum(l_quantity)"), plan);
    }

    @Test
    void semiAndAntiJoinWithResidual() {
        String plan = plan(21);
        assertTrue(
                plan.contains(
                        "HashJoin RIGHT_SEMI ON l_orderkey = l_orderkey AND l_suppkey <>"
                                + " l_suppkey"),
                plan);
        assertTrue(
                plan.contains(
                        "HashJoin RIGHT_ANTI ON l_orderkey = l_orderkey AND l_suppkey <>"
                                + " l_suppkey"),
                plan);
    }

    @Test
    void notExistsIsAntiJoin() {
        String plan = plan(22);
        assertTrue(plan.contains("HashJoin RIGHT_ANTI ON o_custkey = c_custkey"), plan);
        assertTrue(plan.contains("substring(c_phone, 1, 2) IN ('13', '17', '18'"), plan);
    }

    @Test
    void scansReadOnlyColumnsUsed() {
        String plan = plan(6);
        assertTrue(
                plan.contains(
                        "Scan main.lineitem [l_quantity, l_extendedprice, l_discount,"
                                + " l_shipdate] WHERE l_shipdate >= DATE '1994-01-01'"),
                plan);
        assertTrue(plan.contains("l_discount >= 0.05 AND l_discount <= 0.07"), plan);
    }

    /// Prints how long planning takes; nothing is asserted of it.
    @Test
    void reportsPlanningTime() {
        Map<String, Long> phases = new LinkedHashMap<>();
        int numRounds = 20;
        for (int round = 0; round < 2 * numRounds; round++) {
            for (int query = 1; query <= NUM_QUERIES; query++) {
                List<PhaseTiming> timings = Plans.plan(sql(query)).timings();
                if (round >= numRounds) {
                    timings.forEach(t -> phases.merge(t.phase(), t.nanos(), Long::sum));
                }
            }
        }
        double numPlans = numRounds * (double) NUM_QUERIES;
        phases.forEach((phase, nanos) ->
                System.out.printf("%-18s %6.3f ms%n", phase, nanos / numPlans / 1e6));
    }
}
