package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Activity;
import dev.sabot.exec.operator.stream.LateRows;
import dev.sabot.exec.operator.stream.WatermarkMerge;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.TreeMap;

/// The windows of one task that its watermark has not passed: one table per window end and grouping
/// set, so that a window is dropped whole.
final class WindowedLocal implements Breaker.Local {
    private final WindowedState state;
    private final WindowKeys windows;
    private final int input;
    private final int numSets;
    private final RowWeights weights;
    private final LateRows late;
    private final WindowSplit split = new WindowSplit();
    private final TreeMap<Long, @Nullable GroupTable[]> open = new TreeMap<>();
    private long lastEnd;
    private @Nullable GroupTable @Nullable [] last;

    /// Windows closing at this watermark or before are not ours any more.
    private long handedIn = WatermarkMerge.BEGINNING;

    WindowedLocal(WindowedState state, int input, TaskContext task) {
        this.state = state;
        this.windows = state.windows();
        this.input = input;
        this.numSets = state.operator().plan().groupingSets().size();
        this.weights = new RowWeights(state.operator(), state.context());
        this.late = new LateRows(state.operator().name(), task, state.operator().plan().input());
    }

    @Override
    public Progress sink(StreamElement element) {
        return switch (element) {
            case StreamElement.Data(Batch batch) -> {
                try (batch) {
                    state.context().checkCancelled();
                    add(batch);
                }
                yield Progress.NEED_INPUT;
            }
            case StreamElement.Watermark(long micros) -> {
                handIn(micros);
                yield state.advance(input, micros);
            }
            case StreamElement.Status(Activity activity) -> {
                boolean isIdle = activity == Activity.IDLE;
                if (isIdle) {
                    handInAll();
                }
                handedIn = Math.max(handedIn, state.setIdle(input, isIdle));
                yield Progress.NEED_INPUT;
            }
            case StreamElement.Tick _, StreamElement.Barrier _, StreamElement.EndOfStream _ ->
                    Progress.NEED_INPUT;
        };
    }

    private void add(Batch batch) {
        Column ends = batch.column(windows.endColumn());
        try (Column effective = weights.of(batch)) {
            if (ends.isConstant()) {
                long end = ends.isNull(0) ? WindowKeys.NULL_END : ends.getLong(0);
                addToWindow(end, batch, effective);
                return;
            }
            split.divide(ends, batch);
            for (int part = 0; part < split.numParts(); part++) {
                Selection rows = split.rows(part);
                try (Batch share = batch.withSelection(rows)) {
                    addToWindow(split.end(part), share, effective);
                }
            }
        }
    }

    private void addToWindow(long windowEnd, Batch batch, @Nullable Column effective) {
        if (windows.closesAt(windowEnd) <= handedIn) {
            if (!state.addBehind(windowEnd, batch, effective)) {
                late.add(batch, windowEnd);
            }
            return;
        }
        @Nullable GroupTable[] tables = tables(windowEnd);
        for (int set = 0; set < numSets; set++) {
            GroupTable table = tables[set];
            if (table == null) {
                table = state.newTable(set);
                tables[set] = table;
            }
            table.add(batch, effective);
        }
    }

    private @Nullable GroupTable[] tables(long windowEnd) {
        @Nullable GroupTable[] tables = last;
        if (tables == null || lastEnd != windowEnd) {
            tables = open.computeIfAbsent(windowEnd, _ -> new @Nullable GroupTable[numSets]);
            last = tables;
            lastEnd = windowEnd;
        }
        return tables;
    }

    private void handIn(long watermark) {
        handedIn = Math.max(handedIn, watermark);
        while (!open.isEmpty() && windows.closesAt(open.firstKey()) <= watermark) {
            handInFirst();
        }
    }

    private void handInAll() {
        while (!open.isEmpty()) {
            handInFirst();
        }
    }

    private void handInFirst() {
        Map.Entry<Long, @Nullable GroupTable[]> first = open.firstEntry();
        @Nullable GroupTable[] tables = first.getValue();
        for (int set = 0; set < numSets; set++) {
            GroupTable table = tables[set];
            tables[set] = null;
            if (table != null) {
                state.handIn(first.getKey(), set, table);
            }
        }
        open.pollFirstEntry();
        last = null;
    }

    @Override
    public void combine() {
        handInAll();
        state.end(input);
    }

    @Override
    public void close() {
        for (@Nullable GroupTable[] tables : open.values()) {
            for (GroupTable table : tables) {
                if (table != null) {
                    table.close();
                }
            }
        }
        open.clear();
        weights.close();
        late.close();
    }
}
