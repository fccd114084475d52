package dev.sabot.engine.catalog;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.planner.catalog.Declaration.Origin;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Something a schema holds under a name.
public sealed interface CatalogObject {
    /// Returns schema and name.
    ObjectName name();

    /// A table of a connector or a managed one.
    ///
    /// @param schema the columns that are kept
    /// @param defaults per column the text of its DEFAULT expression, or null
    /// @param keys PRIMARY KEY and UNIQUE constraints, which only managed tables enforce
    /// @param isManaged whether a [TableStore] keeps its rows
    /// @param options what WITH says besides the connector
    /// @param declaration null when queries see just the columns that are kept
    record TableObject(
            ObjectName name,
            TableHandle handle,
            Schema schema,
            List<@Nullable String> defaults,
            List<TableStore.Key> keys,
            boolean isManaged,
            @Nullable String comment,
            Map<String, String> options,
            @Nullable Declaration declaration)
            implements CatalogObject {

        /// Returns the columns queries see.
        public Schema visibleSchema() {
            return declaration == null ? schema : declaration.schema();
        }

        /// Returns the kept column that a column queries see is, or -1.
        public int storedColumn(int visible) {
            if (declaration == null) {
                return visible;
            }
            return declaration.columns().get(visible).origin() instanceof Origin.Stored stored
                    ? stored.column()
                    : -1;
        }

        /// Returns the keys by the columns queries see.
        public List<TableStore.Key> visibleKeys() {
            List<Integer> visible = new ArrayList<>();
            for (int column = 0; column < visibleSchema().size(); column++) {
                visible.add(storedColumn(column));
            }
            return keys.stream()
                    .map(key ->
                            new TableStore.Key(
                                    key.name(),
                                    key.columns().stream().map(visible::indexOf).toList(),
                                    key.isPrimary()))
                    .toList();
        }

        /// Returns the DEFAULT of each column queries see, or null.
        public List<@Nullable String> visibleDefaults() {
            List<@Nullable String> visible = new ArrayList<>();
            for (int column = 0; column < visibleSchema().size(); column++) {
                visible.add(visibleDefault(column));
            }
            return visible;
        }

        /// Returns the DEFAULT of a column queries see, or null.
        public @Nullable String visibleDefault(int visible) {
            int column = storedColumn(visible);
            return column < 0 ? null : defaults.get(column);
        }
    }

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
