package dev.sabot.planner.rule;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Makes nodes over rewritten inputs. A rewrite may find that a column is never null; Calcite wants
/// every reference to say the same, so references take their type from the new input.
final class Rebuild {
    private Rebuild() {}

    /// Rewrites the inputs of a node.
    static RelNode mapInputs(RelNode node, UnaryOperator<RelNode> rewrite) {
        List<RelNode> inputs = new ArrayList<>(node.getInputs().size());
        boolean isChanged = false;
        for (RelNode input : node.getInputs()) {
            RelNode rewritten = rewrite.apply(input);
            inputs.add(rewritten);
            isChanged |= rewritten != input;
        }
        return isChanged ? withInputs(node, inputs) : node;
    }

    /// Returns the node over other inputs of the same columns.
    static RelNode withInputs(RelNode node, List<RelNode> inputs) {
        return switch (node) {
            case Filter filter ->
                    LogicalFilter.create(
                            inputs.getFirst(),
                            retyped(filter.getCondition(), types(inputs)),
                            com.google.common.collect.ImmutableSet.copyOf(
                                    filter.getVariablesSet()));
            case Project project ->
                    LogicalProject.create(
                            inputs.getFirst(),
                            List.of(),
                            retyped(project.getProjects(), types(inputs)),
                            project.getRowType().getFieldNames(),
                            project.getVariablesSet());
            case Join join ->
                    LogicalJoin.create(
                            inputs.get(0),
                            inputs.get(1),
                            List.of(),
                            retyped(join.getCondition(), types(inputs)),
                            join.getVariablesSet(),
                            join.getJoinType());
            case Aggregate aggregate ->
                    aggregate(
                            inputs.getFirst(),
                            aggregate.getGroupSet(),
                            aggregate.getGroupSets(),
                            aggregate.getAggCallList());
            case Sort sort ->
                    LogicalSort.create(
                            inputs.getFirst(), sort.getCollation(), sort.offset, sort.fetch);
            default -> node.copy(node.getTraitSet(), inputs);
        };
    }

    /// Joins two trees on a condition over their columns.
    static RelNode join(RelNode left, RelNode right, RexNode condition, JoinRelType type) {
        return LogicalJoin.create(
                left,
                right,
                List.of(),
                retyped(condition, types(List.of(left, right))),
                Set.of(),
                type);
    }

    /// Filters a tree by conditions over its columns; none of them is the tree itself.
    static RelNode filter(RelNode input, List<RexNode> conditions) {
        if (conditions.isEmpty()) {
            return input;
        }
        List<RexNode> typed = retyped(conditions, types(List.of(input)));
        return LogicalFilter.create(
                input, RexUtil.composeConjunction(input.getCluster().getRexBuilder(), typed));
    }

    /// Computes expressions over a tree.
    static RelNode project(RelNode input, List<RexNode> expressions, @Nullable List<String> names) {
        return LogicalProject.create(
                input, List.of(), retyped(expressions, types(List.of(input))), names, Set.of());
    }

    /// Groups a tree; the types of the calls are derived anew.
    static RelNode aggregate(
            RelNode input,
            ImmutableBitSet keys,
            @Nullable List<ImmutableBitSet> sets,
            List<AggregateCall> calls) {
        boolean hasEmptyGroup =
                sets == null ? keys.isEmpty() : sets.stream().anyMatch(ImmutableBitSet::isEmpty);
        List<AggregateCall> typed = new ArrayList<>(calls.size());
        for (AggregateCall call : calls) {
            typed.add(
                    AggregateCall.create(
                            call.getAggregation(),
                            call.isDistinct(),
                            call.isApproximate(),
                            call.ignoreNulls(),
                            call.rexList,
                            call.getArgList(),
                            call.filterArg,
                            call.distinctKeys,
                            call.collation,
                            hasEmptyGroup,
                            input,
                            null,
                            call.name));
        }
        return LogicalAggregate.create(input, List.of(), keys, sets, typed);
    }

    private static List<RelDataType> types(List<RelNode> inputs) {
        List<RelDataType> types = new ArrayList<>();
        for (RelNode input : inputs) {
            for (RelDataTypeField field : input.getRowType().getFieldList()) {
                types.add(field.getType());
            }
        }
        return types;
    }

    private static RexNode retyped(RexNode node, List<RelDataType> types) {
        return Objects.requireNonNull(node.accept(new Retype(types)));
    }

    private static List<RexNode> retyped(List<RexNode> nodes, List<RelDataType> types) {
        return new Retype(types).visitList(nodes);
    }

    private static final class Retype extends RexShuttle {
        private final List<RelDataType> types;

        Retype(List<RelDataType> types) {
            this.types = types;
        }

        @Override
        public RexNode visitInputRef(RexInputRef reference) {
            RelDataType type = types.get(reference.getIndex());
            return type.equals(reference.getType())
                    ? reference
                    : new RexInputRef(reference.getIndex(), type);
        }
    }
}
