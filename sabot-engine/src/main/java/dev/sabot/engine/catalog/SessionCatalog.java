package dev.sabot.engine.catalog;

import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.engine.catalog.CatalogObject.IndexObject;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.planner.catalog.CatalogEntry;
import dev.sabot.planner.catalog.CatalogQuery;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.catalog.Declaration;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one statement of a session sees of the catalog: names looked up from the session's schema,
/// tables at the statement's snapshot.
public final class SessionCatalog implements CatalogView {
    /// The option that separates several paths of one table.
    public static final char PATH_SEPARATOR = '\n';

    private final Catalog catalog;
    private final SystemTables systemTables;
    private final String currentSchema;
    private final QueryContext context;

    public SessionCatalog(
            Catalog catalog,
            SystemTables systemTables,
            String currentSchema,
            QueryContext context) {
        this.catalog = catalog;
        this.systemTables = systemTables;
        this.currentSchema = currentSchema;
        this.context = context;
    }

    @Override
    public String catalogName() {
        return Catalog.NAME;
    }

    @Override
    public String currentSchema() {
        return currentSchema;
    }

    @Override
    public Collection<String> schemaNames() {
        return catalog.schemaNames();
    }

    @Override
    public Collection<String> tableNames(String schema) {
        List<String> names = new ArrayList<>(systemTables.tableNames(schema));
        for (CatalogObject object : catalog.relations(schema)) {
            names.add(object.name().name());
        }
        return names;
    }

    @Override
    public @Nullable CatalogEntry lookup(String schema, String name) {
        ObjectName wanted = new ObjectName(schema, name);
        CatalogObject found = catalog.relation(wanted);
        if (found == null) {
            TableHandle handle = systemTables.handle(wanted);
            return handle == null
                    ? null
                    : describe(
                            handle,
                            CatalogTable.Constraints.NONE,
                            systemTables.schema(wanted),
                            null);
        }
        return switch (found) {
            case TableObject table ->
                    describe(
                            table.handle(),
                            constraints(table),
                            table.schema(),
                            table.declaration());
            case ViewObject view ->
                    new CatalogQuery(view.queryText(), view.columns(), view.name().schema());
            case IndexObject _ -> null;
        };
    }

    private CatalogTable describe(
            TableHandle handle,
            CatalogTable.Constraints constraints,
            dev.sabot.type.Schema schema,
            @Nullable Declaration declaration) {
        Table table = context.table(handle);
        return new CatalogTable(
                handle,
                schema,
                table.statistics(),
                table.boundedness(),
                table.hasRowIds(),
                constraints,
                declaration);
    }

    private static CatalogTable.Constraints constraints(TableObject table) {
        Map<Integer, String> defaults = new HashMap<>();
        for (int column = 0; column < table.defaults().size(); column++) {
            String text = table.defaults().get(column);
            if (text != null) {
                defaults.put(column, text);
            }
        }
        List<List<Integer>> keys =
                table.isManaged()
                        ? table.keys().stream().map(TableStore.Key::columns).toList()
                        : List.of();
        return new CatalogTable.Constraints(keys, defaults);
    }

    @Override
    public CatalogTable openFiles(
            @Nullable String format, List<String> paths, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("path", String.join(Character.toString(PATH_SEPARATOR), paths));
        if (format != null) {
            all.put("format", format);
        }
        TableHandle handle = new TableHandle("filesystem", List.of(), all, null);
        Table table = context.table(handle);
        return CatalogTable.of(handle, table.schema(), table.statistics());
    }
}
