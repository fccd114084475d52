package dev.sabot.planner.rule;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

import java.util.List;

/// Hides from Calcite's simplification what it would mistake:
///
/// - a cast below a cast: it takes a widening one for superfluous, but `DECIMAL(10, 5)` writes more
///   digits as text than `DECIMAL(4, 2)`
/// - text beyond the basic plane of Unicode: it orders text by UTF-16 units, Sabot by code points
final class Hidden {
    private static final SqlFunction OPERATOR =
            new SqlFunction(
                    "$hidden",
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.ARG0,
                    null,
                    OperandTypes.ANY,
                    SqlFunctionCategory.SYSTEM);

    private Hidden() {}

    static RexNode hide(RexNode node, RexBuilder rex) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitCall(RexCall call) {
                        RexNode visited = super.visitCall(call);
                        return visited instanceof RexCall outer
                                        && isCast(outer)
                                        && outer.getOperands().getFirst() instanceof RexCall inner
                                        && isCast(inner)
                                        && !isOfIntegers(outer, inner)
                                ? outer.clone(
                                        outer.getType(), List.of(rex.makeCall(OPERATOR, inner)))
                                : visited;
                    }

                    @Override
                    public RexNode visitLiteral(RexLiteral literal) {
                        return isBeyondBasicPlane(literal)
                                ? rex.makeCall(OPERATOR, literal)
                                : literal;
                    }
                });
    }

    static RexNode reveal(RexNode node) {
        return node.accept(
                new RexShuttle() {
                    @Override
                    public RexNode visitCall(RexCall call) {
                        return call.getOperator() == OPERATOR
                                ? call.getOperands().getFirst().accept(this)
                                : super.visitCall(call);
                    }
                });
    }

    private static boolean isCast(RexCall call) {
        return call.isA(SqlKind.CAST) || call.isA(SqlKind.SAFE_CAST);
    }

    private static boolean isOfIntegers(RexCall outer, RexCall inner) {
        RelDataType source = inner.getOperands().getFirst().getType();
        return SqlTypeUtil.isIntType(outer.getType())
                && SqlTypeUtil.isIntType(inner.getType())
                && SqlTypeUtil.isIntType(source);
    }

    private static boolean isBeyondBasicPlane(RexLiteral literal) {
        SqlTypeName type = literal.getTypeName();
        if (literal.isNull() || type.getFamily() != SqlTypeFamily.CHARACTER) {
            return false;
        }
        String text = literal.getValueAs(String.class);
        return text != null && text.chars().anyMatch(unit -> Character.isSurrogate((char) unit));
    }
}
