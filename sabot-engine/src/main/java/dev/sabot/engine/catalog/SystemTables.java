package dev.sabot.engine.catalog;

import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Shows the catalog as tables: `information_schema` as the standard has it, and `sabot.system`.
///
/// A table's rows are made when a statement opens it.
public final class SystemTables implements Connector {
    /// The connector's name in handles.
    public static final String NAME = "system";

    private final Map<ObjectName, Definition> tables =
            new TreeMap<>(
                    java.util.Comparator.comparing(
                            name -> name.toString().toLowerCase(Locale.ROOT)));

    private final Map<ObjectName, RowFeed> feeds = new ConcurrentHashMap<>();
    private final AtomicLong lastFeed = new AtomicLong();

    /// Columns and where the rows come from.
    private record Definition(Schema schema, Rows rows) {}

    /// Makes the rows of a system table.
    public interface Rows {
        List<List<@Nullable Object>> now();
    }

    public SystemTables(Catalog catalog) {
        add(
                Catalog.INFORMATION_SCHEMA,
                "schemata",
                text("catalog_name", "schema_name"),
                () -> schemata(catalog));
        add(
                Catalog.INFORMATION_SCHEMA,
                "tables",
                text("table_catalog", "table_schema", "table_name", "table_type"),
                () -> tables(catalog));
        add(Catalog.INFORMATION_SCHEMA, "columns", columnsSchema(), () -> columns(catalog));
        add(
                Catalog.SYSTEM_SCHEMA,
                "views",
                text("schema_name", "view_name", "query"),
                () -> views(catalog));
        add(
                Catalog.SYSTEM_SCHEMA,
                "indexes",
                text("schema_name", "index_name", "table_name", "columns", "is_unique", "note"),
                () -> indexes(catalog));
    }

    /// Adds a table.
    public void add(String schema, String name, Schema columns, Rows rows) {
        tables.put(new ObjectName(schema, name), new Definition(columns, rows));
    }

    /// Adds a table that one statement reads while its rows come. The caller closes it.
    public RowFeed addFeed(Schema columns) {
        ObjectName name =
                new ObjectName(Catalog.SYSTEM_SCHEMA, "$feed_" + lastFeed.incrementAndGet());
        RowFeed feed = new RowFeed(name, columns, () -> feeds.remove(name));
        feeds.put(name, feed);
        return feed;
    }

    /// Returns a schema of VARCHAR columns.
    public static Schema text(String... names) {
        return new Schema(
                Arrays.stream(names).map(name -> Field.of(name, DataType.VARCHAR)).toList());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("schema", TypeKind.VARCHAR, "The schema of the system table", null),
                new Option("table", TypeKind.VARCHAR, "The name of the system table", null));
    }

    /// Returns the handle of a system table, or null when there is none of the name.
    public @Nullable TableHandle handle(ObjectName name) {
        return tables.containsKey(name) || feeds.containsKey(name)
                ? new TableHandle(NAME, List.of(name.schema(), name.name()), Map.of(), null)
                : null;
    }

    /// Returns the names of the tables of a schema.
    public List<String> tableNames(String schema) {
        return tables.keySet().stream()
                .filter(name -> name.schema().equalsIgnoreCase(schema))
                .map(ObjectName::name)
                .toList();
    }

    /// Returns the columns of a system table.
    public Schema schema(ObjectName name) {
        RowFeed feed = feeds.get(name);
        return feed != null ? feed.schema() : definition(name).schema();
    }

    private Definition definition(ObjectName name) {
        Definition definition = tables.get(name);
        if (definition == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_TABLE, "there is no system table '" + name + "'");
        }
        return definition;
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        ObjectName name = new ObjectName(handle.name().get(0), handle.name().get(1));
        RowFeed feed = feeds.get(name);
        if (feed != null) {
            return feed;
        }
        Definition definition = definition(name);
        return new RowsTable(definition.schema(), definition.rows().now());
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<List<@Nullable Object>> schemata(Catalog catalog) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String schema : catalog.schemaNames()) {
            rows.add(row(Catalog.NAME, schema));
        }
        return rows;
    }

    private List<List<@Nullable Object>> tables(Catalog catalog) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String schema : catalog.schemaNames()) {
            for (CatalogObject object : catalog.relations(schema)) {
                String type = object instanceof CatalogObject.ViewObject ? "VIEW" : "BASE TABLE";
                rows.add(row(Catalog.NAME, schema, object.name().name(), type));
            }
        }
        for (ObjectName name : tables.keySet()) {
            rows.add(row(Catalog.NAME, name.schema(), name.name(), "SYSTEM TABLE"));
        }
        return rows;
    }

    private static Schema columnsSchema() {
        return Schema.of(
                Field.of("table_catalog", DataType.VARCHAR),
                Field.of("table_schema", DataType.VARCHAR),
                Field.of("table_name", DataType.VARCHAR),
                Field.of("column_name", DataType.VARCHAR),
                Field.of("ordinal_position", DataType.INTEGER),
                Field.of("column_default", DataType.VARCHAR),
                Field.of("is_nullable", DataType.VARCHAR),
                Field.of("data_type", DataType.VARCHAR),
                Field.of("numeric_precision", DataType.INTEGER),
                Field.of("numeric_scale", DataType.INTEGER));
    }

    private List<List<@Nullable Object>> columns(Catalog catalog) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String schema : catalog.schemaNames()) {
            for (CatalogObject object : catalog.relations(schema)) {
                switch (object) {
                    case CatalogObject.TableObject table -> addColumns(rows, table);
                    case CatalogObject.ViewObject view ->
                            addColumns(rows, view.name(), view.schema(), List.of());
                    case CatalogObject.IndexObject _ -> {}
                }
            }
        }
        tables.forEach((name, table) -> addColumns(rows, name, table.schema(), List.of()));
        return rows;
    }

    private static void addColumns(
            List<List<@Nullable Object>> rows, CatalogObject.TableObject table) {
        addColumns(rows, table.name(), table.visibleSchema(), table.visibleDefaults());
    }

    private static void addColumns(
            List<List<@Nullable Object>> rows,
            ObjectName name,
            Schema schema,
            List<@Nullable String> defaults) {
        for (int index = 0; index < schema.size(); index++) {
            Field field = schema.field(index);
            DataType type = field.type();
            rows.add(
                    row(
                            Catalog.NAME,
                            name.schema(),
                            name.name(),
                            field.name(),
                            (long) index + 1,
                            index < defaults.size() ? defaults.get(index) : null,
                            field.isNullable() ? "YES" : "NO",
                            type.toString(),
                            type.isDecimal() ? (long) type.precision() : null,
                            type.isDecimal() ? (long) type.scale() : null));
        }
    }

    private static List<List<@Nullable Object>> views(Catalog catalog) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String schema : catalog.schemaNames()) {
            for (CatalogObject object : catalog.relations(schema)) {
                if (object instanceof CatalogObject.ViewObject view) {
                    rows.add(row(schema, view.name().name(), view.queryText()));
                }
            }
        }
        return rows;
    }

    private static List<List<@Nullable Object>> indexes(Catalog catalog) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CatalogObject.IndexObject index : catalog.indexes()) {
            rows.add(
                    row(
                            index.name().schema(),
                            index.name().name(),
                            index.table().name(),
                            index.columnText(),
                            Boolean.toString(index.isUnique()),
                            "recorded, not used by the planner"));
        }
        return rows;
    }
}
