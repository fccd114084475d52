package dev.sabot.engine;

import dev.sabot.connector.Connector;
import dev.sabot.connector.Option;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.format.Format;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Derives the system tables of functions, connectors, formats and settings from their
/// declarations.
final class SystemCatalogRows {
    private SystemCatalogRows() {}

    static void register(Engine engine, SystemTables tables) {
        String schema = Catalog.SYSTEM_SCHEMA;
        tables.add(
                schema,
                "functions",
                SystemTables.text(
                        "function_name",
                        "kind",
                        "category",
                        "syntax",
                        "description",
                        "example",
                        "result",
                        "aliases"),
                () -> functions(engine.functions()));
        tables.add(
                schema,
                "connectors",
                SystemTables.text("connector_name", "options"),
                () -> connectors(engine));
        tables.add(
                schema,
                "formats",
                SystemTables.text("format_name", "extensions", "read_options", "write_options"),
                () -> formats(engine));
        tables.add(
                schema,
                "settings",
                SystemTables.text("setting_name", "initial_value", "description"),
                SystemCatalogRows::settings);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static List<@Nullable Object> row(String kind, FunctionDoc doc) {
        return row(
                doc.name(),
                kind,
                doc.category(),
                doc.syntax(),
                doc.description(),
                doc.example(),
                doc.result(),
                String.join(", ", doc.aliases()));
    }

    private static List<List<@Nullable Object>> functions(FunctionRegistry functions) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        functions.scalars().forEach(function -> rows.add(row("scalar", function.doc())));
        functions.aggregates().forEach(function -> rows.add(row("aggregate", function.doc())));
        return rows;
    }

    private static String names(List<Option> options) {
        return options.stream().map(Option::name).sorted().collect(Collectors.joining(", "));
    }

    private static List<List<@Nullable Object>> connectors(Engine engine) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Connector connector : engine.connectors()) {
            rows.add(row(connector.name(), names(connector.options())));
        }
        return rows;
    }

    private static List<List<@Nullable Object>> formats(Engine engine) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Format format : engine.formats()) {
            rows.add(
                    row(
                            format.name(),
                            String.join(", ", format.extensions()),
                            names(format.readOptions()),
                            names(format.writeOptions())));
        }
        return rows;
    }

    private static List<List<@Nullable Object>> settings() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            rows.add(row(setting.key(), setting.initialValue(), setting.description()));
        }
        return rows;
    }
}
