package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.cast.Casts;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/// Refuses what the validator lets pass and nothing could compute, while places are known: BETWEEN
/// over types that cannot be compared, and conversions the validator put in for which there is no
/// cast.
final class OperandTypes extends SqlBasicVisitor<Void> {
    private final SqlValidator validator;

    private OperandTypes(SqlValidator validator) {
        this.validator = validator;
    }

    /// Checks a validated query.
    ///
    /// **Errors**: TYPE_MISMATCH with the place of the operand.
    static void check(SqlNode validated, SqlValidator validator) {
        validated.accept(new OperandTypes(validator));
    }

    @Override
    public Void visit(SqlCall call) {
        if (call.getKind() == SqlKind.BETWEEN) {
            checkComparable(call.operand(0), call.operand(1));
            checkComparable(call.operand(0), call.operand(2));
        } else if (call instanceof SqlBasicCall && call.getOperator() == SqlStdOperatorTable.CAST) {
            checkCast(call);
        }
        return super.visit(call);
    }

    private void checkComparable(SqlNode value, SqlNode bound) {
        DataType first = type(value);
        DataType second = type(bound);
        if (first != null && second != null && !isComparable(first.kind(), second.kind())) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    ValidationErrors.position(bound.getParserPosition()),
                    first + " cannot be compared with " + second + "; cast one of the two");
        }
    }

    private static boolean isComparable(TypeKind first, TypeKind second) {
        return first == second
                || first == TypeKind.NULL
                || second == TypeKind.NULL
                || first.isNumeric() && second.isNumeric()
                || first.isDateTime() && second.isDateTime();
    }

    private void checkCast(SqlCall cast) {
        DataType from = type(cast.operand(0));
        DataType to = type(cast);
        if (from != null && to != null && !Casts.isAllowed(from, to)) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    ValidationErrors.position(cast.<SqlNode>operand(0).getParserPosition()),
                    from + " does not go with " + to + " here, and there is no cast between them");
        }
    }

    private @Nullable DataType type(SqlNode node) {
        RelDataType type = validator.getValidatedNodeTypeIfKnown(node);
        return type == null ? null : TypeMapping.toDataType(type);
    }
}
