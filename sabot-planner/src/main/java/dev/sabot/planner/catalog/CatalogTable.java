package dev.sabot.planner.catalog;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStatistics;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// A table as the planner needs it.
///
/// @param schema the columns the connector keeps
/// @param hasRowIds whether a scan can give the ROW_ID that UPDATE and DELETE need
/// @param declaration null when queries see just the columns the connector keeps
public record CatalogTable(
        TableHandle handle,
        Schema schema,
        TableStatistics statistics,
        Boundedness boundedness,
        boolean hasRowIds,
        Constraints constraints,
        @Nullable Declaration declaration)
        implements CatalogEntry {

    /// What rows are known to obey and columns are filled with.
    ///
    /// @param uniqueKeys sets of columns of which no two rows have equal values
    /// @param defaults SQL text of the default of the columns that have one
    public record Constraints(List<List<Integer>> uniqueKeys, Map<Integer, String> defaults) {
        public static final Constraints NONE = new Constraints(List.of(), Map.of());

        public Constraints {
            uniqueKeys = List.copyOf(uniqueKeys);
            defaults = Map.copyOf(defaults);
        }
    }

    /// Returns a bounded, read-only table without constraints.
    public static CatalogTable of(TableHandle handle, Schema schema, TableStatistics statistics) {
        return new CatalogTable(
                handle, schema, statistics, Boundedness.BOUNDED, false, Constraints.NONE, null);
    }
}
