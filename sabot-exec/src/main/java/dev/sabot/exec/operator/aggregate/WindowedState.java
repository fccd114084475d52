package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
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
import java.util.Map;
import java.util.TreeMap;

/// What the tasks of a windowed aggregation share: the windows some task has handed in and that are
/// not final yet, by their end.
///
/// A task hands a window in when its own watermark says that no row of it will come any more; when
/// the merged watermark says so, all tasks have, and the window's rows go out, windows in order,
/// then the watermark.
///
/// **Threads**: safe.
final class WindowedState implements Breaker.ResultState {
    private final HashAggregate operator;
    private final QueryContext context;
    private final WindowKeys windows;
    private final WatermarkMerge watermarks = new WatermarkMerge();
    private final TreeMap<Long, SharedWindow> open = new TreeMap<>();
    private final StreamOutlet outlet;
    private boolean wasIdle;

    WindowedState(HashAggregate operator, WindowKeys windows, QueryContext context) {
        this.operator = operator;
        this.windows = windows;
        this.context = context;
        this.outlet = new StreamOutlet(operator.name(), 1);
    }

    HashAggregate operator() {
        return operator;
    }

    QueryContext context() {
        return context;
    }

    WindowKeys windows() {
        return windows;
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
        return new WindowedLocal(this, watermarks.register(), task);
    }

    /// Makes the table of a window for a grouping set.
    GroupTable newTable(int set) {
        List<Integer> held = windows.held(operator.plan().groupingSets().get(set));
        return new GroupTable(operator, held, context);
    }

    /// The tables of one window, by grouping set.
    private final class SharedWindow {
        private final @Nullable GroupTable[] tables;

        SharedWindow(int numSets) {
            this.tables = new @Nullable GroupTable[numSets];
        }

        synchronized void add(int set, GroupTable table) {
            GroupTable own = tables[set];
            if (own == null) {
                tables[set] = table;
            } else {
                try (table) {
                    own.merge(table);
                }
            }
        }

        synchronized void addRows(Batch batch, @Nullable Column weights) {
            for (int set = 0; set < tables.length; set++) {
                GroupTable own = tables[set];
                if (own == null) {
                    own = newTable(set);
                    tables[set] = own;
                }
                own.add(batch, weights);
            }
        }

        synchronized void close() {
            for (int set = 0; set < tables.length; set++) {
                GroupTable own = tables[set];
                if (own != null) {
                    own.close();
                    tables[set] = null;
                }
            }
        }
    }

    /// Takes a task's table of a window over.
    void handIn(long windowEnd, int set, GroupTable table) {
        SharedWindow window;
        synchronized (this) {
            window = window(windowEnd);
        }
        window.add(set, table);
    }

    private SharedWindow window(long windowEnd) {
        int numSets = operator.plan().groupingSets().size();
        return open.computeIfAbsent(windowEnd, _ -> new SharedWindow(numSets));
    }

    /// Adds rows of a window that their task has handed in already. Returns false when the window
    /// is gone: the rows are late.
    synchronized boolean addBehind(long windowEnd, Batch batch, @Nullable Column weights) {
        if (windows.closesAt(windowEnd) <= watermarks.watermark()) {
            return false;
        }
        window(windowEnd).addRows(batch, weights);
        return true;
    }

    /// Takes a task's watermark, after all it handed in.
    synchronized Progress advance(int input, long micros) {
        publish(watermarks.advance(input, micros));
        return outlet.progress();
    }

    /// Takes what a task says of itself; returns the watermark no window reaches back behind.
    synchronized long setIdle(int input, boolean isIdle) {
        publish(watermarks.setIdle(input, isIdle));
        return watermarks.watermark();
    }

    /// Notes the end of a task.
    synchronized void end(int input) {
        publish(watermarks.end(input));
    }

    private void publish(boolean hasMoved) {
        if (wasIdle && !watermarks.isIdle()) {
            wasIdle = false;
            outlet.add(new StreamElement.Status(Activity.ACTIVE));
        }
        if (hasMoved) {
            long watermark = watermarks.watermark();
            while (!open.isEmpty() && windows.closesAt(open.firstKey()) <= watermark) {
                Map.Entry<Long, SharedWindow> closed = open.pollFirstEntry();
                outlet.add(new WindowRows(operator, windows, closed.getKey(), tables(closed)));
            }
            outlet.add(new StreamElement.Watermark(watermark));
        }
        if (!wasIdle && watermarks.isIdle()) {
            wasIdle = true;
            outlet.add(new StreamElement.Status(Activity.IDLE));
        }
    }

    private static @Nullable GroupTable[] tables(Map.Entry<Long, SharedWindow> closed) {
        return closed.getValue().tables;
    }

    @Override
    public List<Runnable> finish() {
        outlet.end();
        return List.of();
    }

    @Override
    public synchronized void close() {
        open.values().forEach(SharedWindow::close);
        open.clear();
        outlet.close();
    }
}
