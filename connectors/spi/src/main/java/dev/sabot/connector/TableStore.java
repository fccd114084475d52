package dev.sabot.connector;

import dev.sabot.type.Schema;

import java.util.List;
import java.util.Map;

/// A connector that keeps tables of its own: what `CREATE TABLE` without a connector needs.
///
/// One instance belongs to one database; handles it gave are valid until the table is dropped.
///
/// **Threads**: all methods may be called by any thread.
public interface TableStore extends Connector {
    /// Makes an empty table and returns its handle.
    TableHandle create(TableDefinition definition);

    /// Removes a table. Queries that hold a snapshot of it go on.
    void drop(TableHandle handle);

    /// Removes all rows.
    void truncate(TableHandle handle);

    /// Describes a table to be made.
    ///
    /// @param uniqueKeys column indexes of PRIMARY KEY and UNIQUE constraints, enforced at commit
    /// @param options what WITH says besides the connector
    record TableDefinition(
            List<String> name, Schema schema, List<Key> uniqueKeys, Map<String, String> options) {}

    /// Columns whose values together occur once. A UNIQUE key admits several NULLs, a primary none.
    record Key(String name, List<Integer> columns, boolean isPrimary) {}
}
