package dev.sabot.console.line;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the names of the catalog when they are first needed, and anew after they have changed.
///
/// **Threads**: one at a time; the prompt completes only while no statement runs.
public final class Catalog {
    private static final int MOST_COLUMNS = 100_000;

    private final Connection connection;
    private @Nullable CatalogNames names;

    public Catalog(Connection connection) {
        this.connection = connection;
    }

    /// Forgets the names, because a statement may have changed them.
    public void hasChanged() {
        names = null;
    }

    /// Returns the names; when the catalog cannot be read there are none to complete, and the next
    /// statement shows why.
    CatalogNames names() {
        CatalogNames known = names;
        if (known == null) {
            try {
                known = read(connection.getMetaData());
            } catch (SQLException _) {
                known = CatalogNames.NONE;
            }
            names = known;
        }
        return known;
    }

    private static CatalogNames read(DatabaseMetaData metaData) throws SQLException {
        return new CatalogNames(
                readSchemas(metaData), readTables(metaData), readFunctions(metaData));
    }

    private static List<String> readSchemas(DatabaseMetaData metaData) throws SQLException {
        Set<String> schemas = new LinkedHashSet<>();
        try (ResultSet resultSet = metaData.getSchemas()) {
            while (resultSet.next()) {
                schemas.add(text(resultSet, "TABLE_SCHEM"));
            }
        }
        return List.copyOf(schemas);
    }

    private static List<CatalogNames.Table> readTables(DatabaseMetaData metaData)
            throws SQLException {
        Map<List<String>, CatalogNames.Table> tables = new LinkedHashMap<>();
        try (ResultSet resultSet = metaData.getTables(null, null, "%", null)) {
            while (resultSet.next()) {
                String schema = text(resultSet, "TABLE_SCHEM");
                String name = text(resultSet, "TABLE_NAME");
                String type = text(resultSet, "TABLE_TYPE");
                tables.put(
                        List.of(schema, name),
                        new CatalogNames.Table(schema, name, type, new ArrayList<>()));
            }
        }
        try (ResultSet resultSet = metaData.getColumns(null, null, "%", "%")) {
            for (int count = 0; count < MOST_COLUMNS && resultSet.next(); count++) {
                CatalogNames.@Nullable Table table =
                        tables.get(
                                List.of(
                                        text(resultSet, "TABLE_SCHEM"),
                                        text(resultSet, "TABLE_NAME")));
                if (table != null) {
                    table.columns()
                            .add(
                                    new CatalogNames.Column(
                                            text(resultSet, "COLUMN_NAME"),
                                            text(resultSet, "TYPE_NAME")));
                }
            }
        }
        return List.copyOf(tables.values());
    }

    private static List<CatalogNames.Function> readFunctions(DatabaseMetaData metaData)
            throws SQLException {
        Map<String, CatalogNames.Function> functions = new LinkedHashMap<>();
        try (ResultSet resultSet = metaData.getFunctions(null, null, "%")) {
            while (resultSet.next()) {
                String name = text(resultSet, "FUNCTION_NAME");
                functions.putIfAbsent(
                        name, new CatalogNames.Function(name, text(resultSet, "REMARKS")));
            }
        }
        return List.copyOf(functions.values());
    }

    private static String text(ResultSet resultSet, String column) throws SQLException {
        @Nullable String text = resultSet.getString(column);
        return text == null ? "" : text;
    }
}
