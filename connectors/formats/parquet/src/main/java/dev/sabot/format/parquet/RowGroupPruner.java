package dev.sabot.format.parquet;

import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanFilter.Domain;
import dev.sabot.format.parquet.file.ChunkStatistics;
import dev.sabot.format.parquet.file.FileFooter;
import dev.sabot.format.parquet.file.RowGroupInfo;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.format.parquet.file.ValueOrder;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// Tells from statistics whether a row group can have a row that meets all domains. When in doubt
/// it can: statistics that are absent, unordered or of another type say nothing.
final class RowGroupPruner {
    private static final int MAX_VALUES_TRIED = 1_000;

    private final @Nullable SchemaNode[] columns;
    private final FileFooter footer;

    RowGroupPruner(@Nullable SchemaNode[] columns, FileFooter footer) {
        this.columns = columns;
        this.footer = footer;
    }

    boolean mayMatch(RowGroupInfo rowGroup, ScanFilter filter) {
        for (Domain domain : filter.domains()) {
            SchemaNode column = columns[domain.column()];
            if (column == null) {
                return false;
            }
            if (column instanceof SchemaNode.Leaf leaf
                    && !mayMatch(domain, ChunkStatistics.of(leaf, rowGroup, footer))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayMatch(Domain domain, ChunkStatistics statistics) {
        if (statistics.isAllNull()) {
            return false;
        }
        Object smallest = statistics.min();
        // NaN is greater than all numbers and absent from statistics: it meets an open upper end
        boolean hidesNaN = statistics.max() instanceof Double && domain.max() == null;
        Object largest = hidesNaN ? null : statistics.max();
        if (isLess(largest, domain.min()) || isLess(domain.max(), smallest)) {
            return false;
        }
        Set<Object> values = domain.values();
        if (values == null || values.size() > MAX_VALUES_TRIED) {
            return true;
        }
        for (Object value : values) {
            if (!isLess(largest, value) && !isLess(value, smallest)) {
                return true;
            }
        }
        return false;
    }

    /// Says whether a value is known to be less than another; what is open is not.
    private static boolean isLess(@Nullable Object value, @Nullable Object other) {
        if (value == null || other == null || value.getClass() != other.getClass()) {
            return false;
        }
        return ValueOrder.compare(value, other) < 0;
    }
}
