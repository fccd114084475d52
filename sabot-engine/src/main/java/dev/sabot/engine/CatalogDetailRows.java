package dev.sabot.engine;

import dev.sabot.connector.TableStore;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.sql.SqlTokenizer;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shows of the catalog what drivers ask for and the standard's tables do not say: the kinds and
/// comments of relations, the columns of keys and indexes, the reserved words.
final class CatalogDetailRows {
    private CatalogDetailRows() {}

    static void register(Engine engine, SystemTables tables) {
        String schema = Catalog.SYSTEM_SCHEMA;
        tables.add(
                schema,
                "tables",
                SystemTables.text("schema_name", "table_name", "table_type", "comment"),
                () -> relations(engine));
        tables.add(
                schema,
                "index_columns",
                Schema.of(
                        Field.of("schema_name", DataType.VARCHAR),
                        Field.of("table_name", DataType.VARCHAR),
                        Field.of("index_name", DataType.VARCHAR),
                        Field.of("is_unique", DataType.BOOLEAN),
                        Field.of("is_primary", DataType.BOOLEAN),
                        Field.of("ordinal_position", DataType.INTEGER),
                        Field.of("column_name", DataType.VARCHAR)),
                () -> indexColumns(engine.catalog()));
        tables.add(
                schema,
                "keywords",
                SystemTables.text("keyword"),
                () -> SqlTokenizer.keywords().stream().sorted().map(word -> row(word)).toList());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<List<@Nullable Object>> relations(Engine engine) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String schema : engine.catalog().schemaNames()) {
            for (CatalogObject object : engine.catalog().relations(schema)) {
                switch (object) {
                    case TableObject table ->
                            rows.add(row(schema, table.name().name(), "TABLE", table.comment()));
                    case ViewObject view -> rows.add(row(schema, view.name().name(), "VIEW", null));
                    case CatalogObject.IndexObject _ -> {}
                }
            }
            for (String name : engine.systemTableNames(schema)) {
                rows.add(row(schema, name, "SYSTEM TABLE", null));
            }
        }
        return rows;
    }

    private static List<List<@Nullable Object>> indexColumns(Catalog catalog) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String schema : catalog.schemaNames()) {
            for (CatalogObject object : catalog.relations(schema)) {
                if (object instanceof TableObject table) {
                    table.keys().forEach(key -> addKey(table, key, rows));
                }
            }
        }
        for (CatalogObject.IndexObject index : catalog.indexes()) {
            for (int column = 0; column < index.columns().size(); column++) {
                rows.add(
                        row(
                                index.table().schema(),
                                index.table().name(),
                                index.name().name(),
                                index.isUnique(),
                                false,
                                column + 1,
                                index.columns().get(column).name()));
            }
        }
        return rows;
    }

    private static void addKey(
            TableObject table, TableStore.Key key, List<List<@Nullable Object>> rows) {
        for (int column = 0; column < key.columns().size(); column++) {
            rows.add(
                    row(
                            table.name().schema(),
                            table.name().name(),
                            key.name(),
                            true,
                            key.isPrimary(),
                            column + 1,
                            table.schema().field(key.columns().get(column)).name()));
        }
    }
}
