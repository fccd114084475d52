package dev.sabot.planner.rule;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.TopDownGeneralDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Removes the subqueries and lateral joins that [UnnestSubqueries] left, by Calcite's general
/// decorrelation: any correlation goes, at the price of joining with the distinct outer values.
final class Decorrelate {
    /// One collection: what one rule takes out of an expression may hold subqueries for another.
    private static final HepProgram TO_MARK_JOINS =
            new HepProgramBuilder()
                    .addRuleCollection(
                            List.of(
                                    CoreRules.FILTER_SUB_QUERY_TO_MARK_CORRELATE,
                                    CoreRules.PROJECT_SUB_QUERY_TO_MARK_CORRELATE,
                                    CoreRules.JOIN_SUB_QUERY_TO_CORRELATE))
                    .build();

    /// Without mark joins: the older decorrelation compares outer rows with `=`, which makes the
    /// mark of a null unknown where EXISTS is false.
    private static final HepProgram TO_JOINS =
            new HepProgramBuilder()
                    .addRuleCollection(
                            List.of(
                                    CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
                                    CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
                                    CoreRules.JOIN_SUB_QUERY_TO_CORRELATE))
                    .build();

    private Decorrelate() {}

    static RelNode apply(RelNode root, RuleContext context) {
        if (!Correlation.isNested(root)) {
            return root;
        }
        RelNode result = flatten(root, context);
        if (Correlation.isNested(result) || Correlation.usesAny(result)) {
            throw unsupported(null);
        }
        return result;
    }

    /// What the library cannot decorrelate it gives up on by any exception.
    private static RelNode decorrelated(Supplier<RelNode> decorrelation) {
        try {
            return decorrelation.get();
        } catch (RuntimeException | AssertionError e) {
            throw unsupported(e);
        }
    }

    private static SabotException unsupported(@Nullable Throwable cause) {
        return new SabotException(
                ErrorCode.UNSUPPORTED,
                "this correlated subquery cannot be turned into a join; write it as a join, or let"
                        + " it refer only to the query right around it",
                cause);
    }

    private static RelNode flatten(RelNode root, RuleContext context) {
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(context.cluster(), null);
        RelNode marked = counted(rewritten(root, TO_MARK_JOINS));
        RelNode general =
                decorrelated(() -> TopDownGeneralDecorrelator.decorrelateQuery(marked, builder));
        if (!Correlation.isNested(general)) {
            return general;
        }
        if (Correlation.hasCorrelatedSet(root)) {
            // The other way takes an unknown comparison with a correlated set for a known one.
            throw unsupported(null);
        }
        RelNode joined = rewritten(root, TO_JOINS);
        return decorrelated(() -> RelDecorrelator.decorrelateQuery(joined, builder));
    }

    /// Lets every correlated aggregate without keys count its rows. The general decorrelation gives
    /// outer rows without inner ones their row of such an aggregate only where it sees a count.
    private static RelNode counted(RelNode node) {
        RelNode current = Rebuild.mapInputs(node, Decorrelate::counted);
        boolean isCorrelated =
                current instanceof Aggregate aggregate
                        && aggregate.getGroupType() == Aggregate.Group.SIMPLE
                        && aggregate.getGroupCount() == 0
                        && Correlation.usesAny(aggregate);
        if (!isCorrelated) {
            return current;
        }
        Aggregate aggregate = (Aggregate) current;
        List<AggregateCall> calls = new ArrayList<>(aggregate.getAggCallList());
        calls.add(
                AggregateCall.create(
                        SqlStdOperatorTable.COUNT,
                        false,
                        false,
                        false,
                        List.of(),
                        List.of(),
                        -1,
                        null,
                        RelCollations.EMPTY,
                        true,
                        aggregate.getInput(),
                        null,
                        "$rows"));
        RelNode grouped =
                Rebuild.aggregate(aggregate.getInput(), ImmutableBitSet.of(), null, calls);
        return Columns.first(grouped, aggregate.getRowType().getFieldCount());
    }

    private static RelNode rewritten(RelNode root, HepProgram program) {
        HepPlanner planner = new HepPlanner(program);
        planner.setRoot(root);
        return planner.findBestExp();
    }
}
