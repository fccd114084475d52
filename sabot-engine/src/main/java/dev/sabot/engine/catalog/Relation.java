package dev.sabot.engine.catalog;

import dev.sabot.connector.TableStore;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A table or view as the doors of the engine describe it.
///
/// @param type one of [#TYPES]
/// @param remarks the comment, empty when there is none
/// @param defaults per column the text of its DEFAULT expression, or null; may be shorter
/// @param isComputed says whether a column is computed from others
public record Relation(
        ObjectName name,
        String type,
        String remarks,
        Schema schema,
        List<@Nullable String> defaults,
        List<TableStore.Key> keys,
        IntPredicate isComputed) {
    private static final String SYSTEM_TABLE = "SYSTEM TABLE";
    private static final String TABLE = "TABLE";
    private static final String VIEW = "VIEW";

    /// The kinds of relations, in order.
    public static final List<String> TYPES = List.of(SYSTEM_TABLE, TABLE, VIEW);

    /// Returns what there is, by schema and name.
    public static List<Relation> of(Catalog catalog, SystemTables systemTables) {
        List<Relation> relations = new ArrayList<>();
        for (String schema : catalog.schemaNames()) {
            for (CatalogObject object : catalog.relations(schema)) {
                switch (object) {
                    case TableObject table -> relations.add(of(table));
                    case ViewObject view -> relations.add(plain(view.name(), VIEW, view.schema()));
                    case CatalogObject.IndexObject _ -> {}
                }
            }
            for (String name : systemTables.tableNames(schema)) {
                ObjectName system = new ObjectName(schema, name);
                relations.add(plain(system, SYSTEM_TABLE, systemTables.schema(system)));
            }
        }
        return relations;
    }

    private static Relation of(TableObject table) {
        String comment = table.comment();
        return new Relation(
                table.name(),
                TABLE,
                comment == null ? "" : comment,
                table.visibleSchema(),
                table.visibleDefaults(),
                table.visibleKeys(),
                column -> table.storedColumn(column) < 0);
    }

    private static Relation plain(ObjectName name, String type, Schema schema) {
        return new Relation(name, type, "", schema, List.of(), List.of(), _ -> false);
    }

    /// Returns the DEFAULT expression of a column, or null.
    public @Nullable String defaultText(int column) {
        return column < defaults.size() ? defaults.get(column) : null;
    }

    /// Says whether statements can change the rows.
    public boolean isTable() {
        return type.equals(TABLE);
    }
}
