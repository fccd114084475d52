package dev.sabot.planner.catalog;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a session sees of tables, views and files while one statement is planned.
///
/// Names match without case. One view serves one statement, so that all its references to a table
/// see the same snapshot.
///
/// **Threads**: one.
public interface CatalogView {
    /// Returns the name that may stand before a schema's.
    String catalogName();

    /// Returns the schema in which unqualified names are looked up.
    String currentSchema();

    Collection<String> schemaNames();

    /// Returns the names of the tables and views of a schema; empty when there is no such schema.
    Collection<String> tableNames(String schema);

    /// Returns a table or view, or null when the schema has none of that name.
    @Nullable CatalogEntry lookup(String schema, String name);

    /// Opens files as a table: `FROM 'path'` and `read_parquet('path', option => value)`.
    ///
    /// **Errors**: FILE_NOT_FOUND, MALFORMED_FILE, ACCESS_DENIED, OPTION_NOT_ALLOWED.
    ///
    /// @param format the format the function names (`parquet`, `csv`, `json`, `arrow`), or null
    ///     when the path tells
    CatalogTable openFiles(
            @Nullable String format, List<String> paths, Map<String, String> options);
}
