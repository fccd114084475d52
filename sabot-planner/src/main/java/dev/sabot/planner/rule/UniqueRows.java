package dev.sabot.planner.rule;

import dev.sabot.planner.catalog.ColumnScan;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Says when a declared key leaves one row at most.
final class UniqueRows {
    private UniqueRows() {}

    /// Says whether a tree gives at most one row per outer row, because its filters fix a unique
    /// key of the only table it reads.
    static boolean isSingle(RelNode node) {
        RelNode current = node;
        Set<Integer> fixed = new HashSet<>();
        while (current instanceof Filter || current instanceof Project) {
            if (current instanceof Filter filter) {
                for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
                    addFixed(conjunct, fixed);
                }
                current = filter.getInput();
            } else {
                Project project = (Project) current;
                // Filters above a projection speak of its columns, not of those of the table.
                fixed.clear();
                current = project.getInput();
            }
        }
        if (!(current instanceof ColumnScan scan)) {
            return false;
        }
        for (List<Integer> key : scan.source().constraints().uniqueKeys()) {
            if (key.stream().allMatch(column -> fixed.contains(scan.columns().indexOf(column)))) {
                return true;
            }
        }
        return false;
    }

    private static void addFixed(RexNode conjunct, Set<Integer> fixed) {
        if (conjunct instanceof RexCall call && call.isA(SqlKind.EQUALS)) {
            for (int side = 0; side < 2; side++) {
                boolean isConstant = Columns.used(call.getOperands().get(1 - side)).isEmpty();
                if (call.getOperands().get(side) instanceof RexInputRef column && isConstant) {
                    fixed.add(column.getIndex());
                }
            }
        }
    }
}
