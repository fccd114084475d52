package dev.sabot.exec.operator.join;

import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

/// Joins batches of the left input with a finished [HashJoinTable].
final class HashJoinProbe implements Operator {
    private final HashJoinTable table;
    private final PairCondition.@Nullable Factory residual;

    HashJoinProbe(HashJoinTable table, PairCondition.@Nullable Factory residual) {
        this.table = table;
        this.residual = residual;
    }

    @Override
    public String name() {
        return "HashJoin " + table.type();
    }

    @Override
    public Operator.State open(TaskContext task) {
        return new ProbeTask(table, residual, task.query());
    }
}
