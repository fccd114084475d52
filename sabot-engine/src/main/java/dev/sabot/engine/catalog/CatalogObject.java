package dev.sabot.engine.catalog;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

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
    record IndexObject(
            ObjectName name, ObjectName table, List<IndexColumn> columns, boolean isUnique)
            implements CatalogObject {
        /// Returns the columns as they are declared.
        public String columnText() {
            return columns.stream().map(IndexColumn::toString).collect(Collectors.joining(", "));
        }
    }

    /// A column of an index and its order.
    record IndexColumn(String name, boolean isDescending) {
        @Override
        public String toString() {
            return isDescending ? name + " DESC" : name;
        }
    }
}
