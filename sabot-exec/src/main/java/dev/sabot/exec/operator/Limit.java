package dev.sabot.exec.operator;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;

import java.util.Arrays;

/// Skips the first rows and ends after some more, counted over all tasks of one query.
///
/// Belongs to one run of a query: the tasks share its counters.
public final class Limit implements Operator {
    private final long offset;
    private final long limit;
    private long skipped;
    private long taken;

    /// @param limit rows to let through, or -1 for all
    public Limit(long offset, long limit) {
        this.offset = offset;
        this.limit = limit < 0 ? Long.MAX_VALUE : limit;
    }

    @Override
    public String name() {
        return "Limit";
    }

    @Override
    public State open(TaskContext context) {
        return new LimitState();
    }

    @Override
    public synchronized boolean isExhausted() {
        return taken == limit;
    }

    /// Claims rows of a batch: returns how many to skip and how many to take after them.
    private synchronized Share claim(int numRows) {
        int skip = (int) Math.min(numRows, offset - skipped);
        skipped += skip;
        int take = (int) Math.min(numRows - skip, limit - taken);
        taken += take;
        return new Share(skip, take, taken == limit);
    }

    private record Share(int skip, int take, boolean isLast) {}

    private final class LimitState implements State {
        @Override
        public Progress process(StreamElement element, Output output) {
            if (!(element instanceof Data(Batch batch))) {
                if (!(element instanceof StreamElement.EndOfStream)) {
                    output.emit(element);
                }
                return Progress.NEED_INPUT;
            }
            Share share = claim(batch.selectedRows());
            if (share.take() == 0) {
                batch.close();
            } else if (share.take() == batch.selectedRows()) {
                output.emit(new Data(batch));
            } else {
                output.emit(new Data(cut(batch, share)));
                batch.close();
            }
            return share.isLast() ? Progress.FINISHED : Progress.NEED_INPUT;
        }

        private Batch cut(Batch batch, Share share) {
            int[] rows;
            Selection selection = batch.selection();
            if (selection == null) {
                rows = new int[share.take()];
                for (int index = 0; index < rows.length; index++) {
                    rows[index] = share.skip() + index;
                }
            } else {
                int[] all = selection.indexes(batch.numRows());
                rows = Arrays.copyOfRange(all, share.skip(), share.skip() + share.take());
            }
            return batch.withSelection(new Selection.Indexes(rows, rows.length));
        }

        @Override
        public Progress resume(Output output) {
            throw new IllegalStateException("nothing is left to emit");
        }

        @Override
        public void close() {}
    }
}
