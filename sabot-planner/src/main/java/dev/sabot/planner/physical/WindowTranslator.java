package dev.sabot.planner.physical;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.exec.plan.WindowCall;
import dev.sabot.exec.plan.WindowCall.Bound;
import dev.sabot.exec.plan.WindowCall.Exclusion;
import dev.sabot.exec.plan.WindowCall.Frame;
import dev.sabot.exec.plan.WindowCall.Unit;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.RexTranslator;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Translates a projection with window calls: below, their arguments are computed; one Window node
/// per partitioning and order appends the results; above, the projection reads them.
final class WindowTranslator {
    private final FunctionRegistry registry;
    private final RexTranslator expressions;

    WindowTranslator(FunctionRegistry registry, RexTranslator expressions) {
        this.registry = registry;
        this.expressions = expressions;
    }

    PhysicalPlan translate(Project project, PhysicalPlan input, PlanProperties properties) {
        return new Translation(input).build(project, properties);
    }

    /// What calls of one Window node share.
    private record Ordering(List<Integer> partitionKeys, List<SortKey> orderKeys) {}

    private final class Translation {
        private final Projections.Extension extension;
        private final Map<RexOver, WindowCall> calls = new LinkedHashMap<>();
        private final Map<Ordering, List<RexOver>> groups = new LinkedHashMap<>();

        Translation(PhysicalPlan input) {
            this.extension = new Projections.Extension(input);
        }

        PhysicalPlan build(Project project, PlanProperties properties) {
            new RexShuttle() {
                @Override
                public RexNode visitOver(RexOver over) {
                    collect(over);
                    return over;
                }
            }.visitList(project.getProjects());
            PhysicalPlan plan = extension.build();
            Map<RexOver, Integer> columns = new LinkedHashMap<>();
            for (Map.Entry<Ordering, List<RexOver>> group : groups.entrySet()) {
                plan = window(plan, group.getKey(), group.getValue(), columns);
            }
            List<Expression> results = results(project, columns);
            return Projections.project(plan, results, properties.schema());
        }

        private PhysicalPlan window(
                PhysicalPlan input,
                Ordering ordering,
                List<RexOver> overs,
                Map<RexOver, Integer> columns) {
            List<Field> fields = new ArrayList<>(input.schema().fields());
            List<WindowCall> windowCalls = new ArrayList<>();
            for (RexOver over : overs) {
                WindowCall call = calls.get(over);
                if (call == null) {
                    throw new IllegalStateException("a window call was not collected");
                }
                columns.put(over, fields.size());
                fields.add(Field.of(call.function(), call.type()));
                windowCalls.add(call);
            }
            return new PhysicalPlan.Window(
                    input,
                    ordering.partitionKeys,
                    ordering.orderKeys,
                    List.copyOf(windowCalls),
                    PlanProperties.bounded(new Schema(fields), Projections.rows(input)));
        }

        private List<Expression> results(Project project, Map<RexOver, Integer> columns) {
            RexBuilder rex = project.getCluster().getRexBuilder();
            RexShuttle replace =
                    new RexShuttle() {
                        @Override
                        public RexNode visitOver(RexOver over) {
                            Integer column = columns.get(over);
                            WindowCall call = calls.get(over);
                            if (column == null || call == null) {
                                throw new IllegalStateException("no column for " + over);
                            }
                            RelDataType actual =
                                    TypeMapping.toRelType(rex.getTypeFactory(), call.type(), true);
                            return rex.makeAbstractCast(
                                    over.getType(), new RexInputRef(column, actual), false);
                        }
                    };
            return expressions.translate(replace.visitList(project.getProjects()));
        }

        private void collect(RexOver over) {
            if (calls.containsKey(over)) {
                return;
            }
            RexWindow window = over.getWindow();
            WindowCall call = call(over, window);
            calls.put(over, call);
            Ordering ordering = new Ordering(partitionKeys(window), orderKeys(window));
            groups.computeIfAbsent(ordering, _ -> new ArrayList<>()).add(over);
        }

