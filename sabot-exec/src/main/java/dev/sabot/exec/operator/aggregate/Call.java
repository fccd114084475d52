package dev.sabot.exec.operator.aggregate;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One column of an aggregate's result.
sealed interface Call {
    /// Returns the types of the columns the call's states are written as.
    List<DataType> stateTypes();

    /// GROUPING(...): which of some keys are not in a row's grouping set, the first as highest bit.
    ///
    /// @param keys positions among the keys
    record Grouping(List<Integer> keys, DataType type) implements Call {
        @Override
        public List<DataType> stateTypes() {
            return List.of();
        }

        /// Returns the value for a grouping set.
        long value(List<Integer> groupingSet) {
            long bits = 0;
            for (int key : keys) {
                bits = bits << 1 | (groupingSet.contains(key) ? 0 : 1);
            }
            return bits;
        }
    }

    /// A function of the registry.
    ///
    /// @param columns the input columns the accumulator is given
    /// @param filter the input column that must be true, or -1
    /// @param replay how rows are kept and replayed first, where the accumulator alone will not do
    record Function(
            List<Integer> columns,
            int filter,
            AggregateFunction.Signature signature,
            List<DataType> argumentTypes,
            DataType type,
            Replay replay)
            implements Call {
        /// Makes an empty accumulator.
        Accumulator accumulator(QueryContext context) {
            Accumulator inner = signature.accumulator(argumentTypes, type);
            return replay.isNeeded() ? new ReplayAccumulator(inner, replay, context) : inner;
        }

        @Override
        public List<DataType> stateTypes() {
            return replay.isNeeded()
                    ? List.of(replay.stateType())
                    : signature.accumulator(argumentTypes, type).stateTypes();
        }
    }

    /// How the rows of a call are kept until the end: as distinct rows with their net weight.
    ///
    /// @param types the types of the columns kept, arguments first
    /// @param numArguments how many of them the function is given
    /// @param order by position among the columns kept
    record Replay(
            boolean isNeeded,
            boolean isDistinct,
            List<DataType> types,
            int numArguments,
            List<SortKey> order) {
        DataType stateType() {
            return DataType.array(ReplayAccumulator.elementType(types));
        }
    }

    /// Functions whose WITHIN GROUP (ORDER BY x) names their first argument.
    Set<String> ORDERED_SET = Set.of("percentile_cont", "percentile_disc", "mode");

    static List<Call> resolve(Aggregate plan, FunctionRegistry functions, boolean isWeighted) {
        List<Call> calls = new ArrayList<>();
        for (AggregateCall call : plan.calls()) {
            String name = call.function().toLowerCase(Locale.ROOT);
            calls.add(
                    name.equals("grouping") || name.equals("grouping_id")
                            ? grouping(call, plan)
                            : function(call, plan.input().schema(), functions, isWeighted));
        }
        return calls;
    }

    private static Grouping grouping(AggregateCall call, Aggregate plan) {
        List<Integer> positions = new ArrayList<>();
        for (int column : call.arguments()) {
            int position = plan.keys().indexOf(column);
            if (position < 0) {
                throw new SabotException(
                        ErrorCode.GROUPING, "an argument of GROUPING is not in GROUP BY");
            }
            positions.add(position);
        }
        return new Grouping(positions, call.type());
    }

    private static Function function(
            AggregateCall call, Schema input, FunctionRegistry functions, boolean isWeighted) {
        AggregateFunction function = functions.aggregate(call.function());
        if (function == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_FUNCTION, "no aggregate function " + call.function());
        }
        List<Integer> arguments = new ArrayList<>(call.arguments());
        List<SortKey> order = call.order();
        boolean isReversed = false;
        String name = call.function().toLowerCase(Locale.ROOT);
        if (ORDERED_SET.contains(name) && !order.isEmpty()) {
            arguments.add(0, order.get(0).column());
            isReversed = order.get(0).isDescending() && !name.equals("mode");
            order = List.of();
        }
        if (isReversed) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    name + " takes an ascending order; ask for 1 minus the fraction instead");
        }
        List<DataType> types = arguments.stream().map(input::type).toList();
        FunctionRegistry.Resolved<AggregateFunction.Signature> resolved =
                FunctionRegistry.resolve(function, types);
        if (resolved == null || !accepts(types, resolved.coerced())) {
            throw new SabotException(
                    ErrorCode.INTERNAL, call.function() + " was planned on arguments " + types);
        }
        if (resolved.result().kind() != call.type().kind()) {
            throw new SabotException(
                    ErrorCode.INTERNAL,
                    call.function()
                            + " gives "
                            + resolved.result()
                            + " where the plan has "
                            + call.type());
        }
        Replay replay = replay(call, order, input, arguments, resolved, isWeighted);
        List<Integer> columns = new ArrayList<>(arguments);
        order.forEach(key -> columns.add(key.column()));
        return new Function(
                replay.isNeeded() ? columns : arguments,
                call.filter(),
                resolved.signature(),
                resolved.coerced(),
                call.type(),
                replay);
    }

    private static boolean accepts(List<DataType> types, List<DataType> coerced) {
        for (int index = 0; index < types.size(); index++) {
            DataType type = types.get(index);
            if (type.kind() != TypeKind.NULL && type.kind() != coerced.get(index).kind()) {
                return false;
            }
        }
        return true;
    }

    private static Replay replay(
            AggregateCall call,
            List<SortKey> order,
            Schema input,
            List<Integer> arguments,
            FunctionRegistry.Resolved<AggregateFunction.Signature> resolved,
            boolean isWeighted) {
        List<DataType> kept = new ArrayList<>(arguments.stream().map(input::type).toList());
        List<SortKey> keptOrder = new ArrayList<>();
        for (SortKey key : order) {
            keptOrder.add(new SortKey(kept.size(), key.isDescending(), key.isNullsFirst()));
            kept.add(input.type(key.column()));
        }
        boolean isInvertible =
                resolved.signature().accumulator(resolved.coerced(), call.type()).isInvertible();
        boolean isNeeded = call.isDistinct() || !order.isEmpty() || (isWeighted && !isInvertible);
        return new Replay(isNeeded, call.isDistinct(), kept, arguments.size(), keptOrder);
    }
}
