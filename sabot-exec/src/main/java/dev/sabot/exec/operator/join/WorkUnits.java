package dev.sabot.exec.operator.join;

import dev.sabot.exec.pipeline.QueryContext;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Spreads independent units of work over the threads that take part; the thread that ends the last
/// unit runs an end, which sees what all units did.
final class WorkUnits {
    private final QueryContext context;
    private final List<Runnable> units;
    private final Runnable end;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;

    WorkUnits(QueryContext context, List<Runnable> units, Runnable end) {
        this.context = context;
        this.units = List.copyOf(units);
        this.end = end;
        this.left = new AtomicInteger(units.size());
    }

    /// Returns one part per thread that can be of use; without units the end runs at once.
    List<Runnable> parts(int threads) {
        if (units.isEmpty()) {
            end.run();
            return List.of();
        }
        List<Runnable> parts = new ArrayList<>();
        for (int part = 0; part < Math.min(threads, units.size()); part++) {
            parts.add(this::run);
        }
        return parts;
    }

    private void run() {
        int unit;
        while ((unit = next.getAndIncrement()) < units.size()) {
            context.checkCancelled();
            units.get(unit).run();
            if (left.decrementAndGet() == 0) {
                end.run();
            }
        }
    }
}
