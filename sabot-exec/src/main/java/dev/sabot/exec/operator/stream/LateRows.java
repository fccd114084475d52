package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.type.Schema;

/// Accounts for the rows a task could not put where they belong, so that none vanishes.
///
/// **Threads**: one.
public final class LateRows {
    private final String operator;
    private final TaskContext task;
    private final Schema schema;

    /// @param schema of the rows
    public LateRows(String operator, TaskContext task, Schema schema) {
        this.operator = operator;
        this.task = task;
        this.schema = schema;
    }

    /// Accounts for the selected rows of a lent batch, whose window was given already.
    public void add(Batch batch, long windowEnd) {
        task.metrics().lateRows().add(batch.selectedRows());
    }

    /// Accounts for the selected rows of a lent batch whose event time is null.
    public void addNullTimes(Batch batch) {
        task.metrics().nullRowTimes().add(batch.selectedRows());
    }
}
