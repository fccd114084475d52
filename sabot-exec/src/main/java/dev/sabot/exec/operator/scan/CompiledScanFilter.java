package dev.sabot.exec.operator.scan;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ScanFilter;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.operator.RuntimeFilter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Applies a scan's predicate and the runtime filters of joins above it.
///
/// **Threads**: one.
final class CompiledScanFilter implements ScanFilter, AutoCloseable {
    private final ScanFilterPlan plan;
    private final @Nullable Evaluator predicate;
    private final List<Integer> columns;
    private final List<RuntimeFilterColumn> selective = new ArrayList<>();
    private final Column[] spread;

    /// A runtime filter and the scan column its key is.
    record RuntimeFilterColumn(int column, RuntimeFilter filter) {}

    CompiledScanFilter(ScanFilterPlan plan, @Nullable Evaluator predicate) {
        this.plan = plan;
        this.predicate = predicate;
        TreeSet<Integer> needed = new TreeSet<>(plan.predicateColumns());
        for (RuntimeFilterColumn runtime : plan.runtimeFilters()) {
            if (runtime.filter().isSelective()) {
                selective.add(runtime);
                needed.add(runtime.column());
            }
        }
        this.columns = List.copyOf(needed);
        this.spread = new Column[plan.numColumns()];
    }

    @Override
    public List<Domain> domains() {
        return plan.domains();
    }

    @Override
    public List<Integer> columns() {
        return columns;
    }

    @Override
    public @Nullable Selection select(Column[] lent, int numRows) {
        for (int index = 0; index < lent.length; index++) {
            spread[columns.get(index)] = lent[index];
        }
        Selection remaining = null;
        if (predicate != null) {
            remaining = predicate.select(spread, numRows, null);
        }
        for (RuntimeFilterColumn runtime : selective) {
            if (remaining != null && remaining.count() == 0) {
                break;
            }
            remaining = runtime.filter().select(spread[runtime.column()], numRows, remaining);
        }
        return remaining;
    }

    @Override
    public void close() {
        if (predicate != null) {
            predicate.close();
        }
    }
}
