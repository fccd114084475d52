package dev.sabot.engine.catalog;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Something a schema holds under a name.
public sealed interface CatalogObject {
    /// Returns schema and name.
    ObjectName name();

    /// A table of a connector or a managed one.
    ///
    /// @param defaults per column the text of its DEFAULT expression, or null
    /// @param keys PRIMARY KEY and UNIQUE constraints
    /// @param isManaged whether a [TableStore] keeps its rows
    record TableObject(
            ObjectName name,
            TableHandle handle,
            Schema schema,
            List<@Nullable String> defaults,
            List<TableStore.Key> keys,
            boolean isManaged,
            @Nullable String comment)
            implements CatalogObject {}

    /// A named query.
    ///
    /// @param columns names for the query's columns, or empty for its own
    record ViewObject(ObjectName name, List<String> columns, String queryText, Schema schema)
            implements CatalogObject {}

    /// An index that was asked for; recorded, not used.
    record IndexObject(ObjectName name, ObjectName table, List<String> columns, boolean isUnique)
            implements CatalogObject {}
}
