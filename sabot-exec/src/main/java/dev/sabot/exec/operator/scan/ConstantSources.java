package dev.sabot.exec.operator.scan;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.Layout;

import java.util.List;

/// Makes the sources that read nothing: constant rows and number series.
public final class ConstantSources {
    private ConstantSources() {}

    /// Returns a source of constant rows.
    public static PipelineSource values(PhysicalPlan.Values plan, QueryContext context) {
        int[] next = {0};
        return new BatchSource(
                "Values",
                () -> {
                    int from = next[0];
                    int count = Math.min(context.batchRows(), plan.rows().size() - from);
                    if (count <= 0) {
                        return null;
                    }
                    next[0] = from + count;
                    return build(plan, plan.rows().subList(from, from + count), context);
                });
    }

    private static Batch build(
            PhysicalPlan.Values plan, List<List<Literal>> rows, QueryContext context) {
        Column[] columns = new Column[plan.schema().size()];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                ColumnBuilder builder = new ColumnBuilder(plan.schema().type(made));
                for (List<Literal> row : rows) {
                    builder.appendObject(row.get(made).value());
                }
                columns[made] = builder.build(context.allocator());
            }
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
        return Batch.of(rows.size(), columns);
    }

    /// Returns a source of the numbers from `start` to `stop`, both included, by `step`.
    ///
    /// **Errors**: INVALID_ARGUMENT for a step of zero.
    public static PipelineSource series(long start, long stop, long step, QueryContext context) {
        if (step == 0) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT, "the step of a series must not be zero");
        }
        Series series = new Series(start, stop, step, context);
        return new BatchSource("Series", series::next);
    }

    private static final class Series {
        private final long stop;
        private final long step;
        private final QueryContext context;
        private long at;
        private boolean isEnded;

        Series(long start, long stop, long step, QueryContext context) {
            this.at = start;
            this.stop = stop;
            this.step = step;
            this.context = context;
            this.isEnded = step > 0 ? start > stop : start < stop;
        }

        @org.jspecify.annotations.Nullable
        Batch next() {
            if (isEnded) {
                return null;
            }
            int limit = context.batchRows();
            try (ColumnWriter writer =
                    ColumnWriter.fixed(context.allocator(), Layout.INT64, limit)) {
                int count = 0;
                while (count < limit && !isEnded) {
                    Memory.putLong(writer.dataAddress() + 8L * count++, at);
                    long left = step > 0 ? stop - at : at - stop;
                    if (Long.compareUnsigned(left, Math.abs(step)) < 0) {
                        isEnded = true;
                    } else {
                        at += step;
                    }
                }
                Column column = writer.finish();
                if (count == limit) {
                    return Batch.of(count, column);
                }
                try (column) {
                    return Batch.of(count, column.slice(0, count, context.allocator()));
                }
            }
        }
    }
}
