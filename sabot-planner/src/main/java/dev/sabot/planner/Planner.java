package dev.sabot.planner;

import dev.sabot.error.SourcePosition;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.function.SabotOperatorTable;
import dev.sabot.planner.rule.PlannerRules;
import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.CreateViewStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.sql.statement.TableDefinition;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
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

    /// Returns the DEFAULT of a column of CREATE TABLE as a value of the column's type, or null
    /// when it has none.
    ///
    /// **Errors**: whatever is wrong with the expression, with its position; TYPE_MISMATCH when the
    /// column cannot take its value.
    public @Nullable Expression defaultValue(
            TableColumn.Stored column, DataType type, CatalogView catalog) {
        SqlNode value = column.defaultValue();
        if (value == null) {
            return null;
        }
        QueryTranslator translator = new QueryTranslator(catalog, operators);
        RexNode converted =
                new WritePlanner(catalog, translator)
                        .checkedDefault(value, Field.of(column.name().name(), type));
        RexBuilder builder = translator.cluster().getRexBuilder();
        return new RexTranslator(functions, builder).translate(converted);
    }

    /// Returns the place of the DEFAULT of a column, or null when it has none.
    public @Nullable SourcePosition defaultPosition(TableColumn.Stored column) {
        SqlNode value = column.defaultValue();
        return value == null ? null : ValidationErrors.position(value.getParserPosition());
    }

    /// Returns the place of an item in the select list of a view's query, or null when it cannot be
    /// told.
    public static @Nullable SourcePosition columnPosition(CreateViewStatement create, int index) {
        return ColumnLabels.position(create.query(), index);
    }

    /// Returns the place of an item in the select list of a table's query, or null when it cannot
    /// be told.
    public static @Nullable SourcePosition columnPosition(CreateTableStatement create, int index) {
        return ColumnLabels.position(create.query(), index);
    }

    /// Returns the DEFAULT of a column of CREATE TABLE as SQL text, or null when it has none.
    public @Nullable String defaultText(TableColumn.Stored column) {
        SqlNode value = column.defaultValue();
        return value == null
                ? null
                : value.toSqlString(config -> config.withQuoteAllIdentifiers(true)).getSql();
    }
}
