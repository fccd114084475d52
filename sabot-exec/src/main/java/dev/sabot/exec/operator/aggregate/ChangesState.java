package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;
import dev.sabot.exec.operator.stream.StreamOutlet;
import dev.sabot.exec.operator.stream.WatermarkMerge;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The groups of an aggregation that never end, as all tasks have flushed them, and the changes of
/// their rows since.
///
/// A flush brings a task's groups of rows that came since its last one. The state before it gives
/// the rows to take back, the state after it those to give: what was given need not be kept.
///
/// **Threads**: safe.
final class ChangesState implements Breaker.ResultState {
    /// A table is made anew without the vanished groups once there are so many.
    private static final int MIN_VANISHED = 4_096;

    private final HashAggregate operator;
    private final QueryContext context;
    private final GroupTable[] tables;
    private final GroupChanges changes;
    private final WatermarkMerge watermarks = new WatermarkMerge();
    private final StreamOutlet outlet;
    private final int[] nextCheck;
    private boolean isStarted;
    private boolean wasIdle;

    ChangesState(HashAggregate operator, QueryContext context) {
        this.operator = operator;
        this.context = context;
        this.outlet = new StreamOutlet(operator.name(), 1);
        this.changes = new GroupChanges(operator, context);
        this.tables = new GroupTable[operator.plan().groupingSets().size()];
        this.nextCheck = new int[tables.length];
        for (int set = 0; set < tables.length; set++) {
            tables[set] = newTable(set);
            nextCheck[set] = MIN_VANISHED;
        }
    }

    HashAggregate operator() {
        return operator;
    }

    QueryContext context() {
        return context;
    }

    /// Makes an empty table for a grouping set.
    GroupTable newTable(int set) {
        return new GroupTable(operator, operator.plan().groupingSets().get(set), context);
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public PipelineSource result() {
        return outlet;
    }

    @Override
    public synchronized Breaker.Local openLocal(TaskContext task) {
        if (!isStarted) {
            isStarted = true;
            for (int set = 0; set < tables.length; set++) {
                if (tables[set].numKeys() == 0) {
                    tables[set].addEmptyGroup();
                    give(changes.first(set, tables[set]));
                }
            }
        }
        return new ChangesLocal(this, watermarks.register());
    }

    private void give(List<Batch> batches) {
        batches.forEach(outlet::add);
    }

    /// Adds the groups a task has collected; the table stays the task's.
    synchronized Progress flush(int set, GroupTable delta) {
        give(changes.apply(set, tables[set], delta));
        if (tables[set].size() > nextCheck[set]) {
            compact(set);
        }
        return outlet.progress();
    }

    private void compact(int set) {
        GroupTable old = tables[set];
        int vanished = old.countVanished();
        if (2 * vanished > old.size()) {
            tables[set] = changes.withoutVanished(set, old);
            old.close();
        }
        nextCheck[set] = Math.max(MIN_VANISHED, 2 * tables[set].size());
    }

    /// Takes a task's watermark, after what it flushed.
    synchronized void advance(int input, long micros) {
        publish(watermarks.advance(input, micros));
    }

    synchronized void setIdle(int input, boolean isIdle) {
        publish(watermarks.setIdle(input, isIdle));
    }

    synchronized void end(int input) {
        publish(watermarks.end(input));
    }

    private void publish(boolean hasMoved) {
        if (wasIdle && !watermarks.isIdle()) {
            wasIdle = false;
            outlet.add(new StreamElement.Status(Activity.ACTIVE));
        }
        if (hasMoved) {
            outlet.add(new StreamElement.Watermark(watermarks.watermark()));
        }
        if (!wasIdle && watermarks.isIdle()) {
            wasIdle = true;
            outlet.add(new StreamElement.Status(Activity.IDLE));
        }
    }

    @Override
    public List<Runnable> finish() {
        outlet.end();
        return List.of();
    }

    @Override
    public synchronized void close() {
        for (@Nullable GroupTable table : tables) {
            if (table != null) {
                table.close();
            }
        }
        outlet.close();
    }
}
