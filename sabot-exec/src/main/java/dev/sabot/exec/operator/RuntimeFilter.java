package dev.sabot.exec.operator;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ScanFilter;

import org.jspecify.annotations.Nullable;

/// What the build side of a join tells the scans of its probe side: rows whose key it cannot hold
/// need not be read. Known before the probe pipeline starts.
///
/// **Threads**: safe.
public interface RuntimeFilter {
    /// Returns the values the key may have, as a condition on the given scan column; null when
    /// nothing is known.
    ScanFilter.@Nullable Domain domain(int scanColumn);

    /// Returns the active rows whose key may match; `active` itself when all may.
    @Nullable Selection select(Column key, int numRows, @Nullable Selection active);

    /// Says whether calling [#select] per batch is worth it.
    boolean isSelective();
}
