package dev.sabot.planner.physical;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Case;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.Literals;
import dev.sabot.planner.function.RegistryAggregate;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Translates grouping and aggregate calls. The operator answers GROUPING itself; its arguments are
/// key columns.
final class AggregateTranslator {
    private final FunctionRegistry registry;

    AggregateTranslator(FunctionRegistry registry) {
        this.registry = registry;
    }

    PhysicalPlan translate(Aggregate node, PhysicalPlan input, PlanProperties properties) {
        return new Translation(node, input, properties).build();
    }

    /// Finds the function of a call.
    static AggregateFunction function(FunctionRegistry registry, SqlAggFunction operator) {
        if (operator instanceof RegistryAggregate aggregate) {
            return aggregate.function();
        }
        String name =
                operator.getKind() == SqlKind.SUM0
                        ? "sum"
                        : operator.getName().toLowerCase(Locale.ROOT);
        AggregateFunction function = registry.aggregate(name);
        if (function == null) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "the aggregate function " + name + " is not supported");
        }
        return function;
    }

    /// Chooses the signature for argument types.
    static FunctionRegistry.Resolved<?> resolve(
            AggregateFunction function, List<DataType> arguments) {
        FunctionRegistry.Resolved<?> resolved = FunctionRegistry.resolve(function, arguments);
        if (resolved == null) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    function.doc().name()
                            + " does not take "
                            + arguments
                            + "; it is "
                            + function.doc().syntax());
        }
        return resolved;
    }

    private final class Translation {
        private final Aggregate node;
        private final PlanProperties properties;
        private final Projections.Extension extension;
        private final List<AggregateCall> calls = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();

        Translation(Aggregate node, PhysicalPlan input, PlanProperties properties) {
            this.node = node;
            this.properties = properties;
            this.extension = new Projections.Extension(input);
        }

        PhysicalPlan build() {
            Schema schema = properties.schema();
            int numKeys = node.getGroupCount();
            List<Expression> results = new ArrayList<>();
            for (int key = 0; key < numKeys; key++) {
                fields.add(schema.field(key));
                results.add(new Expression.ColumnReference(key, schema.type(key)));
            }
            for (int index = 0; index < node.getAggCallList().size(); index++) {
                Field field = schema.field(numKeys + index);
                results.add(result(node.getAggCallList().get(index), field));
            }
            PhysicalPlan aggregate =
                    new PhysicalPlan.Aggregate(
                            extension.build(),
                            List.copyOf(node.getGroupSet().asList()),
                            groupingSets(),
                            List.copyOf(calls),
                            PhysicalPlan.Aggregate.Phase.SINGLE,
                            null,
                            PlanProperties.bounded(new Schema(fields), properties.estimatedRows()));
            return Projections.project(aggregate, results, schema);
        }

        private List<List<Integer>> groupingSets() {
            List<List<Integer>> sets = new ArrayList<>();
            for (ImmutableBitSet set : node.getGroupSets()) {
                List<Integer> indexes = new ArrayList<>();
                for (int column : set) {
                    indexes.add(node.getGroupSet().indexOf(column));
                }
                sets.add(List.copyOf(indexes));
            }
            return List.copyOf(sets);
        }

        /// Adds the call that a result needs and returns how the result is had from its column.
        private Expression result(org.apache.calcite.rel.core.AggregateCall call, Field field) {
            SqlKind kind = call.getAggregation().getKind();
            if (kind == SqlKind.LITERAL_AGG) {
                RexLiteral literal = (RexLiteral) call.rexList.getFirst();
                return Casts.cast(Literals.toLiteral(literal), field.type());
            }
            if (kind == SqlKind.GROUPING) {
                return added("grouping", call, List.copyOf(call.getArgList()), field);
            }
            AggregateFunction function = function(registry, call.getAggregation());
            List<DataType> types = new ArrayList<>();
            for (int argument : call.getArgList()) {
                types.add(extension.input().schema().type(argument));
            }
            FunctionRegistry.Resolved<?> resolved = resolve(function, types);
            List<Integer> columns = new ArrayList<>();
            for (int index = 0; index < types.size(); index++) {
                Expression argument =
                        Projections.column(extension.input(), call.getArgList().get(index));
                columns.add(extension.add(Casts.cast(argument, resolved.coerced().get(index))));
            }
            Field actual = new Field(field.name(), resolved.result(), field.isNullable());
            Expression value = added(function.doc().name(), call, List.copyOf(columns), actual);
            return Casts.cast(kind == SqlKind.SUM0 ? zeroIfNull(value) : value, field.type());
        }

        private Expression added(
                String function,
                org.apache.calcite.rel.core.AggregateCall call,
                List<Integer> columns,
                Field field) {
            calls.add(
                    new AggregateCall(
                            function,
                            columns,
                            call.isDistinct(),
                            call.filterArg,
                            PhysicalPlanner.sortKeys(call.getCollation().getFieldCollations()),
                            field.type()));
            fields.add(field);
            return new Expression.ColumnReference(fields.size() - 1, field.type());
        }

        private static Expression zeroIfNull(Expression sum) {
            Expression zero = Casts.cast(new Literal(0L, DataType.BIGINT), sum.type());
            Expression isPresent = new Call("is_not_null", List.of(sum), DataType.BOOLEAN);
            return new Case(List.of(new Case.Branch(isPresent, sum)), zero, sum.type());
        }
    }
}
