package dev.sabot.console;

import dev.sabot.console.output.Column;
import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ListRows;
import dev.sabot.console.output.ResultPrinter;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Prints what the catalog holds, in the format the user has chosen.
final class CatalogListing {
    private final Connection connection;
    private final Settings settings;
    private final ConsoleOutput output;

    CatalogListing(Connection connection, Settings settings, ConsoleOutput output) {
        this.connection = connection;
        this.settings = settings;
        this.output = output;
    }

    /// Prints tables and views whose names match a pattern; an empty one matches all but those of
    /// the system.
    void printTables(String pattern) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        String table = pattern.isEmpty() ? "%" : pattern;
        try (ResultSet tables = metaData().getTables(null, null, table, null)) {
            while (tables.next()) {
                String type = text(tables, "TABLE_TYPE");
                if (!pattern.isEmpty() || !type.startsWith("SYSTEM")) {
                    String schema = text(tables, "TABLE_SCHEM");
                    rows.add(List.of(schema, text(tables, "TABLE_NAME"), type));
                }
            }
        }
        print(List.of("schema", "name", "type"), rows);
    }

    /// Prints the columns of the tables whose names match; `schema.table` narrows to one schema,
    /// and an empty pattern matches all tables but those of the system.
    void printSchema(String pattern) throws SQLException {
        int dot = pattern.indexOf('.');
        @Nullable String schema = dot < 0 ? null : pattern.substring(0, dot);
        String table = pattern.isEmpty() ? "%" : pattern.substring(dot + 1);
        Set<List<String>> hidden = pattern.isEmpty() ? systemTables() : Set.of();
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet columns = metaData().getColumns(null, schema, table, "%")) {
            while (columns.next()) {
                List<String> name =
                        List.of(text(columns, "TABLE_SCHEM"), text(columns, "TABLE_NAME"));
                if (hidden.contains(name)) {
                    continue;
                }
                String nullable = text(columns, "IS_NULLABLE");
                rows.add(
                        List.of(
                                name.getFirst(),
                                name.getLast(),
                                text(columns, "COLUMN_NAME"),
                                type(columns),
                                nullable.equalsIgnoreCase("NO") ? "NOT NULL" : ""));
            }
        }
        if (rows.isEmpty() && !pattern.isEmpty()) {
            throw new SQLException("There is no table " + pattern + "; .tables lists all");
        }
        print(List.of("schema", "table", "column", "type", "constraint"), rows);
    }

    /// Prints functions whose names match a pattern; an empty one matches all.
    void printFunctions(String pattern) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        String name = pattern.isEmpty() ? "%" : pattern;
        try (ResultSet functions = metaData().getFunctions(null, null, name)) {
            while (functions.next()) {
                rows.add(List.of(text(functions, "FUNCTION_NAME"), text(functions, "REMARKS")));
            }
        }
        print(List.of("function", "description"), rows);
    }

    private Set<List<String>> systemTables() throws SQLException {
        Set<List<String>> names = new HashSet<>();
        try (ResultSet tables = metaData().getTables(null, null, "%", null)) {
            while (tables.next()) {
                if (text(tables, "TABLE_TYPE").startsWith("SYSTEM")) {
                    names.add(List.of(text(tables, "TABLE_SCHEM"), text(tables, "TABLE_NAME")));
                }
            }
        }
        return names;
    }

    private DatabaseMetaData metaData() throws SQLException {
        return connection.getMetaData();
    }

    private void print(List<String> names, List<List<String>> rows) throws SQLException {
        List<Column> columns = names.stream().map(Column::text).toList();
        ResultPrinter.of(settings.printOptions(output.isRedirected()).withTypes(false))
                .print(new ListRows(columns, rows), output);
    }

    private static String type(ResultSet columns) throws SQLException {
        String name = text(columns, "TYPE_NAME");
        int type = columns.getInt("DATA_TYPE");
        boolean isDecimal = type == Types.DECIMAL || type == Types.NUMERIC;
        return isDecimal && !name.contains("(")
                ? name
                        + "("
                        + columns.getInt("COLUMN_SIZE")
                        + ","
                        + columns.getInt("DECIMAL_DIGITS")
                        + ")"
                : name;
    }

    private static String text(ResultSet resultSet, String column) throws SQLException {
        @Nullable String text = resultSet.getString(column);
        return text == null ? "" : text;
    }
}