        private List<Integer> partitionKeys(RexWindow window) {
            List<Integer> keys = new ArrayList<>();
            for (RexNode key : window.partitionKeys) {
                keys.add(extension.add(expressions.translate(key)));
            }
            return List.copyOf(keys);
        }

        private List<SortKey> orderKeys(RexWindow window) {
            List<SortKey> keys = new ArrayList<>();
            for (RexFieldCollation collation : window.orderKeys) {
                keys.add(
                        new SortKey(
                                extension.add(expressions.translate(collation.left)),
                                collation.getDirection().isDescending(),
                                collation.getNullDirection()
                                        == RelFieldCollation.NullDirection.FIRST));
            }
            return List.copyOf(keys);
        }

        private WindowCall call(RexOver over, RexWindow window) {
            DataType type = TypeMapping.toDataType(over.getType());
            List<Expression> arguments = expressions.translate(over.getOperands());
            String name = over.getAggOperator().getName().toLowerCase(Locale.ROOT);
            if (isAggregate(over.getAggOperator().getKind())) {
                AggregateFunction function =
                        AggregateTranslator.function(registry, over.getAggOperator());
                FunctionRegistry.Resolved<?> resolved =
                        AggregateTranslator.resolve(
                                function, arguments.stream().map(Expression::type).toList());
                for (int index = 0; index < arguments.size(); index++) {
                    Expression argument = arguments.get(index);
                    arguments.set(index, Casts.cast(argument, resolved.coerced().get(index)));
                }
                name = function.doc().name();
                type = resolved.result();
            } else if (takesDefault(over.getAggOperator().getKind(), arguments.size())) {
                arguments.set(2, Casts.cast(arguments.get(2), type));
            }
            List<Integer> columns = new ArrayList<>();
            arguments.forEach(argument -> columns.add(extension.add(argument)));
            return new WindowCall(
                    name,
                    List.copyOf(columns),
                    frame(window),
                    over.isDistinct(),
                    over.ignoreNulls(),
                    type);
        }
    }

    private static boolean takesDefault(SqlKind kind, int numArguments) {
        return (kind == SqlKind.LAG || kind == SqlKind.LEAD) && numArguments == 3;
    }

    private static boolean isAggregate(SqlKind kind) {
        return switch (kind) {
            case ROW_NUMBER,
                    RANK,
                    DENSE_RANK,
                    PERCENT_RANK,
                    CUME_DIST,
                    NTILE,
                    LAG,
                    LEAD,
                    FIRST_VALUE,
                    LAST_VALUE,
                    NTH_VALUE ->
                    false;
            default -> true;
        };
    }

    private Frame frame(RexWindow window) {
        Unit unit = window.isRows() ? Unit.ROWS : Unit.RANGE;
        return new Frame(
                unit,
                bound(window.getLowerBound()),
                bound(window.getUpperBound()),
                exclusion(window.getExclude()));
    }

    private Bound bound(@Nullable RexWindowBound bound) {
        if (bound == null) {
            throw new SabotException(ErrorCode.INTERNAL, "a window frame has no bound");
        }
        if (bound.isCurrentRow()) {
            return new Bound(Bound.Kind.CURRENT_ROW, null);
        }
        if (bound.isUnbounded()) {
            Bound.Kind kind =
                    bound.isPreceding()
                            ? Bound.Kind.UNBOUNDED_PRECEDING
                            : Bound.Kind.UNBOUNDED_FOLLOWING;
            return new Bound(kind, null);
        }
        RexNode offset = bound.getOffset();
        if (offset == null || !(expressions.translate(offset) instanceof Literal literal)) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "the bound of a window frame must be a constant");
        }
        Bound.Kind kind = bound.isPreceding() ? Bound.Kind.PRECEDING : Bound.Kind.FOLLOWING;
        return new Bound(kind, literal);
    }

    private static Exclusion exclusion(RexWindowExclusion exclusion) {
        return switch (exclusion) {
            case EXCLUDE_NO_OTHER -> Exclusion.NO_OTHERS;
            case EXCLUDE_CURRENT_ROW -> Exclusion.CURRENT_ROW;
            case EXCLUDE_GROUP -> Exclusion.GROUP;
            case EXCLUDE_TIES -> Exclusion.TIES;
        };
    }
}
