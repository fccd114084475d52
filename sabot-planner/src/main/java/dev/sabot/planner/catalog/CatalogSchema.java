package dev.sabot.planner.catalog;

import dev.sabot.sql.syntax.FileTables;

import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The catalog view as Calcite's tree of schemas, resolved lazily and once per statement.
public final class CatalogSchema {
    private static final CalciteConnectionConfig CONFIG = config();

    private final CatalogView view;
    private final ViewTable.Expander expander;
    private final Map<String, @Nullable Table> tables = new HashMap<>();
    private final Map<String, CatalogTable> files = new HashMap<>();
    private final CalciteSchema root;

    public CatalogSchema(CatalogView view, ViewTable.Expander expander) {
        this.view = view;
        this.expander = expander;
        this.root = CalciteSchema.createRootSchema(false, false, "", new Schemas(true));
    }

    private static CalciteConnectionConfig config() {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        return new CalciteConnectionConfigImpl(properties);
    }

    /// Returns a reader that looks up unqualified names in the given schema.
    public CalciteCatalogReader reader(String schema, RelDataTypeFactory typeFactory) {
        return new CalciteCatalogReader(root, List.of(schema), typeFactory, CONFIG);
    }

    /// Makes files a table of the file schema under a name of its own.
    public void addFiles(String name, CatalogTable table) {
        files.put(name, table);
    }

    /// Returns the columns of all tables looked up so far.
    public Set<String> columnNames() {
        Set<String> names = new TreeSet<>();
        for (Table table : tables.values()) {
            if (table instanceof RelationTable relation) {
                relation.table().schema().fields().forEach(field -> names.add(field.name()));
            } else if (table instanceof DeclaredTable declared) {
                declared.columns().fields().forEach(field -> names.add(field.name()));
            }
        }
        return names;
    }

    private @Nullable Table table(String schema, String name) {
        String key = schema.toLowerCase(Locale.ROOT) + '\0' + name.toLowerCase(Locale.ROOT);
        if (!tables.containsKey(key)) {
            tables.put(key, load(schema, name));
        }
        return tables.get(key);
    }

    private @Nullable Table load(String schema, String name) {
        CatalogEntry entry = view.lookup(schema, name);
        return switch (entry) {
            case null -> null;
            case CatalogTable table -> table(name, table);
            case CatalogQuery query -> new ViewTable(name, query, expander);
        };
    }

    /// Opens the files of `FROM 'path'`, unless they are open.
    ///
    /// **Errors**: as [CatalogView#openFiles].
    public void openFile(String name) {
        file(name);
    }

    private Table table(String name, CatalogTable table) {
        Declaration declaration = table.declaration();
        return declaration == null
                ? new RelationTable(table)
                : new DeclaredTable(name, table, declaration.schema(), expander);
    }

    private Table file(String name) {
        CatalogTable table = files.get(name);
        if (table == null) {
            table = view.openFiles(null, List.of(name), Map.of());
            files.put(name, table);
        }
        return new RelationTable(table);
    }

    private @Nullable Schema schema(String name, boolean isRoot) {
        if (name.equals(FileTables.SCHEMA)) {
            return new Tables(this::file, Set.of());
        }
        for (String known : view.schemaNames()) {
            if (known.equalsIgnoreCase(name)) {
                return new Tables(table -> table(known, table), view.tableNames(known));
            }
        }
        return isRoot && view.catalogName().equalsIgnoreCase(name) ? new Schemas(false) : null;
    }

    /// The root and, below it, the catalog under its name.
    private final class Schemas extends AbstractSchema {
        private final boolean isRoot;

        Schemas(boolean isRoot) {
            this.isRoot = isRoot;
        }

        @Override
        public Lookup<? extends Schema> subSchemas() {
            return new Names<>(name -> schema(name, isRoot), view.schemaNames());
        }
    }

    private static final class Tables extends AbstractSchema {
        private final Function<String, @Nullable Table> load;
        private final Collection<String> names;

        Tables(Function<String, @Nullable Table> load, Collection<String> names) {
            this.load = load;
            this.names = names;
        }

        @Override
        public Lookup<Table> tables() {
            return new Names<>(load, names);
        }
    }

    private record Names<T>(Function<String, @Nullable T> load, Collection<String> names)
            implements Lookup<T> {
        @Override
        public @Nullable T get(String name) {
            return load.apply(name);
        }

        @Override
        public @Nullable Named<T> getIgnoreCase(String name) {
            T entity = load.apply(name);
            return entity == null ? null : new Named<>(name, entity);
        }

        @Override
        public Set<String> getNames(LikePattern pattern) {
            Set<String> matching = new TreeSet<>();
            for (String name : names) {
                if (pattern.matcher().apply(name)) {
                    matching.add(name);
                }
            }
            return matching;
        }
    }
}
