package dev.sabot.planner.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/// Finds and replaces subqueries in expressions.
final class RexSubQueries {
    private RexSubQueries() {}

    /// Returns the first subquery of an expression, or null.
    static @Nullable RexSubQuery find(RexNode node) {
        try {
            node.accept(
                    new RexVisitorImpl<@Nullable Void>(true) {
                        @Override
                        public @Nullable Void visitSubQuery(RexSubQuery subQuery) {
                            throw new Util.FoundOne(subQuery);
                        }
                    });
            return null;
        } catch (Util.FoundOne found) {
            return (RexSubQuery) found.getNode();
        }
    }

    /// Says whether a node's own expressions have a subquery.
    static boolean isIn(RelNode node) {
        boolean[] found = new boolean[1];
        node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery subQuery) {
                        found[0] = true;
                        return subQuery;
                    }
                });
        return found[0];
    }

    /// Returns the expression with one subquery replaced wherever it stands.
    static RexNode replace(RexNode node, RexSubQuery subQuery, RexNode value) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitSubQuery(RexSubQuery other) {
                        return other.equals(subQuery) ? value : super.visitSubQuery(other);
                    }
                });
    }

    /// Says whether an expression gives the same value for the same row every time.
    static boolean isDeterministic(RexNode node) {
        return RexUtil.isDeterministic(node);
    }
}
