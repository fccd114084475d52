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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/// Translates grouping and aggregate calls.
///
/// GROUPING is no aggregate for the operators: a key that is the constant 1 stands beside each key that
/// GROUPING asks about, in the same grouping sets; where it comes out as null, the key was rolled up.
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
                    function.doc().name() + " does not take " + arguments + "; it is "
                            + function.doc().syntax());
        }
        return resolved;
    }

    private final class Translation {
        private final Aggregate node;
        private final PlanProperties properties;
        private final Projections.Extension extension;
        private final List<Integer> keys;
        private final TreeSet<Integer> markedKeys = new TreeSet<>();
        private final List<AggregateCall> calls = new ArrayList<>();

        Translation(Aggregate node, PhysicalPlan input, PlanProperties properties) {
            this.node = node;
            this.properties = properties;
            this.extension = new Projections.Extension(input);
            this.keys = new ArrayList<>(node.getGroupSet().asList());
            for (var call : node.getAggCallList()) {
                if (isGrouping(call)) {
                    call.getArgList().forEach(key -> markedKeys.add(keys.indexOf(key)));
                }
            }
        }

        PhysicalPlan build() {
            int numGroupKeys = keys.size();
            for (int marked : markedKeys) {
                keys.add(marker(marked));
            }
            List<Expression> results = new ArrayList<>();
            List<Field> fields = new ArrayList<>();
            Schema schema = properties.schema();
            for (int key = 0; key < keys.size(); key++) {
                fields.add(
                        key < numGroupKeys
                                ? schema.field(key)
                                : Field.of("$grouping" + key, DataType.INTEGER));
            }
            for (int key = 0; key < numGroupKeys; key++) {
                results.add(new Expression.ColumnReference(key, schema.type(key)));
            }
            for (int index = 0; index < node.getAggCallList().size(); index++) {
                Field field = schema.field(numGroupKeys + index);
                results.add(result(node.getAggCallList().get(index), field, fields));
            }
            PhysicalPlan aggregate =
                    new PhysicalPlan.Aggregate(
                            extension.build(),
                            List.copyOf(keys),
                            groupingSets(numGroupKeys),
                            List.copyOf(calls),
                            PhysicalPlan.Aggregate.Phase.SINGLE,
                            PlanProperties.bounded(
                                    new Schema(fields), properties.estimatedRows()));
            return Projections.project(aggregate, results, schema);
        }

        /// Each marker is its own column, although all hold the same constant.
        private int marker(int key) {
            return extension.addMarker(new Literal(1L, DataType.INTEGER), "$grouping" + key);
        }

        private List<List<Integer>> groupingSets(int numGroupKeys) {
            List<Integer> marked = List.copyOf(markedKeys);
            List<List<Integer>> sets = new ArrayList<>();
            for (ImmutableBitSet set : node.getGroupSets()) {
                List<Integer> indexes = new ArrayList<>();
                for (int column : set) {
                    indexes.add(node.getGroupSet().indexOf(column));
                }
                for (int index = 0; index < marked.size(); index++) {
                    if (indexes.contains(marked.get(index))) {
                        indexes.add(numGroupKeys + index);
                    }
                }
                indexes.sort(null);
                sets.add(List.copyOf(indexes));
            }
            return List.copyOf(sets);
        }

        /// Adds the call that a result needs and returns how the result is had from its column.
        private Expression result(
                org.apache.calcite.rel.core.AggregateCall call, Field field, List<Field> fields) {
            if (isGrouping(call)) {
                return grouping(call, field.type());
            }
            if (call.getAggregation().getKind() == SqlKind.LITERAL_AGG) {
                RexLiteral literal = (RexLiteral) call.rexList.getFirst();
                return Casts.cast(Literals.toLiteral(literal), field.type());
            }
            AggregateFunction function = function(registry, call.getAggregation());
            List<DataType> types = new ArrayList<>();
            List<Expression> arguments = new ArrayList<>();
            for (int argument : call.getArgList()) {
                Expression column = Projections.column(extension.input(), argument);
                arguments.add(column);
                types.add(column.type());
            }
            FunctionRegistry.Resolved<?> resolved = resolve(function, types);
            List<Integer> columns = new ArrayList<>();
            for (int index = 0; index < arguments.size(); index++) {
                Expression argument = arguments.get(index);
                columns.add(extension.add(Casts.cast(argument, resolved.coerced().get(index))));
            }
            calls.add(
                    new AggregateCall(
                            function.doc().name(),
                            List.copyOf(columns),
                            call.isDistinct(),
                            call.filterArg,
                            PhysicalPlanner.sortKeys(call.getCollation().getFieldCollations()),
                            resolved.result()));
            fields.add(new Field(field.name(), resolved.result(), field.isNullable()));
            Expression value =
                    new Expression.ColumnReference(fields.size() - 1, resolved.result());
            Expression total =
                    call.getAggregation().getKind() == SqlKind.SUM0 ? zeroIfNull(value) : value;
            return Casts.cast(total, field.type());
        }

        private static Expression zeroIfNull(Expression sum) {
            Expression zero =
                    Casts.cast(new Literal(0L, DataType.BIGINT), sum.type());
            Expression isPresent = new Call("is_not_null", List.of(sum), DataType.BOOLEAN);
            return new Case(List.of(new Case.Branch(isPresent, sum)), zero, sum.type());
        }

        /// A number whose bits, the first argument's highest, say which keys are rolled up.
        private Expression grouping(
                org.apache.calcite.rel.core.AggregateCall call, DataType type) {
            List<Integer> marked = List.copyOf(markedKeys);
            int numGroupKeys = node.getGroupCount();
            Expression sum = new Literal(0L, type);
            int bit = call.getArgList().size();
            for (int key : call.getArgList()) {
                bit--;
                int column = numGroupKeys + marked.indexOf(node.getGroupSet().indexOf(key));
                Expression marker = new Expression.ColumnReference(column, DataType.INTEGER);
                Expression isRolledUp = new Call("is_null", List.of(marker), DataType.BOOLEAN);
                Expression value =
                        new Case(
                                List.of(new Case.Branch(isRolledUp, new Literal(1L << bit, type))),
                                new Literal(0L, type),
                                type);
                sum =
                        call.getArgList().size() == 1
                                ? value
                                : new Call("add", List.of(sum, value), type);
            }
            return sum;
        }
    }

    private static boolean isGrouping(org.apache.calcite.rel.core.AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.GROUPING;
    }
}
