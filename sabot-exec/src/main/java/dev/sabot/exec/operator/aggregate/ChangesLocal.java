package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;
import dev.sabot.exec.operator.stream.WatermarkMerge;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Progress;

import org.jspecify.annotations.Nullable;

/// The groups of the rows one task took since its last flush.
///
/// Processing time flushes: told when the input has nothing at hand, and at intervals under load.
final class ChangesLocal implements Breaker.Local {
    /// A task that has so many groups does not wait.
    private static final int MAX_GROUPS = 65_536;

    private final ChangesState state;
    private final int input;
    private final RowWeights weights;
    private final @Nullable GroupTable[] tables;
    private long watermark = WatermarkMerge.BEGINNING;
    private boolean hasWatermark;

    ChangesLocal(ChangesState state, int input) {
        this.state = state;
        this.input = input;
        this.weights = new RowWeights(state.operator(), state.context());
        int numSets = state.operator().plan().groupingSets().size();
        this.tables = new @Nullable GroupTable[numSets];
    }

    @Override
    public Progress sink(StreamElement element) {
        return switch (element) {
            case StreamElement.Data(Batch batch) -> {
                try (batch) {
                    state.context().checkCancelled();
                    yield add(batch) ? flush() : Progress.NEED_INPUT;
                }
            }
            case StreamElement.Watermark(long micros) -> {
                watermark = Math.max(watermark, micros);
                hasWatermark = true;
                yield Progress.NEED_INPUT;
            }
            case StreamElement.Tick _ -> flush();
            case StreamElement.Status(Activity activity) -> {
                Progress progress = flush();
                state.setIdle(input, activity == Activity.IDLE);
                yield progress;
            }
            case StreamElement.Barrier _, StreamElement.EndOfStream _ -> Progress.NEED_INPUT;
        };
    }

    /// Returns whether it is time for a flush.
    private boolean add(Batch batch) {
        boolean isFull = false;
        try (Column effective = weights.of(batch)) {
            for (int set = 0; set < tables.length; set++) {
                GroupTable table = tables[set];
                if (table == null) {
                    table = state.newTable(set);
                    tables[set] = table;
                }
                table.add(batch, effective);
                isFull |= table.size() > MAX_GROUPS;
            }
        }
        return isFull;
    }

    private Progress flush() {
        Progress progress = Progress.NEED_INPUT;
        for (int set = 0; set < tables.length; set++) {
            GroupTable table = tables[set];
            if (table != null) {
                progress = state.flush(set, table);
                tables[set] = null;
                table.close();
            }
        }
        if (hasWatermark) {
            hasWatermark = false;
            state.advance(input, watermark);
        }
        return progress;
    }

    @Override
    public void combine() {
        Progress _ = flush();
        state.end(input);
    }

    @Override
    public void close() {
        for (GroupTable table : tables) {
            if (table != null) {
                table.close();
            }
        }
        weights.close();
    }
}
