package dev.sabot.exec.operator.join;

import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

/// Compares batches of the left input with all rows of a finished [NestedLoopTable].
final class NestedLoopProbe implements Operator {
    private final NestedLoopTable table;
    private final PairCondition.@Nullable Factory condition;

    NestedLoopProbe(NestedLoopTable table, PairCondition.@Nullable Factory condition) {
        this.table = table;
        this.condition = condition;
    }

    @Override
    public String name() {
        return "NestedLoopJoin " + table.plan().type();
    }

    @Override
    public Operator.State open(TaskContext task) {
        return new NestedLoopTask(table, condition, task.query());
    }
}
