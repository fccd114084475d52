package dev.sabot.planner.rule;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Says where an outer row is referred to.
final class Correlation {
    private Correlation() {}

    /// Says whether an expression refers to the outer row of the given variable, also in
    /// subqueries.
    static boolean uses(RexNode node, CorrelationId id) {
        try {
            node.accept(
                    new RexVisitorImpl<@Nullable Void>(true) {
                        @Override
                        public @Nullable Void visitCorrelVariable(RexCorrelVariable variable) {
                            if (variable.id.equals(id)) {
                                throw Util.FoundOne.NULL;
                            }
                            return null;
                        }

                        @Override
                        public @Nullable Void visitSubQuery(RexSubQuery subQuery) {
                            if (Correlation.uses(subQuery.rel, id)) {
                                throw Util.FoundOne.NULL;
                            }
                            return super.visitSubQuery(subQuery);
                        }
                    });
            return false;
        } catch (Util.FoundOne _) {
            return true;
        }
    }

    /// Says whether a tree refers to the outer row of the given variable.
    static boolean uses(RelNode node, CorrelationId id) {
        return RelOptUtil.getVariablesUsed(node).contains(id);
    }

    /// Says whether a tree refers to any outer row.
    static boolean usesAny(RelNode node) {
        return !RelOptUtil.getVariablesUsed(node).isEmpty();
    }

    /// Says whether an expression contains a subquery.
    static boolean hasSubQuery(RexNode node) {
        return RexSubQueries.find(node) != null;
    }

    /// Says whether a tree still has subqueries or lateral joins.
    static boolean isNested(RelNode root) {
        boolean[] found = new boolean[1];
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                found[0] |= node instanceof Correlate || RexSubQueries.isIn(node);
                super.visit(node, ordinal, parent);
            }
        }.go(root);
        return found[0];
    }

    /// Turns a condition over an outer and an inner row into one over their concatenation.
    ///
    /// @param inner a condition whose column references belong to the inner row
    static RexNode flatten(RexNode inner, CorrelationId id, int numOuter) {
        return inner.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef reference) {
                        return new RexInputRef(
                                reference.getIndex() + numOuter, reference.getType());
                    }

                    @Override
                    public RexNode visitFieldAccess(RexFieldAccess access) {
                        if (access.getReferenceExpr() instanceof RexCorrelVariable variable
                                && variable.id.equals(id)) {
                            return new RexInputRef(access.getField().getIndex(), access.getType());
                        }
                        return super.visitFieldAccess(access);
                    }
                });
    }

    /// Returns the one variable of a set, or null when there is none or several.
    static @Nullable CorrelationId only(Set<CorrelationId> ids) {
        return ids.size() == 1 ? ids.iterator().next() : null;
    }
}
