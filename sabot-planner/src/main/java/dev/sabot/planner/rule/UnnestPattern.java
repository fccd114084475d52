package dev.sabot.planner.rule;

import dev.sabot.planner.logical.UnnestElements;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Recognizes `FROM t, UNNEST(t.items)` and `UNNEST(ARRAY[..])`, which Calcite writes as an
/// Uncollect per outer row, and turns them into [UnnestElements].
final class UnnestPattern {
    private UnnestPattern() {}

    /// Returns the unnesting that a correlate stands for, or null when it is none.
    static @Nullable RelNode match(Correlate correlate, RexBuilder rex) {
        List<RexNode> outputs = null;
        RelNode right = correlate.getRight();
        if (right instanceof Project project && project.getInput() instanceof Uncollect) {
            outputs = project.getProjects();
            right = project.getInput();
        }
        if (!(right instanceof Uncollect uncollect)
                || !(uncollect.getInput() instanceof Project source)
                || source.getProjects().size() != 1
                || !(source.getInput() instanceof Values values)
                || values.getTuples().size() != 1) {
            return null;
        }
        JoinRelType type = correlate.getJoinType();
        if (type != JoinRelType.INNER && type != JoinRelType.LEFT) {
            return null;
        }
        RelNode left = correlate.getLeft();
        RexNode collection =
                outerColumns(source.getProjects().getFirst(), correlate.getCorrelationId());
        RelNode input = extended(left, collection);
        int column = input.getRowType().getFieldCount() - 1;
        UnnestElements unnest =
                UnnestElements.create(
                        input, column, uncollect.withOrdinality, type == JoinRelType.LEFT);
        return result(left, unnest, outputs, correlate, rex);
    }

    /// Returns an unnesting of a constant or computed array that depends on no outer row.
    static @Nullable RelNode match(Uncollect uncollect, RexBuilder rex) {
        RelNode input = uncollect.getInput();
        if (input.getRowType().getFieldCount() != 1) {
            return null;
        }
        UnnestElements unnest = UnnestElements.create(input, 0, uncollect.withOrdinality, false);
        return columns(1, 0, unnest, uncollect.getRowType().getFieldNames(), rex);
    }

    private static RexNode outerColumns(RexNode node, CorrelationId id) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitFieldAccess(RexFieldAccess access) {
                        return access.getReferenceExpr() instanceof RexCorrelVariable variable
                                        && variable.id.equals(id)
                                ? new RexInputRef(access.getField().getIndex(), access.getType())
                                : super.visitFieldAccess(access);
                    }
                });
    }

    private static RelNode extended(RelNode left, RexNode collection) {
        List<RexNode> columns = new ArrayList<>(Columns.all(left));
        columns.add(collection);
        List<String> names = new ArrayList<>(left.getRowType().getFieldNames());
        names.add("$items");
        return Rebuild.project(left, columns, names);
    }

    private static RelNode result(
            RelNode left,
            UnnestElements unnest,
            @Nullable List<RexNode> outputs,
            Correlate correlate,
            RexBuilder rex) {
        int numLeft = left.getRowType().getFieldCount();
        List<String> names = correlate.getRowType().getFieldNames();
        if (outputs == null) {
            return columns(numLeft + 1, numLeft, unnest, names, rex);
        }
        RelNode flat = columns(numLeft + 1, numLeft, unnest, null, rex);
        List<RexNode> columns = new ArrayList<>(Columns.all(flat).subList(0, numLeft));
        List<RexNode> values = Columns.all(flat).subList(numLeft, Columns.all(flat).size());
        outputs.forEach(output -> columns.add(Columns.substituted(output, values)));
        return Rebuild.project(flat, columns, names);
    }

    /// Returns the columns before the array and those unnested; the fields of an element that is a
    /// row become columns, as SQL wants.
    private static RelNode columns(
            int firstElement,
            int numLeft,
            UnnestElements unnest,
            @Nullable List<String> names,
            RexBuilder rex) {
        List<RexNode> all = Columns.all(unnest);
        List<RexNode> columns = new ArrayList<>(all.subList(0, numLeft));
        for (RexNode column : all.subList(firstElement, all.size())) {
            if (column.getType().getSqlTypeName() == SqlTypeName.ROW) {
                column.getType()
                        .getFieldList()
                        .forEach(f -> columns.add(rex.makeFieldAccess(column, f.getIndex())));
            } else {
                columns.add(column);
            }
        }
        return Rebuild.project(unnest, columns, names);
    }
}
