package dev.sabot.planner.function;

import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql2rel.SqlRexContext;

/// `+ x`, which is `x`, of whatever type; Calcite's own operator makes a number of text.
final class UnaryPlus {
    private static final int PRECEDENCE = 80;

    static final SqlOperator OPERATOR =
            new SqlPrefixOperator(
                    SqlStdOperatorTable.UNARY_PLUS.getName(),
                    SqlKind.PLUS_PREFIX,
                    PRECEDENCE,
                    ReturnTypes.ARG0,
                    InferTypes.RETURN_TYPE,
                    OperandTypes.ANY);

    private UnaryPlus() {}

    static RexNode convert(SqlRexContext context, SqlCall call) {
        return context.convertExpression(call.operand(0));
    }
}
