package dev.sabot.planner.rule;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeUtil;

import java.util.ArrayList;
import java.util.List;

/// Checks a tree after a phase: the result has the columns it had, and every reference names a
/// column of its input with that column's type. Whatever fails here is a bug of the phase.
public final class PlanVerifier {
    private PlanVerifier() {}

    /// **Errors**: INTERNAL, naming the phase.
    public static void verify(RelNode root, RelDataType wanted, String phase) {
        if (!hasTypes(root.getRowType(), wanted)) {
            throw broken(phase, "the result is " + root.getRowType() + " instead of " + wanted);
        }
        check(root, phase);
    }

    private static SabotException broken(String phase, String what) {
        return new SabotException(
                ErrorCode.INTERNAL,
                "the planner's phase "
                        + phase
                        + " broke the plan: "
                        + what
                        + "; until it is mended, put it into planner.disabled_rules");
    }

    private static boolean hasTypes(RelDataType given, RelDataType wanted) {
        if (given.getFieldCount() != wanted.getFieldCount()) {
            return false;
        }
        for (int index = 0; index < given.getFieldCount(); index++) {
            if (!SqlTypeUtil.equalSansNullability(
                    given.getFieldList().get(index).getType(),
                    wanted.getFieldList().get(index).getType())) {
                return false;
            }
        }
        return true;
    }

    private static void check(RelNode node, String phase) {
        List<RelDataType> columns = new ArrayList<>();
        for (RelNode input : node.getInputs()) {
            check(input, phase);
            for (RelDataTypeField field : input.getRowType().getFieldList()) {
                columns.add(field.getType());
            }
        }
        if (node.getInputs().isEmpty()) {
            return;
        }
        node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef reference) {
                        int index = reference.getIndex();
                        boolean isKnown =
                                index < columns.size()
                                        && SqlTypeUtil.equalSansNullability(
                                                columns.get(index), reference.getType());
                        if (!isKnown) {
                            throw broken(
                                    phase,
                                    node.getRelTypeName()
                                            + " reads column "
                                            + reference
                                            + " of type "
                                            + reference.getType()
                                            + ", which its input has not");
                        }
                        return reference;
                    }
                });
    }
}
