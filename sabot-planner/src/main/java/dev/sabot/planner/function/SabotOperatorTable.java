package dev.sabot.planner.function;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.ScalarFunction;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds operators and functions without regard to case: SQL's own syntax from Calcite, everything
/// else from the function registry.
public final class SabotOperatorTable implements SqlOperatorTable {
    /// Functions of Calcite that have a syntax of their own or that the planner treats specially.
    private static final List<SqlOperator> SPECIAL_FUNCTIONS =
            List.of(
                    ExplicitCast.CAST,
                    ExplicitCast.TRY_CAST,
                    SqlStdOperatorTable.COALESCE,
                    SqlStdOperatorTable.NULLIF,
                    SqlStdOperatorTable.EXTRACT,
                    SqlStdOperatorTable.TRIM,
                    SqlStdOperatorTable.FLOOR,
                    SqlStdOperatorTable.CEIL,
                    SqlStdOperatorTable.COUNT,
                    SqlStdOperatorTable.SINGLE_VALUE,
                    SqlStdOperatorTable.GROUPING,
                    SqlStdOperatorTable.ROW_NUMBER,
                    SqlStdOperatorTable.RANK,
                    SqlStdOperatorTable.DENSE_RANK,
                    SqlStdOperatorTable.PERCENT_RANK,
                    SqlStdOperatorTable.CUME_DIST,
                    SqlStdOperatorTable.NTILE,
                    LeadLag.LAG,
                    LeadLag.LEAD,
                    SqlStdOperatorTable.FIRST_VALUE,
                    SqlStdOperatorTable.LAST_VALUE,
                    SqlStdOperatorTable.NTH_VALUE,
                    SqlLibraryOperators.ILIKE,
                    SqlLibraryOperators.NOT_ILIKE,
                    SqlStdOperatorTable.DESCRIPTOR,
                    SeriesFunction.GENERATE_SERIES,
                    SeriesFunction.RANGE,
                    WindowFunction.TUMBLE,
                    WindowFunction.HOP);

    /// Functions of Calcite under other names than those of the registry; used where the registry
    /// has no function of the standard name.
    private static final List<SqlOperator> STANDARD_FUNCTIONS =
            List.of(
                    SqlStdOperatorTable.SUBSTRING,
                    SqlStdOperatorTable.POSITION,
                    SqlStdOperatorTable.OVERLAY,
                    SqlStdOperatorTable.MOD,
                    SqlStdOperatorTable.CARDINALITY);

    /// Operators of Calcite that the planner has its own of.
    private static final Set<SqlOperator> REPLACED =
            Set.of(
                    SqlStdOperatorTable.PLUS,
                    SqlStdOperatorTable.MINUS,
                    SqlStdOperatorTable.UNARY_PLUS,
                    SqlStdOperatorTable.CONCAT);

    private static final Set<SqlSyntax> CALLED_BY_NAME =
            Set.of(
                    SqlSyntax.FUNCTION,
                    SqlSyntax.FUNCTION_STAR,
                    SqlSyntax.FUNCTION_ID,
                    SqlSyntax.ORDERED_FUNCTION);

    private static volatile @Nullable Kept last;

    private final Map<String, List<SqlOperator>> operators = new HashMap<>();
    private final Set<String> functionNames = new TreeSet<>();

    /// Returns the table of a registry; the one last asked for is kept, as an engine has but one.
    public static SabotOperatorTable of(FunctionRegistry registry) {
        Kept kept = last;
        if (kept == null || kept.registry != registry) {
            kept = new Kept(registry, new SabotOperatorTable(registry));
            last = kept;
        }
        return kept.table;
    }

    private SabotOperatorTable(FunctionRegistry registry) {
        for (SqlOperator operator : SqlStdOperatorTable.instance().getOperatorList()) {
            if (!CALLED_BY_NAME.contains(operator.getSyntax())
                    && !(operator instanceof SqlFunction)
                    && !REPLACED.contains(operator)) {
                add(operator);
            }
        }
        add(UnaryPlus.OPERATOR);
        add(DatetimeArithmetic.PLUS);
        add(DatetimeArithmetic.MINUS);
        add(Concatenation.OPERATOR);
        SPECIAL_FUNCTIONS.forEach(this::add);
        for (ScalarFunction function : registry.scalars()) {
            addUnlessSpecial(function.doc().name(), function);
            function.doc().aliases().forEach(alias -> addUnlessSpecial(alias, function));
        }
        for (AggregateFunction function : registry.aggregates()) {
            addUnlessSpecial(function.doc().name(), function);
            function.doc().aliases().forEach(alias -> addUnlessSpecial(alias, function));
        }
        for (SqlOperator operator : STANDARD_FUNCTIONS) {
            if (!operators.containsKey(key(operator.getName()))) {
                add(operator);
            }
        }
        functionNames.addAll(List.of("unnest", "ceiling"));
    }

    private record Kept(FunctionRegistry registry, SabotOperatorTable table) {}

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void add(SqlOperator operator) {
        operators.computeIfAbsent(key(operator.getName()), _ -> new ArrayList<>(1)).add(operator);
        if (operator instanceof SqlFunction) {
            functionNames.add(key(operator.getName()));
        }
    }

    private void addUnlessSpecial(String name, ScalarFunction function) {
        if (!isFunction(name)) {
            add(new RegistryScalar(name, function));
        }
    }

    private void addUnlessSpecial(String name, AggregateFunction function) {
        if (!isFunction(name)) {
            add(new RegistryAggregate(name, function));
        }
    }

    /// Returns the names under which functions can be called, lower case.
    public Set<String> functionNames() {
        return functionNames;
    }

    /// Says whether some function has this name.
    public boolean isFunction(String name) {
        return functionNames.contains(key(name));
    }

    /// Says whether a function of this name aggregates.
    public boolean isAggregate(String name) {
        return operators.getOrDefault(key(name), List.of()).stream()
                .anyMatch(SqlOperator::isAggregator);
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher nameMatcher) {
        if (!name.isSimple()) {
            return;
        }
        for (SqlOperator operator : operators.getOrDefault(key(name.getSimple()), List.of())) {
            if (operator.getSyntax().family == syntax.family
                    || (syntax == SqlSyntax.FUNCTION && operator instanceof SqlFunction)) {
                found.add(operator);
            }
        }
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return operators.values().stream().flatMap(List::stream).toList();
    }
}
