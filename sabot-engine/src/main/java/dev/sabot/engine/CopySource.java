package dev.sabot.engine;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.format.Format;
import dev.sabot.planner.catalog.CatalogEntry;
import dev.sabot.planner.catalog.CatalogTable;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The files of a COPY FROM as a table: those without types of their own are read with the types of
/// the columns they fill.
///
/// @param columns the names of the table's columns, one for each column to fill
record CopySource(CatalogTable table, List<String> columns) {
    /// Opens files.
    ///
    /// **Errors**: FILE_NOT_FOUND; INVALID_ARGUMENT for a format there is not; TYPE_MISMATCH when
    /// the files have other columns.
    ///
    /// @param filled the columns to fill
    static CopySource open(
            String path,
            Map<String, String> given,
            Schema filled,
            List<Format> formats,
            StatementContext context) {
        List<FileInfo> files = context.files().list(path);
        if (files.isEmpty()) {
            throw new SabotException(ErrorCode.FILE_NOT_FOUND, "there is no file at " + path);
        }
        Map<String, String> options = new TreeMap<>(given);
        Format format = format(options.remove("format"), files.getFirst().path(), formats);
        options.put("format", format.name());
        options.put("path", path);
        format.loadOptions().forEach(options::putIfAbsent);
        if (format.isSelfDescribing()) {
            return ofTypedFiles(options, filled, context);
        }
        List<Field> fields = new ArrayList<>();
        for (Field field : filled.fields()) {
            fields.add(Field.of(field.name(), field.type()));
        }
        return of(options, new Schema(fields), names(filled), context);
    }

    private static CopySource ofTypedFiles(
            Map<String, String> options, Schema filled, StatementContext context) {
        CopySource source = of(options, null, List.of(), context);
        Schema found = source.table.schema();
        if (found.size() != filled.size()) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    options.get("path")
                            + " has "
                            + found.size()
                            + " columns ("
                            + String.join(", ", names(found))
                            + "), "
                            + filled.size()
                            + " are to be filled; name as many columns, or use INSERT INTO .."
                            + " SELECT columns FROM the file");
        }
        boolean hasNames = names(filled).stream().allMatch(name -> found.indexOf(name) >= 0);
        List<String> columns = new ArrayList<>();
        for (int index = 0; index < filled.size(); index++) {
            int place = hasNames ? found.indexOf(filled.field(index).name()) : index;
            columns.add(found.field(place).name());
        }
        return new CopySource(source.table, columns);
    }

    private static List<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    private static CopySource of(
            Map<String, String> options,
            @Nullable Schema declared,
            List<String> columns,
            StatementContext context) {
        TableHandle handle = new TableHandle("filesystem", List.of(), options, declared);
        Table table = context.table(handle);
        return new CopySource(CatalogTable.of(handle, table.schema(), table.statistics()), columns);
    }

    private static Format format(@Nullable String name, String path, List<Format> formats) {
        if (name != null) {
            return formats.stream()
                    .filter(format -> format.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new SabotException(
                                    ErrorCode.INVALID_ARGUMENT,
                                    "there is no format '"
                                            + name
                                            + "'; there are: "
                                            + String.join(
                                                    ", ",
                                                    formats.stream().map(Format::name).toList())));
        }
        String lower = path.toLowerCase(Locale.ROOT);
        return formats.stream()
                .filter(format -> format.extensions().stream().anyMatch(lower::endsWith))
                .findFirst()
                .orElseThrow(() ->
                        new SabotException(
                                ErrorCode.INVALID_ARGUMENT,
                                "the name '"
                                        + path
                                        + "' does not tell the format; add (FORMAT csv)"));
    }

    /// Returns a catalog in which every file is this table.
    CatalogView over(CatalogView catalog) {
        return new View(catalog, table);
    }

    private record View(CatalogView catalog, CatalogTable table) implements CatalogView {
        @Override
        public String catalogName() {
            return catalog.catalogName();
        }

        @Override
        public String currentSchema() {
            return catalog.currentSchema();
        }

        @Override
        public Collection<String> schemaNames() {
            return catalog.schemaNames();
        }

        @Override
        public Collection<String> tableNames(String schema) {
            return catalog.tableNames(schema);
        }

        @Override
        public @Nullable CatalogEntry lookup(String schema, String name) {
            return catalog.lookup(schema, name);
        }

        @Override
        public CatalogTable openFiles(
                @Nullable String format, List<String> paths, Map<String, String> options) {
            return table;
        }
    }
}
