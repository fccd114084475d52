package dev.sabot.exec.operator.scan;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads an unbounded table. Every task serves its share of the splits for as long as it runs, in
/// the order of their rows, and tells the watermark that their rows make.
///
/// **Threads**: safe; each reader belongs to one task.
public final class StreamScan implements PipelineSource {
    private final QueryContext context;
    private final PhysicalPlan.Scan plan;
    private final @Nullable CompiledExpression predicate;
    private final @Nullable CompiledExpression time;
    private final @Nullable CompiledExpression watermark;
    private final Source source;
    private @Nullable List<Source.Split> splits;

    /// @param watermark the compiled watermark expression of the plan, or null when it has none
    /// @param time the event time of rows, or null without one
    /// @param watermark what it says of later rows, or null without event time
    public StreamScan(
            PhysicalPlan.Scan plan,
            @Nullable CompiledExpression predicate,
            @Nullable CompiledExpression time,
            @Nullable CompiledExpression watermark,
            QueryContext context) {
        this.time = time;
        this.plan = plan;
        this.predicate = predicate;
        this.watermark = watermark;
        this.context = context;
        this.source = context.table(plan.table()).scan(new ScanRequest(plan.columns(), -1));
    }

    @Override
    public String name() {
        return "StreamScan " + plan.table().displayName();
    }

    private synchronized List<Source.Split> splits() {
        if (splits == null) {
            splits = source.splits(null, context);
        }
        return splits;
    }

    @Override
    public int maxTasks() {
        return Math.max(1, splits().size());
    }

    @Override
    public Reader openReader(TaskContext task) {
        int numTasks = Math.min(context.threads(), maxTasks());
        List<SplitProgress> own = new ArrayList<>();
        EventTime eventTime = null;
        try {
            for (int index = task.task(); index < splits().size(); index += numTasks) {
                own.add(new SplitProgress(source.open(splits().get(index), null, context)));
            }
            if (time != null && watermark != null) {
                eventTime = new EventTime(time, watermark, context);
            }
            return new StreamReader(
                    context,
                    own,
                    eventTime,
                    predicate == null ? null : predicate.newEvaluator(context));
        } catch (RuntimeException e) {
            own.forEach(SplitProgress::close);
            if (eventTime != null) {
                eventTime.close();
            }
            throw e;
        }
    }

    @Override
    public void close() {}
}
