package dev.sabot.exec.operator.scan;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.exec.operator.stream.WatermarkMerge;

/// Follows the watermark of splits row by row, for one task, and finds the rows before which the
/// watermark must be told.
///
/// Reference, for each row of a split in order:
///
/// ```
/// if (time < told watermark of the task would be) cut here and tell it
/// watermark = max(watermark, watermark expression of the row)
/// ```
///
/// A row that is not behind the watermark is late nowhere, so only rows behind it need to find
/// downstream exactly the watermark that the rows before them made. So which rows are late does not
/// depend on how rows are cut into batches.
///
/// A batch that spans much event time is cut in between too, so that not all of its windows are
/// open at once.
///
/// **Nulls**: rows whose time or watermark is null move nothing.
///
/// **Threads**: one.
final class EventTime implements AutoCloseable {
    private static final long MIN_STEP_MICROS = 10_000_000;
    private static final int MAX_STEPS = 64;

    private final Evaluator timeExpression;
    private final Evaluator expression;
    private long[] times = new long[0];
    private long[] marks = new long[0];
    private int[] cuts = new int[8];
    private long[] cutWatermarks = new long[8];
    private int numCuts;
    private long watermark;

    EventTime(CompiledExpression time, CompiledExpression watermark, EvaluationContext context) {
        this.timeExpression = time.newEvaluator(context);
        this.expression = watermark.newEvaluator(context);
    }

    /// Follows the rows of a lent batch without a selection.
    ///
    /// @param before the split's watermark before the batch
    /// @param others the least watermark of the task's other splits
    /// @param told the watermark the task has told
    void follow(Batch batch, long before, long others, long told) {
        int count = batch.numRows();
        if (times.length < count) {
            times = new long[count];
            marks = new long[count];
        }
        Column[] columns = batch.columns().toArray(Column[]::new);
        try (Column time = timeExpression.evaluate(columns, count, null);
                Column marked = expression.evaluate(columns, count, null)) {
            ValueReader.readLongs(time, null, 0, count, times);
            ValueReader.readLongs(marked, null, 0, count, marks);
            replaceNulls(time, times, count, Long.MAX_VALUE);
            replaceNulls(marked, marks, count, WatermarkMerge.BEGINNING);
        }
        numCuts = 0;
        long least = Long.MAX_VALUE;
        long greatest = before;
        for (int row = 0; row < count; row++) {
            least = Math.min(least, times[row]);
            greatest = Math.max(greatest, marks[row]);
        }
        if (least < greatest && Math.min(greatest, others) > told) {
            long from = Math.max(before, least);
            long step = Math.max(MIN_STEP_MICROS, (greatest - from) / MAX_STEPS);
            findCuts(count, before, others, told, from, step);
        }
        watermark = greatest;
    }

    private static void replaceNulls(Column column, long[] values, int count, long replacement) {
        for (int row = 0; column.hasNulls() && row < count; row++) {
            if (column.isNull(row)) {
                values[row] = replacement;
            }
        }
    }

    /// @param from the event time at which the batch begins
    /// @param step how far the watermark may go untold
    private void findCuts(int count, long before, long others, long told, long from, long step) {
        long running = before;
        long lastTold = told;
        for (int row = 0; row < count; row++) {
            long effective = Math.min(running, others);
            if (effective > lastTold
                    && (times[row] < effective || effective - Math.max(lastTold, from) >= step)) {
                addCut(row, effective);
                lastTold = effective;
            }
            running = Math.max(running, marks[row]);
        }
    }

    private void addCut(int row, long effective) {
        if (numCuts == cuts.length) {
            cuts = java.util.Arrays.copyOf(cuts, 2 * numCuts);
            cutWatermarks = java.util.Arrays.copyOf(cutWatermarks, 2 * numCuts);
        }
        cuts[numCuts] = row;
        cutWatermarks[numCuts++] = effective;
    }

    /// Returns the split's watermark after the batch.
    long watermark() {
        return watermark;
    }

    int numCuts() {
        return numCuts;
    }

    /// Returns the row before which the watermark must be told.
    int cut(int index) {
        return cuts[index];
    }

    /// Returns the watermark to tell before a cut.
    long cutWatermark(int index) {
        return cutWatermarks[index];
    }

    @Override
    public void close() {
        timeExpression.close();
        expression.close();
    }
}
