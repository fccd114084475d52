package dev.sabot.sql.syntax;

import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

import java.util.ArrayList;
import java.util.List;

/// Calls of table functions in FROM, with or without TABLE().
///
/// `read_csv('x.csv', header = true)` means what `header => true` means: an argument of a table
/// function that compares a simple name with a value is a named argument.
public final class TableFunctionCalls {
    private TableFunctionCalls() {}

    /// Returns the table that a call yields.
    public static SqlCall create(SqlParserPos position, SqlNode call) {
        return SqlStdOperatorTable.COLLECTION_TABLE.createCall(position, withNamedArguments(call));
    }

    private static SqlNode withNamedArguments(SqlNode call) {
        if (!(call instanceof SqlBasicCall function)) {
            return call;
        }
        List<SqlNode> arguments = new ArrayList<>(function.operandCount());
        for (SqlNode argument : function.getOperandList()) {
            arguments.add(isNamed(argument) ? named((SqlCall) argument) : argument);
        }
        return function.getOperator()
                .createCall(
                        function.getFunctionQuantifier(), function.getParserPosition(), arguments);
    }

    private static boolean isNamed(SqlNode argument) {
        return argument.getKind() == SqlKind.EQUALS
                && ((SqlCall) argument).operand(0) instanceof SqlIdentifier name
                && name.isSimple();
    }

    private static SqlNode named(SqlCall equality) {
        return SqlStdOperatorTable.ARGUMENT_ASSIGNMENT.createCall(
                equality.getParserPosition(), equality.operand(1), equality.operand(0));
    }
}
