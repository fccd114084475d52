package dev.sabot.planner;

import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.planner.function.SabotOperatorTable;
import dev.sabot.planner.rule.PlannerRules;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.type.DataType;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

import java.util.function.LongSupplier;

/// Plans statements: names and types are checked, the query becomes a relational tree, the phases
/// of [PlannerRules] rewrite it, and what they leave is translated into a
/// [dev.sabot.exec.plan.PhysicalPlan].
///
/// **Threads**: any, also at the same time.
public final class Planner {
    private final FunctionRegistry functions;
    private final ConstantEvaluator evaluator;
    private final LongSupplier nanoClock;
    private final SabotOperatorTable operators;

    /// @param evaluator folds constants while planning
    /// @param nanoClock measures how long phases take
    public Planner(
            FunctionRegistry functions, ConstantEvaluator evaluator, LongSupplier nanoClock) {
        this.functions = functions;
        this.evaluator = evaluator;
        this.nanoClock = nanoClock;
        this.operators = SabotOperatorTable.of(functions);
    }

    /// Plans a query, INSERT, UPDATE or DELETE. The statement stays as it is and can be planned
    /// again.
    ///
    /// **Errors**: whatever is wrong with names, types and grouping, with its position; UNSUPPORTED
    /// for what the planner refuses.
    public PlannedQuery plan(Statement statement, CatalogView catalog, PlannerSettings settings) {
        QueryTranslator translator = new QueryTranslator(catalog, operators);
        return new StatementPlanning(translator, functions, evaluator, nanoClock)
                .plan(statement, catalog, settings);
    }

    /// Returns the type a column of CREATE TABLE is declared with.
    ///
    /// **Errors**: UNKNOWN_OBJECT or UNSUPPORTED for a type there is not.
    public DataType columnType(TableColumn.Stored column, CatalogView catalog) {
        return new QueryTranslator(catalog, operators).columnType(column.type());
    }

    /// Returns the DEFAULT of a column of CREATE TABLE as SQL text, or null when it has none.
    public @Nullable String defaultText(TableColumn.Stored column) {
        SqlNode value = column.defaultValue();
        return value == null
                ? null
                : value.toSqlString(config -> config.withQuoteAllIdentifiers(true)).getSql();
    }
}
