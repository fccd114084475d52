package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJsonExistsErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonQueryWrapperBehavior;
import org.apache.calcite.sql.SqlJsonValueEmptyOrErrorBehavior;
import org.apache.calcite.sql.SqlJsonValueReturning;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Turns calls with a syntax of their own into calls of the registry's functions: SQL/JSON,
/// WITHIN GROUP, and units of time without quotes.
final class SpecialCalls {
    private static final Set<String> ORDERED_SETS =
            Set.of("percentile_cont", "percentile_disc", "quantile_cont", "quantile_disc", "mode");

    private static final Set<String> PASSES_OVER_NULLS =
            Set.of(
                    "count",
                    "sum",
                    "avg",
                    "min",
                    "max",
                    "stddev",
                    "stddev_samp",
                    "stddev_pop",
                    "variance",
                    "var_samp",
                    "var_pop",
                    "bool_and",
                    "bool_or",
                    "median",
                    "string_agg");

    /// Functions whose first argument is the name of a unit.
    private static final Set<String> TAKES_UNIT =
            Set.of(
                    "date_add",
                    "dateadd",
                    "date_diff",
                    "datediff",
                    "date_sub",
                    "datesub",
                    "date_part",
                    "datepart",
                    "date_trunc",
                    "datetrunc");

    private static final Set<String> UNITS =
            Set.of(
                    "microsecond",
                    "millisecond",
                    "second",
                    "minute",
                    "hour",
                    "day",
                    "week",
                    "month",
                    "quarter",
                    "year",
                    "decade",
                    "century",
                    "millennium",
                    "dow",
                    "doy",
                    "isodow",
                    "isoyear",
                    "epoch");

    private SpecialCalls() {}

    /// Returns what a call stands for, itself in most cases.
    ///
    /// **Errors**: UNSUPPORTED with the place of a clause that has no counterpart.
    static SqlNode meaning(SqlCall call) {
        return switch (call.getKind()) {
            case WITHIN_GROUP -> withinGroup(call);
            case PERCENTILE_CONT, PERCENTILE_DISC -> renamed(call, call.getOperandList());
            case ARRAY_AGG -> ordered(call);
            case OVER -> filtered(call);
            case TIMESTAMP_ADD -> ofUnit("date_add", call);
            case TIMESTAMP_DIFF -> ofUnit("date_sub", call);
            default -> byOperator(call);
        };
    }

