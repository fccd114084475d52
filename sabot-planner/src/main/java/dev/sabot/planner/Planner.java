package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.cost.CardinalityEstimator;
import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.planner.expression.ConstantFolder;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.function.SabotOperatorTable;
import dev.sabot.planner.physical.LogicalText;
import dev.sabot.planner.physical.PhysicalPlanner;
import dev.sabot.planner.rule.Phase;
import dev.sabot.planner.rule.PlannerRules;
import dev.sabot.planner.rule.RuleContext;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.TableColumn;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Plans statements: names and types are checked, the query becomes a relational tree, the phases of
/// [PlannerRules] rewrite it, and what they leave is translated into a [PhysicalPlan].
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
        this.operators = new SabotOperatorTable(functions);
    }

    /// Plans a statement that reads or writes rows.
    ///
    /// **Errors**: whatever is wrong with names, types and grouping, with its position; UNSUPPORTED
    /// for what is not implemented.
    public PlannedQuery plan(Statement statement, CatalogView catalog, PlannerSettings settings) {
        return switch (statement) {
            case QueryStatement query -> plan(query.query(), catalog, settings);
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            statement.position(),
                            "this statement has no plan");
        };
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

    private PlannedQuery plan(SqlNode query, CatalogView catalog, PlannerSettings settings) {
        List<PhaseTiming> timings = new ArrayList<>();
        long start = nanoClock.getAsLong();
        QueryTranslator translator = new QueryTranslator(catalog, operators);
        QueryTranslator.Translation translation = translator.translate(query);
        timings.add(new PhaseTiming("validate", nanoClock.getAsLong() - start));
        RelNode root = translation.root();
        RexTranslator expressions =
                new RexTranslator(functions, translator.cluster().getRexBuilder());
        ConstantFolder folder =
                new ConstantFolder(translator.cluster().getRexBuilder(), expressions, evaluator);
        translator.cluster().getPlanner().setExecutor(folder);
        RuleContext context = new RuleContext(translator.cluster(), folder);
        for (Phase phase : PlannerRules.PHASES) {
            if (!settings.disabledRules().contains(phase.name())) {
                long phaseStart = nanoClock.getAsLong();
                root = phase.rewrite().apply(root, context);
                timings.add(new PhaseTiming(phase.name(), nanoClock.getAsLong() - phaseStart));
            }
        }
        long physicalStart = nanoClock.getAsLong();
        PhysicalPlan plan =
                new PhysicalPlanner(functions, expressions, new CardinalityEstimator())
                        .translate(root);
        timings.add(new PhaseTiming("physical", nanoClock.getAsLong() - physicalStart));
        return new PlannedQuery(
                plan,
                labelled(plan.schema(), translation.labels()),
                translation.parameters(),
                LogicalText.of(root),
                timings,
                translation.isOrdered());
    }

    private static Schema labelled(Schema schema, List<String> labels) {
        List<Field> fields = new ArrayList<>(labels.size());
        for (int index = 0; index < labels.size(); index++) {
            fields.add(schema.field(index).withName(labels.get(index)));
        }
        return new Schema(fields);
    }
}
