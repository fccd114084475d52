package dev.sabot.engine;

import dev.sabot.connector.TableStore;
import dev.sabot.engine.catalog.CatalogObject.TableObject;
import dev.sabot.engine.catalog.CatalogObject.ViewObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.planner.catalog.Declaration;
import dev.sabot.planner.catalog.Declaration.Origin;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes tables as text: for DESCRIBE and SHOW CREATE.
final class TableText {
    /// The columns of DESCRIBE.
    static final Schema COLUMNS =
            SystemTables.text("column_name", "column_type", "is_nullable", "key", "column_default");

    /// The columns of DESCRIBE of a table that declares more than columns.
    private static final Schema DECLARED_COLUMNS =
            SystemTables.text(
                    "column_name",
                    "column_type",
                    "is_nullable",
                    "key",
                    "column_default",
                    "extra",
                    "watermark");

    private TableText() {}

    /// Answers DESCRIBE of a table.
    static ShowStatements.Answer describe(TableObject table) {
        Schema schema = table.visibleSchema();
        Declaration declaration = table.declaration();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int index = 0; index < schema.size(); index++) {
            Field field = schema.field(index);
            List<@Nullable Object> row = new ArrayList<>();
            row.add(field.name());
            row.add(field.type().toString());
            row.add(field.isNullable() ? "YES" : "NO");
            row.add(key(table, index));
            row.add(table.visibleDefault(index));
            if (declaration != null) {
                row.add(extra(declaration.columns().get(index).origin()));
                Declaration.EventTime time = declaration.eventTime();
                row.add(time != null && time.column() == index ? time.text() : null);
            }
            rows.add(row);
        }
        return new ShowStatements.Answer(declaration == null ? COLUMNS : DECLARED_COLUMNS, rows);
    }

    private static @Nullable String key(TableObject table, int visible) {
        int column = table.storedColumn(visible);
        String key =
                table.keys().stream()
                        .filter(candidate -> column >= 0 && candidate.columns().contains(column))
                        .map(candidate -> candidate.isPrimary() ? "PRIMARY KEY" : "UNIQUE")
                        .collect(Collectors.joining(", "));
        return key.isEmpty() ? null : key;
    }

    private static @Nullable String extra(Origin origin) {
        return switch (origin) {
            case Origin.Stored _ -> null;
            case Origin.Metadata metadata -> metadata(metadata);
            case Origin.Computed computed -> "AS " + computed.text();
        };
    }

    private static String metadata(Origin.Metadata metadata) {
        return "METADATA FROM "
                + literal(metadata.key())
                + (metadata.isVirtual() ? " VIRTUAL" : "");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String quoted(ObjectName name) {
        return quoted(name.schema()) + "." + quoted(name.name());
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// Returns the statement that would make a table again.
    static String create(TableObject table) {
        List<String> parts = new ArrayList<>();
        Schema schema = table.visibleSchema();
        Declaration declaration = table.declaration();
        for (int index = 0; index < schema.size(); index++) {
            Field field = schema.field(index);
            Origin origin =
                    declaration == null
                            ? new Origin.Stored(index)
                            : declaration.columns().get(index).origin();
            parts.add(quoted(field.name()) + " " + column(table, index, field, origin));
        }
        Declaration.EventTime time = declaration == null ? null : declaration.eventTime();
        if (time != null) {
            String column = quoted(schema.field(time.column()).name());
            parts.add("WATERMARK FOR " + column + " AS " + time.text());
        }
        for (TableStore.Key key : table.keys()) {
            String columns =
                    key.columns().stream()
                            .map(column -> quoted(table.schema().field(column).name()))
                            .collect(Collectors.joining(", "));
            parts.add(
                    (key.isPrimary() ? "PRIMARY KEY (" : "UNIQUE (")
                            + columns
                            + (table.isManaged() ? ")" : ") NOT ENFORCED"));
        }
        return "CREATE TABLE "
                + quoted(table.name())
                + " (\n  "
                + String.join(",\n  ", parts)
                + "\n)"
                + (table.comment() == null ? "" : "\nCOMMENT " + literal(table.comment()))
                + with(table);
    }

    private static String column(TableObject table, int index, Field field, Origin origin) {
        return switch (origin) {
            case Origin.Stored _ -> {
                String defaultValue = table.visibleDefault(index);
                yield field.type()
                        + (field.isNullable() ? "" : " NOT NULL")
                        + (defaultValue == null ? "" : " DEFAULT " + defaultValue);
            }
            case Origin.Metadata metadata -> field.type() + " " + metadata(metadata);
            case Origin.Computed computed -> "AS " + computed.text();
        };
    }

    private static String with(TableObject table) {
        if (table.isManaged() && table.options().isEmpty()) {
            return "";
        }
        List<String> options = new ArrayList<>();
        options.add("'connector' = " + literal(table.handle().connector()));
        table.options().forEach((key, value) -> options.add(literal(key) + " = " + literal(value)));
        return "\nWITH (" + String.join(", ", options) + ")";
    }

    /// Returns the statement that makes a view.
    static String create(ViewObject view) {
        String columns =
                view.columns().isEmpty()
                        ? ""
                        : view.columns().stream()
                                .map(TableText::quoted)
                                .collect(Collectors.joining(", ", " (", ")"));
        return "CREATE VIEW " + quoted(view.name()) + columns + " AS " + view.queryText();
    }
}
