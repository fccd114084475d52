package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.operator.aggregate.GroupBatches.Piece;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands out the groups of a finished aggregation, batch by batch to whichever task asks next.
final class AggregateSource implements PipelineSource {
    private final HashAggregate operator;
    private final AggregateState state;
    private final AtomicInteger nextPiece = new AtomicInteger();
    private final GroupBatches batches;
    private @Nullable List<Piece> pieces;

    AggregateSource(HashAggregate operator, AggregateState state) {
        this.operator = operator;
        this.state = state;
        this.batches = new GroupBatches(operator, null);
    }

    private synchronized List<Piece> pieces() {
        List<Piece> list = pieces;
        if (list == null) {
            list = new ArrayList<>();
            for (int set = 0; set < operator.plan().groupingSets().size(); set++) {
                for (GroupTable table : state.results(set)) {
                    for (int from = 0; from < table.size(); from += Batch.MAX_ROWS) {
                        int count = Math.min(Batch.MAX_ROWS, table.size() - from);
                        list.add(new Piece(set, table, from, count, 0));
                    }
                }
            }
            pieces = list;
        }
        return list;
    }

    @Override
    public int maxTasks() {
        return Math.max(1, Math.min(state.context().threads(), pieces().size()));
    }

    @Override
    public Reader openReader(TaskContext context) {
        return new PieceReader();
    }

    @Override
    public String name() {
        return operator.name();
    }

    @Override
    public void close() {}

    private final class PieceReader implements Reader {
        private boolean isFinished;

        @Override
        public @Nullable StreamElement next() {
            while (!isFinished) {
                state.context().checkCancelled();
                int index = nextPiece.getAndIncrement();
                if (index >= pieces().size()) {
                    isFinished = true;
                } else {
                    Batch batch = batches.batch(pieces().get(index));
                    if (batch != null) {
                        return new StreamElement.Data(batch);
                    }
                }
            }
            return null;
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public void close() {}
    }
}
