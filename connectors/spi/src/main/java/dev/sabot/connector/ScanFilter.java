package dev.sabot.connector;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// Says what a scan may leave out. Columns are indexes into [ScanRequest#columns()].
///
/// The domains may tighten while the scan runs (a join's build side becomes known): ask again for
/// every split and row group.
///
/// **Threads**: one thread, that of the reader.
public interface ScanFilter {
    /// Returns conditions a row must meet; a part of the table that meets one nowhere can be
    /// skipped.
    List<Domain> domains();

    /// Returns the columns [#select] reads, ascending; empty when there is no predicate.
    List<Integer> columns();

    /// Applies the predicate to rows. `lent` has the columns of [#columns()] in that order; they
    /// stay the caller's. Returns the rows that pass, or null when all do.
    @Nullable Selection select(Column[] lent, int numRows);

    /// A condition on one column.
    ///
    /// **Range**: values have the Java form of the column's type: Long (integers, dates, times,
    /// timestamps in their unit), BigInteger (unscaled DECIMAL), Double, String (compared as UTF-8
    /// bytes), Boolean. Bounds are inclusive; null means open. `values`, when present, lists all
    /// values that can match. Nulls never match.
    record Domain(
            int column, @Nullable Object min, @Nullable Object max, @Nullable Set<Object> values) {}
}
