package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.arrow.ArrowColumn;
import dev.sabot.jdbc.arrow.SchemaReader;
import dev.sabot.jdbc.session.ColumnInfo;
import dev.sabot.jdbc.session.FunctionInfo;
import dev.sabot.jdbc.session.IndexColumnInfo;
import dev.sabot.jdbc.session.KeyColumnInfo;
import dev.sabot.jdbc.session.MetadataFilter;
import dev.sabot.jdbc.session.SchemaInfo;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.TableInfo;
import dev.sabot.jdbc.session.TableName;
import dev.sabot.jdbc.wire.Commands;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks the server about its catalog: by Flight SQL's commands what they can say, by its system
 * tables the rest.
 */
final class RemoteMetadata implements SessionMetadata {
    private static final String PRODUCT = "Sabot ";
    private static final String DEFAULT_KEY = "SABOT:COLUMN_DEFAULT";

    private final RemoteSession session;

    RemoteMetadata(RemoteSession session) {
        this.session = session;
    }

    private CommandRows sql(String text) throws SessionException {
        return CommandRows.read(session, Commands.statementQuery(text));
    }

    private CommandRows command(byte[] command) throws SessionException {
        return CommandRows.read(session, command);
    }

    @Override
    public String productVersion() throws SessionException {
        CommandRows rows = sql("SELECT version() AS version");
        String text = rows.size() == 0 ? "" : rows.text(0, "version");
        return text.startsWith(PRODUCT) ? text.substring(PRODUCT.length()) : text;
    }

    @Override
    public String userName() throws SessionException {
        CommandRows rows = sql("SELECT CURRENT_USER AS name");
        return rows.size() == 0 ? "" : rows.text(0, "name");
    }

    @Override
    public List<String> keywords() throws SessionException {
        return sql("SELECT keyword FROM sabot.system.keywords").texts("keyword");
    }

    @Override
    public List<String> catalogs() throws SessionException {
        return command(Commands.catalogs()).texts("catalog_name");
    }

    @Override
    public List<SchemaInfo> schemas(MetadataFilter filter) throws SessionException {
        CommandRows rows = command(Commands.schemas(null, filter.schema().likeText()));
        List<SchemaInfo> schemas = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            schemas.add(
                    new SchemaInfo(
                            rows.text(row, "catalog_name"), rows.text(row, "db_schema_name")));
        }
        return schemas;
    }

    @Override
    public List<String> tableTypes() throws SessionException {
        return command(Commands.tableTypes()).texts("table_type");
    }

    private CommandRows tables(MetadataFilter filter, Set<String> types, boolean withColumns)
            throws SessionException {
        return command(
                Commands.tables(
                        null,
                        filter.schema().likeText(),
                        filter.object().likeText(),
                        types,
                        withColumns));
    }

    @Override
    public List<TableInfo> tables(MetadataFilter filter) throws SessionException {
        CommandRows rows = tables(filter, filter.types(), false);
        CommandRows comments =
                sql(
                        "SELECT schema_name, table_name, comment FROM sabot.system.tables"
                                + " WHERE comment IS NOT NULL");
        List<TableInfo> tables = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            TableName name = tableName(rows, row);
            String remarks = "";
            for (int comment = 0; comment < comments.size(); comment++) {
                if (comments.text(comment, "schema_name").equals(name.schema())
                        && comments.text(comment, "table_name").equals(name.table())) {
                    remarks = comments.text(comment, "comment");
                }
            }
            tables.add(new TableInfo(name, rows.text(row, "table_type"), remarks));
        }
        return tables;
    }

    private static TableName tableName(CommandRows rows, int row) throws SessionException {
        return new TableName(
                rows.text(row, "catalog_name"),
                rows.text(row, "db_schema_name"),
                rows.text(row, "table_name"));
    }

    @Override
    public List<ColumnInfo> columns(MetadataFilter filter) throws SessionException {
        CommandRows rows = tables(filter, Set.of(), true);
        List<ColumnInfo> columns = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<ArrowColumn> fields =
                    SchemaReader.readEncapsulated(ByteBuffer.wrap(rows.bytes(row, "table_schema")));
            for (int index = 0; index < fields.size(); index++) {
                ArrowColumn field = fields.get(index);
                if (filter.column().matches(field.descriptor().name())) {
                    columns.add(
                            new ColumnInfo(
                                    field.descriptor(),
                                    index + 1,
                                    field.metadata().get(DEFAULT_KEY),
                                    "",
                                    false));
                }
            }
        }
        return columns;
    }

    private String catalog() throws SessionException {
        List<String> catalogs = catalogs();
        return catalogs.isEmpty() ? "" : catalogs.get(0);
    }

    private CommandRows indexColumns() throws SessionException {
        return sql(
                "SELECT schema_name, table_name, index_name, is_unique, is_primary,"
                        + " ordinal_position, column_name FROM sabot.system.index_columns");
    }

    @Override
    public List<KeyColumnInfo> primaryKeys(MetadataFilter filter) throws SessionException {
        String catalog = catalog();
        CommandRows rows = indexColumns();
        List<KeyColumnInfo> keys = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.flag(row, "is_primary")) {
                keys.add(
                        new KeyColumnInfo(
                                indexTable(catalog, rows, row),
                                rows.text(row, "column_name"),
                                rows.number(row, "ordinal_position"),
                                rows.text(row, "index_name")));
            }
        }
        return keys;
    }

    private static TableName indexTable(String catalog, CommandRows rows, int row)
            throws SessionException {
        return new TableName(catalog, rows.text(row, "schema_name"), rows.text(row, "table_name"));
    }

    @Override
    public List<IndexColumnInfo> indexes(MetadataFilter filter) throws SessionException {
        String catalog = catalog();
        CommandRows rows = indexColumns();
        List<IndexColumnInfo> indexes = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            indexes.add(
                    new IndexColumnInfo(
                            indexTable(catalog, rows, row),
                            rows.text(row, "index_name"),
                            rows.flag(row, "is_unique"),
                            rows.number(row, "ordinal_position"),
                            rows.text(row, "column_name")));
        }
        return indexes;
    }

    @Override
    public List<FunctionInfo> functions(MetadataFilter filter) throws SessionException {
        CommandRows rows =
                sql(
                        "SELECT function_name, kind, category, description"
                                + " FROM sabot.system.functions");
        List<FunctionInfo> functions = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            String name = rows.text(row, "function_name");
            if (filter.object().matches(name)) {
                functions.add(
                        new FunctionInfo(
                                "",
                                name,
                                rows.text(row, "kind").equals("aggregate")
                                        ? FunctionInfo.Kind.AGGREGATE
                                        : FunctionInfo.Kind.SCALAR,
                                category(rows.text(row, "category")),
                                rows.text(row, "description")));
            }
        }
        return functions;
    }

    private static FunctionInfo.Category category(String name) {
        switch (name) {
            case "string":
                return FunctionInfo.Category.STRING;
            case "math":
            case "numeric":
                return FunctionInfo.Category.NUMERIC;
            case "date":
            case "datetime":
            case "time":
                return FunctionInfo.Category.TEMPORAL;
            case "system":
            case "session":
                return FunctionInfo.Category.SYSTEM;
            default:
                return FunctionInfo.Category.OTHER;
        }
    }
}
