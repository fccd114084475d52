package dev.sabot.planner.catalog;

import java.util.List;

/// A view: a query under a name.
///
/// @param sql the query as text
/// @param columns the names of its columns; empty = the query's own
/// @param schema where unqualified names of the query are looked up
public record CatalogQuery(String sql, List<String> columns, String schema)
        implements CatalogEntry {
    public CatalogQuery {
        columns = List.copyOf(columns);
    }
}
