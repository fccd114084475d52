package dev.sabot.exec.operator.aggregate;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate.Phase;
import dev.sabot.exec.plan.StreamGrouping;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.util.ArrayList;
import java.util.List;

/// Groups rows by keys and aggregates them: GROUP BY, grouping sets, DISTINCT, and the whole input
/// without keys.
///
/// Each task groups its share in tables of its own. A task that ends up with few groups adds them
/// to one shared table; tables of many groups are merged by radix partition of the hash, in
/// parallel, when all tasks are done.
///
/// Over unbounded input, groups are given when their window is final ([WindowedState]) or, without
/// windows, as changes ([ChangesState]).
///
/// **Shape** of what PARTIAL gives and FINAL reads: the keys, the state columns of each call in
/// order (GROUPING has none), an INTEGER number of the grouping set if there are several, and the
/// BIGINT net weight of the group if the input of PARTIAL may retract.
///
/// **Weights**: an input whose change mode is not APPEND is counted by group, and a group of net
/// weight 0 vanishes; the one row without keys stays.
public final class HashAggregate implements Breaker {
    private final Aggregate plan;
    private final Aggregate reads;
    private final List<Call> calls;
    private final List<DataType> keyTypes;
    private final boolean isWeighted;

    /// Prepares to run a plan.
    ///
    /// **Errors**: UNKNOWN_FUNCTION or INTERNAL when the plan does not fit the registry.
    public HashAggregate(Aggregate plan, FunctionRegistry functions) {
        this.plan = plan;
        this.reads = reader(plan);
        this.isWeighted = isWeighted(reads);
        Schema input = reads.input().schema();
        this.calls = Call.resolve(reads, functions, isWeighted);
        this.keyTypes = reads.keys().stream().map(input::type).toList();
    }

    private static boolean isWeighted(Aggregate reads) {
        return !(reads.input().properties().changeMode() instanceof ChangeMode.Append);
    }

    /// Returns the node that reads the rows: that of the PARTIAL phase below a FINAL one.
    private static Aggregate reader(Aggregate plan) {
        if (plan.phase() != Phase.FINAL) {
            return plan;
        }
        PhysicalPlan below = plan.input();
        while (below instanceof PhysicalPlan.Exchange exchange) {
            below = exchange.input();
        }
        if (below instanceof Aggregate partial && partial.phase() == Phase.PARTIAL) {
            return partial;
        }
        throw new SabotException(
                ErrorCode.INTERNAL, "a FINAL aggregate does not stand on a PARTIAL one");
    }

    /// Returns the schema of what the PARTIAL phase of an aggregate gives.
    public static Schema partialSchema(Aggregate plan, FunctionRegistry functions) {
        Schema input = plan.input().schema();
        List<Field> fields = new ArrayList<>();
        plan.keys().forEach(key -> fields.add(input.field(key)));
        boolean isWeighted = isWeighted(plan);
        for (Call call : Call.resolve(plan, functions, isWeighted)) {
            for (DataType type : call.stateTypes()) {
                fields.add(Field.of("state" + fields.size(), type));
            }
        }
        if (plan.groupingSets().size() > 1) {
            fields.add(new Field("grouping_set", DataType.INTEGER, false));
        }
        if (isWeighted) {
            fields.add(new Field("net_weight", DataType.BIGINT, false));
        }
        return new Schema(fields);
    }

    Aggregate plan() {
        return plan;
    }

    List<Call> calls() {
        return calls;
    }

    List<DataType> keyTypes() {
        return keyTypes;
    }

    /// Says whether groups are counted by weight and vanish at 0.
    boolean isWeighted() {
        return isWeighted;
    }

    @Override
    public String name() {
        return "HashAggregate";
    }

    @Override
    public ResultState open(QueryContext context) {
        StreamGrouping grouping = plan.stream();
        if (grouping == null) {
            return new AggregateState(this, context);
        }
        return grouping.windowEnd() < 0
                ? new ChangesState(this, context)
                : new WindowedState(this, WindowKeys.of(plan, grouping), context);
    }
}
