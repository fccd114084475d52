package dev.sabot.connector.filesystem;

import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ScanFilter;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shows a filter to the reader of one file: columns of the path are known, the others renumbered.
final class PathFilter implements ScanFilter {
    private final ScanFilter filter;
    private final int[] origins;
    private final List<@Nullable Object> values;
    private final Column[] constants;

    /// @param origins by output column: an index into the columns read, or `-1 - index` of a value
    /// @param constants the values as columns of one row, lent
    PathFilter(
            ScanFilter filter, int[] origins, List<@Nullable Object> values, Column... constants) {
        this.filter = filter;
        this.origins = origins;
        this.values = values;
        this.constants = constants;
    }

    /// Says whether the path meets the conditions on its columns.
    boolean mayMatch() {
        for (Domain domain : filter.domains()) {
            int origin = origins[domain.column()];
            if (origin < 0 && !matches(domain, values.get(-1 - origin))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(Domain domain, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        return !isLess(value, domain.min())
                && !isLess(domain.max(), value)
                && (domain.values() == null || domain.values().contains(value));
    }

    private static boolean isLess(@Nullable Object value, @Nullable Object other) {
        if (value instanceof Long number && other instanceof Long limit) {
            return number < limit;
        }
        if (value instanceof String text && other instanceof String limit) {
            return Arrays.compareUnsigned(
                            text.getBytes(StandardCharsets.UTF_8),
                            limit.getBytes(StandardCharsets.UTF_8))
                    < 0;
        }
        return false;
    }

    /// Says whether there is a predicate that reads no column of the file.
    boolean isOfPathOnly() {
        return !filter.columns().isEmpty() && columns().isEmpty();
    }

    @Override
    public List<Domain> domains() {
        List<Domain> inner = new ArrayList<>();
        for (Domain domain : filter.domains()) {
            int origin = origins[domain.column()];
            if (origin >= 0) {
                inner.add(new Domain(origin, domain.min(), domain.max(), domain.values()));
            }
        }
        return inner;
    }

    @Override
    public List<Integer> columns() {
        List<Integer> inner = new ArrayList<>();
        for (int column : filter.columns()) {
            if (origins[column] >= 0) {
                inner.add(origins[column]);
            }
        }
        return inner;
    }

    @Override
    public @Nullable Selection select(Column[] lent, int numRows) {
        List<Integer> wanted = filter.columns();
        Column[] complete = new Column[wanted.size()];
        List<Column> made = new ArrayList<>();
        try {
            int next = 0;
            for (int index = 0; index < complete.length; index++) {
                int origin = origins[wanted.get(index)];
                if (origin >= 0) {
                    complete[index] = lent[next++];
                } else {
                    Column value = constants[-1 - origin].retain();
                    complete[index] = Column.constant(value, numRows);
                    made.add(complete[index]);
                }
            }
            return filter.select(complete, numRows);
        } finally {
            made.forEach(Column::close);
        }
    }
}
