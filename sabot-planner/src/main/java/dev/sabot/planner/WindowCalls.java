package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Checks the form of calls of TUMBLE and HOP, which Calcite's errors would not explain, and puts
/// their arguments in order, which Calcite does not where the rows do not come first.
final class WindowCalls {
    private static final String OFFSET = "OFFSET";
    private static final List<String> TUMBLE = List.of("DATA", "TIMECOL", "SIZE", OFFSET);
    private static final List<String> HOP = List.of("DATA", "TIMECOL", "SLIDE", "SIZE", OFFSET);

    private WindowCalls() {}

    /// Returns a call of any table function, with the arguments of window functions in order
    /// instead of named.
    ///
    /// **Errors**: UNSUPPORTED for windows there are not, SYNTAX and INVALID_ARGUMENT for arguments
    /// of another form.
    static SqlCall ordered(SqlCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "CUMULATE", "SESSION" ->
                    throw error(
                            ErrorCode.UNSUPPORTED,
                            call,
                            name + " windows are not supported; TUMBLE and HOP are");
            case "TUMBLE" -> ordered(name, TUMBLE, call);
            case "HOP" -> ordered(name, HOP, call);
            default -> call;
        };
    }

    private static SqlCall ordered(String name, List<String> parameters, SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        long numNamed = operands.stream().filter(WindowCalls::isNamed).count();
        if (numNamed > 0 && numNamed < operands.size()) {
            throw error(
                    ErrorCode.SYNTAX, call, "name all arguments of " + name + " or none of them");
        }
        List<SqlNode> ordered = numNamed == 0 ? operands : named(operands, name, parameters, call);
        checkArguments(name, ordered, call);
        List<SqlNode> arguments = new ArrayList<>(ordered);
        arguments.set(0, selected(ordered.getFirst()));
        return call.getOperator().createCall(call.getParserPosition(), arguments);
    }

    /// Of the queries that are no SELECT, Calcite's converter loses all but the first part: makes
    /// them sub-queries of one.
    private static SqlNode selected(SqlNode data) {
        boolean isPlain =
                data.getKind() == SqlKind.SELECT || data.getKind() == SqlKind.EXPLICIT_TABLE;
        if (isPlain || !data.isA(SqlKind.QUERY)) {
            return data;
        }
        SqlParserPos place = data.getParserPosition();
        SqlNode from =
                SqlStdOperatorTable.AS.createCall(place, data, new SqlIdentifier("data", place));
        return new SqlSelect(
                place,
                null,
                SqlNodeList.of(SqlIdentifier.star(place)),
                from,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static List<SqlNode> named(
            List<SqlNode> operands, String name, List<String> parameters, SqlCall call) {
        Map<String, SqlNode> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (SqlNode operand : operands) {
            SqlNode parameter = ((SqlCall) operand).operand(1);
            String key = ((SqlIdentifier) parameter).getSimple();
            boolean isKnown = parameters.stream().anyMatch(key::equalsIgnoreCase);
            if (!isKnown || given.put(key, ((SqlCall) operand).operand(0)) != null) {
                throw error(
                        ErrorCode.SYNTAX,
                        call,
                        name
                                + " has the arguments "
                                + String.join(", ", parameters)
                                + ", once each");
            }
        }
        List<SqlNode> ordered = new ArrayList<>();
        for (String parameter : parameters) {
            SqlNode value = given.get(parameter);
            if (value != null) {
                ordered.add(value);
            } else if (!parameter.equals(OFFSET)) {
                throw error(ErrorCode.SYNTAX, call, name + " needs the argument " + parameter);
            }
        }
        return ordered;
    }

    private static void checkArguments(String name, List<SqlNode> operands, SqlCall call) {
        if (operands.isEmpty()) {
            throw error(ErrorCode.SYNTAX, call, name + " needs rows, a time column and a size");
        }
        SqlNode data = operands.getFirst();
        if (data instanceof SqlIdentifier) {
            throw error(
                    ErrorCode.INVALID_ARGUMENT,
                    call,
                    name + " takes rows: TABLE " + data + ", or a query in parentheses");
        }
        SqlNode time = operands.size() < 2 ? null : operands.get(1);
        if (time != null && !isDescriptor(time)) {
            throw error(
                    ErrorCode.INVALID_ARGUMENT,
                    call,
                    name + " takes the name of the time column: DESCRIPTOR(" + time + ")");
        }
    }

    private static boolean isNamed(SqlNode operand) {
        return operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
    }

    private static boolean isDescriptor(SqlNode node) {
        return node instanceof SqlCall call
                && call.getOperator().getName().equalsIgnoreCase("DESCRIPTOR");
    }

    private static SabotException error(ErrorCode code, SqlCall call, String detail) {
        return new SabotException(
                code, ValidationErrors.position(call.getParserPosition()), detail);
    }
}