    private static SqlNode byOperator(SqlCall call) {
        if (call.operandCount() == 0 && name(call).equals("coalesce")) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    ValidationErrors.position(call.getParserPosition()),
                    "coalesce does not take (); it is coalesce(value, ...)");
        }
        if (call.getOperator() == SqlStdOperatorTable.JSON_VALUE) {
            return jsonValue(call);
        }
        if (call.getOperator() == SqlStdOperatorTable.JSON_QUERY) {
            refuseClauses(
                    call,
                    Set.of(
                            SqlJsonQueryWrapperBehavior.WITHOUT_ARRAY,
                            SqlJsonQueryEmptyOrErrorBehavior.NULL));
            return renamed(call, call.getOperandList().subList(0, 2));
        }
        if (call.getOperator() == SqlStdOperatorTable.JSON_EXISTS) {
            refuseClauses(call, Set.of(SqlJsonExistsErrorBehavior.FALSE));
            return renamed(call, call.getOperandList().subList(0, 2));
        }
        boolean takesUnit =
                TAKES_UNIT.contains(name(call))
                        && call.operandCount() > 1
                        && call.operand(0) instanceof SqlIdentifier unit
                        && unit.isSimple()
                        && UNITS.contains(unit.getSimple().toLowerCase(Locale.ROOT));
        return takesUnit ? withUnit(call) : call;
    }

    private static String name(SqlCall call) {
        return call.getOperator().getName().toLowerCase(Locale.ROOT);
    }

    private static SqlCall function(
            String name, SqlParserPos place, @Nullable SqlLiteral quantifier, SqlNode... operands) {
        return new SqlUnresolvedFunction(
                        new SqlIdentifier(name, place),
                        null,
                        null,
                        null,
                        null,
                        SqlFunctionCategory.USER_DEFINED_FUNCTION)
                .createCall(quantifier, place, operands);
    }

    private static SqlCall renamed(SqlCall call, List<SqlNode> operands) {
        return function(
                name(call),
                call.getParserPosition(),
                call.getFunctionQuantifier(),
                operands.toArray(SqlNode[]::new));
    }

    private static SqlNode withUnit(SqlCall call) {
        SqlIdentifier unit = call.operand(0);
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        operands.set(0, text(unit.getSimple(), unit.getParserPosition()));
        return renamed(call, operands);
    }

    private static SqlNode text(String value, SqlParserPos place) {
        return SqlLiteral.createCharString(value.toLowerCase(Locale.ROOT), place);
    }

    private static SqlNode ofUnit(String name, SqlCall call) {
        SqlIntervalQualifier unit = call.operand(0);
        String written = unit.timeFrameName == null ? unit.getUnit().name() : unit.timeFrameName;
        return function(
                name,
                call.getParserPosition(),
                null,
                text(written, unit.getParserPosition()),
                call.operand(1),
                call.operand(2));
    }

    /// Makes `sum(x) FILTER (WHERE condition) OVER w` the call `sum(CASE WHEN condition THEN x END)
    /// OVER w`, for functions that pass over nulls.
    private static SqlNode filtered(SqlCall over) {
        if (over.operand(0).getKind() != SqlKind.FILTER) {
            return over;
        }
        SqlCall filter = over.operand(0);
        SqlCall aggregate = filter.operand(0);
        SqlParserPos place = filter.getParserPosition();
        if (!PASSES_OVER_NULLS.contains(name(aggregate)) || aggregate.operandCount() == 0) {
            throw unsupported(filter, "FILTER of the window function " + name(aggregate));
        }
        boolean isStar =
                aggregate.operand(0) instanceof SqlIdentifier identifier && identifier.isStar();
        SqlNode value = isStar ? SqlLiteral.createExactNumeric("1", place) : aggregate.operand(0);
        List<SqlNode> operands = new ArrayList<>(aggregate.getOperandList());
        SqlNode chosen =
                new SqlCase(
                        place,
                        null,
                        SqlNodeList.of(filter.operand(1)),
                        SqlNodeList.of(value),
                        SqlLiteral.createNull(place));
        operands.set(0, chosen);
        over.setOperand(0, renamed(aggregate, operands));
        return over;
    }

    /// Makes `array_agg(x ORDER BY key)`, for which Calcite derives a type of its own, the call of
    /// the registry's function.
    private static SqlNode ordered(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        if (operands.isEmpty() || !(operands.getLast() instanceof SqlNodeList order)) {
            return renamed(call, operands);
        }
        return SqlStdOperatorTable.WITHIN_GROUP.createCall(
                call.getParserPosition(),
                renamed(call, operands.subList(0, operands.size() - 1)),
                order);
    }

    /// Makes `quantile(fraction) WITHIN GROUP (ORDER BY x)` the call `quantile(x, fraction)`.
    private static SqlNode withinGroup(SqlCall call) {
        SqlCall inner = call.operand(0);
        SqlNodeList order = call.operand(1);
        if (!ORDERED_SETS.contains(name(inner))) {
            return call;
        }
        if (order.size() != 1) {
            throw unsupported(order, name(inner) + " ordered by more than one expression");
        }
        SqlNode key = order.get(0);
        boolean isDescending = false;
        while (key.getKind() == SqlKind.DESCENDING
                || key.getKind() == SqlKind.NULLS_FIRST
                || key.getKind() == SqlKind.NULLS_LAST) {
            isDescending |= key.getKind() == SqlKind.DESCENDING;
            key = ((SqlCall) key).operand(0);
        }
        if (isDescending && !name(inner).equals("mode")) {
            throw unsupported(
                    order,
                    name(inner) + " in descending order (ask for 1 minus the fraction instead)");
        }
        List<SqlNode> operands = new ArrayList<>();
        operands.add(key);
        operands.addAll(inner.getOperandList());
        return renamed(inner, operands);
    }

    /// A value that is not one of the type asked for gives NULL, as the standard's NULL ON ERROR.
    private static SqlNode jsonValue(SqlCall call) {
        List<SqlNode> operands = call.getOperandList();
        SqlNode value = renamed(call, operands.subList(0, 2));
        int next = 2;
        if (operands.size() > next
                && isSymbol(operands.get(next), SqlJsonValueReturning.RETURNING)) {
            value =
                    SqlLibraryOperators.TRY_CAST.createCall(
                            call.getParserPosition(), value, operands.get(next + 1));
            next += 2;
        }
        for (; next < operands.size(); next += 3) {
            if (!isSymbol(operands.get(next), SqlJsonValueEmptyOrErrorBehavior.NULL)) {
                throw unsupported(
                        operands.get(next),
                        "JSON_VALUE with another answer than NULL ON EMPTY and NULL ON ERROR");
            }
        }
        return value;
    }

    private static boolean isSymbol(@Nullable SqlNode node, Enum<?> symbol) {
        return node instanceof SqlLiteral literal && literal.getValue() == symbol;
    }

    /// Accepts only what is the default anyway.
    private static void refuseClauses(SqlCall call, Set<? extends Enum<?>> defaults) {
        List<SqlNode> operands = call.getOperandList();
        for (SqlNode clause : operands.subList(2, operands.size())) {
            boolean isDefault =
                    clause == null || defaults.stream().anyMatch(known -> isSymbol(clause, known));
            if (!isDefault) {
                throw unsupported(clause, "this clause of " + call.getOperator().getName());
            }
        }
    }

    private static SabotException unsupported(SqlNode place, String what) {
        return new SabotException(
                ErrorCode.UNSUPPORTED,
                ValidationErrors.position(place.getParserPosition()),
                what + " is not supported");
    }
}
