package dev.sabot.console.line;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The names there are to complete.
///
/// @param schemas names of schemas
/// @param tables tables and views with their columns
/// @param functions names of functions
public record CatalogNames(List<String> schemas, List<Table> tables, List<Function> functions) {
    static final CatalogNames NONE = new CatalogNames(List.of(), List.of(), List.of());

    /// A table or view.
    record Table(String schema, String name, String type, List<Column> columns) {}

    /// A column of a table.
    record Column(String name, String type) {}

    /// A function.
    record Function(String name, String description) {}

    /// Returns the tables that are not the system's own.
    List<Table> userTables() {
        return tables.stream().filter(table -> !table.type().startsWith("SYSTEM")).toList();
    }

    Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.name().equalsIgnoreCase(name)).findFirst();
    }

    Stream<Table> tablesOf(String schema) {
        return tables.stream().filter(table -> table.schema().equalsIgnoreCase(schema));
    }
}
