package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.exchange.ChangeRows;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.QueryTranslator.Translation;
import dev.sabot.planner.WritePlanner.Write;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.cost.CardinalityEstimator;
import dev.sabot.planner.expression.ConstantEvaluator;
import dev.sabot.planner.expression.ConstantFolder;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.physical.LogicalText;
import dev.sabot.planner.physical.PhysicalPlanner;
import dev.sabot.planner.rule.Phase;
import dev.sabot.planner.rule.PlanVerifier;
import dev.sabot.planner.rule.PlannerRules;
import dev.sabot.planner.rule.RuleContext;
import dev.sabot.planner.stream.StreamPlanner;
import dev.sabot.sql.statement.DeleteStatement;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.UpdateStatement;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.rel.RelNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Plans one statement and measures its phases.
final class StatementPlanning {
    /// The name that stands for every phase a query can do without.
    private static final String ALL = "all";

    private static final Schema COUNT = Schema.of(new Field("count", DataType.BIGINT, false));

    private final QueryTranslator translator;
    private final FunctionRegistry functions;
    private final RexTranslator expressions;
    private final ConstantFolder folder;
    private final LongSupplier nanoClock;
    private final List<PhaseTiming> timings = new ArrayList<>();

    StatementPlanning(
            QueryTranslator translator,
            FunctionRegistry functions,
            ConstantEvaluator evaluator,
            LongSupplier nanoClock) {
        this.translator = translator;
        this.functions = functions;
        this.expressions = new RexTranslator(functions, translator.cluster().getRexBuilder());
        this.folder =
                new ConstantFolder(translator.cluster().getRexBuilder(), expressions, evaluator);
        this.nanoClock = nanoClock;
        translator.cluster().getPlanner().setExecutor(folder);
    }

    PlannedQuery plan(Statement statement, CatalogView catalog, PlannerSettings settings) {
        WritePlanner writer = new WritePlanner(catalog, translator);
        try {
            return switch (statement) {
                case QueryStatement query -> query(query, settings);
                case InsertStatement insert ->
                        write(timed("validate", () -> writer.insert(insert)), settings);
                case UpdateStatement update ->
                        write(timed("validate", () -> writer.update(update)), settings);
                case DeleteStatement delete ->
                        write(timed("validate", () -> writer.delete(delete)), settings);
                default ->
                        throw new SabotException(
                                ErrorCode.UNSUPPORTED,
                                statement.position(),
                                "this statement has no plan");
            };
        } catch (StackOverflowError e) {
            throw new SabotException(
                    ErrorCode.STATEMENT_TOO_COMPLEX,
                    "the statement is nested too deeply to be planned",
                    e);
        }
    }

    private <T> T timed(String phase, Supplier<T> work) {
        long start = nanoClock.getAsLong();
        T result = work.get();
        timings.add(new PhaseTiming(phase, nanoClock.getAsLong() - start));
        return result;
    }

    private PlannedQuery query(QueryStatement statement, PlannerSettings settings) {
        Translation source = timed("validate", () -> translator.translate(statement.query()));
        List<String> labels = ColumnLabels.of(statement.query(), source.labels());
        RelNode root = optimized(source.root(), settings.disabledRules());
        PhysicalPlan plan = streamed(physical(root), settings);
        Schema rows = labelled(plan.schema(), labels);
        boolean isAppendOnly = plan.properties().changeMode() instanceof ChangeMode.Append;
        Schema output = isAppendOnly ? rows : ChangeRows.schema(rows);
        return planned(plan, output, source, root, source.isOrdered());
    }

    private PlannedQuery write(Write write, PlannerSettings settings) {
        RelNode root = optimized(write.source().root(), settings.disabledRules());
        PhysicalPlan plan =
                new PhysicalPlan.TableWrite(
                        physical(root),
                        write.table(),
                        write.mode(),
                        PlanProperties.bounded(COUNT, 1));
        return planned(streamed(plan, settings), COUNT, write.source(), root, false);
    }

    private PhysicalPlan streamed(PhysicalPlan plan, PlannerSettings settings) {
        return timed("stream", () -> StreamPlanner.plan(plan, settings.allowsUnboundedState()));
    }

    private PlannedQuery planned(
            PhysicalPlan plan, Schema output, Translation source, RelNode root, boolean isOrdered) {
        return new PlannedQuery(
                plan, output, source.parameters(), () -> LogicalText.of(root), timings, isOrdered);
    }

    private RelNode optimized(RelNode source, Set<String> disabled) {
        checkNames(disabled);
        RuleContext context = new RuleContext(translator.cluster(), folder);
        RelNode root = source;
        for (Phase phase : PlannerRules.PHASES) {
            boolean isLeftOut = disabled.contains(ALL) && !phase.isRequired();
            if (!isLeftOut && !disabled.contains(phase.name())) {
                RelNode before = root;
                root = timed(phase.name(), () -> phase.rewrite().apply(before, context));
                PlanVerifier.verify(root, source.getRowType(), phase.name());
            }
        }
        return root;
    }

    private static void checkNames(Set<String> disabled) {
        List<String> known = PlannerRules.PHASES.stream().map(Phase::name).toList();
        for (String name : disabled) {
            if (!name.equals(ALL) && !known.contains(name)) {
                throw new SabotException(
                        ErrorCode.INVALID_SETTING,
                        "planner.disabled_rules names "
                                + name
                                + ", which is no phase; there are "
                                + String.join(", ", known));
            }
        }
    }

    private PhysicalPlan physical(RelNode root) {
        PhysicalPlanner planner =
                new PhysicalPlanner(functions, expressions, new CardinalityEstimator());
        return timed("physical", () -> planner.translate(root));
    }

    private static Schema labelled(Schema schema, List<String> labels) {
        List<Field> fields = new ArrayList<>(labels.size());
        for (int index = 0; index < labels.size(); index++) {
            fields.add(schema.field(index).withName(labels.get(index)));
        }
        return new Schema(fields);
    }
}
