package dev.sabot.planner.validate;

import dev.sabot.planner.validate.MergedColumns.Column;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Replaces the names of columns in an expression, in place; queries within it see to themselves
/// when they are checked.
final class ColumnReferences {
    private final Function<String, @Nullable Column> columns;

    /// @param columns finds the column a name without a table means, if it is to be replaced
    ColumnReferences(Function<String, @Nullable Column> columns) {
        this.columns = columns;
    }

    SqlNode resolved(SqlNode node) {
        return switch (node) {
            case SqlIdentifier name -> resolved(name);
            case SqlNodeList list -> {
                resolveAll(list);
                yield list;
            }
            case SqlLambda lambda -> lambda;
            case SqlCall call when !SqlKind.QUERY.contains(call.getKind()) -> resolved(call);
            default -> node;
        };
    }

    void resolveAll(SqlNodeList list) {
        for (int index = 0; index < list.size(); index++) {
            SqlNode element = list.get(index);
            if (element != null) {
                list.set(index, resolved(element));
            }
        }
    }

    private SqlNode resolved(SqlIdentifier name) {
        if (!name.isSimple() || name.isStar()) {
            return name;
        }
        Column column = columns.apply(name.getSimple());
        return column == null ? name : column.value(name.getParserPosition());
    }

    private SqlNode resolved(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        for (int index = 0; index < operands.size(); index++) {
            SqlNode operand = operands.get(index);
            if (operand == null || isName(call, index, operand)) {
                continue;
            }
            SqlNode resolved = resolved(operand);
            if (resolved != operand) {
                call.setOperand(index, resolved);
            }
        }
        return call;
    }

    /// Says whether an operand names something other than a column.
    private static boolean isName(SqlCall call, int index, SqlNode operand) {
        boolean isIdentifier = operand instanceof SqlIdentifier;
        return switch (call.getKind()) {
            case AS, ARGUMENT_ASSIGNMENT -> index > 0;
            case OVER -> index == 1 && isIdentifier;
            case DESCRIPTOR -> true;
            case DOT -> index > 0;
            default -> call instanceof SqlWindow && isIdentifier;
        };
    }
}
