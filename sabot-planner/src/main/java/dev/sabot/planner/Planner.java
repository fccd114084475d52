package dev.sabot.planner;

import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.planner.function.SabotOperatorTable;
import dev.sabot.planner.rule.PlannerRules;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.apache.calcite.sql.SqlDataTypeSpec;
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
    public DataType columnType(SqlDataTypeSpec type, CatalogView catalog) {
        return new QueryTranslator(catalog, operators).columnType(type);
    }

    /// Checks what CREATE TABLE computes and says of event time; null when queries see just the
    /// columns the connector keeps.
    ///
    /// @param written the columns of the statement; when none is kept by the connector, all those
    ///     it found come first
    /// @param stored the columns the connector keeps
    /// @param metadata what it knows beside them
    /// **Errors**: those of the expressions, with their places.
    public @Nullable Declaration declare(
            TableDefinition written, Schema stored, Schema metadata, CatalogView catalog) {
        QueryTranslator translator = new QueryTranslator(catalog, operators);
        return new TableDeclarations(translator, stored, metadata).read(written);
    }

    /// Returns the DEFAULT of a column of CREATE TABLE as SQL text, or null when it has none.
    public @Nullable String defaultText(TableColumn.Stored column) {
        SqlNode value = column.defaultValue();
        return value == null
                ? null
                : value.toSqlString(config -> config.withQuoteAllIdentifiers(true)).getSql();
    }
}
