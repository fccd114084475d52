package dev.sabot.console;

import dev.sabot.console.output.Column;
import dev.sabot.console.output.ConsoleOutput;
import dev.sabot.console.output.ListRows;
import dev.sabot.console.output.ResultPrinter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /// Prints tables and views whose names match a pattern; an empty one matches all.
    void printTables(String pattern) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        String table = pattern.isEmpty() ? "%" : pattern;
        try (ResultSet tables = metaData().getTables(null, null, table, null)) {
            while (tables.next()) {
                rows.add(
                        List.of(
                                text(tables, "TABLE_SCHEM"),
                                text(tables, "TABLE_NAME"),
                                text(tables, "TABLE_TYPE")));
            }
        }
        print(List.of("schema", "name", "type"), rows);
    }

    /// Prints the columns of the tables whose names match; `schema.table` narrows to one schema.
    void printSchema(String pattern) throws SQLException {
        int dot = pattern.indexOf('.');
        @Nullable String schema = dot < 0 ? null : pattern.substring(0, dot);
        String table = pattern.isEmpty() ? "%" : pattern.substring(dot + 1);
        List<List<String>> rows = new ArrayList<>();
        try (ResultSet columns = metaData().getColumns(null, schema, table, "%")) {
            while (columns.next()) {
                String nullable = text(columns, "IS_NULLABLE");
                rows.add(
                        List.of(
                                text(columns, "TABLE_SCHEM"),
                                text(columns, "TABLE_NAME"),
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
