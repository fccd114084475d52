package dev.sabot.jdbc;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ColumnInfo;
import dev.sabot.jdbc.session.FunctionInfo;
import dev.sabot.jdbc.session.IndexColumnInfo;
import dev.sabot.jdbc.session.KeyColumnInfo;
import dev.sabot.jdbc.session.MetadataFilter;
import dev.sabot.jdbc.session.SchemaInfo;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.session.TableInfo;
import dev.sabot.jdbc.session.TableName;

import java.util.List;

/** A small catalog that ignores filters, as a session may. */
final class FixtureMetadata implements SessionMetadata {
    private static final TableName ORDERS = new TableName("sabot", "main", "orders");
    private static final TableName LINES = new TableName("sabot", "main", "order_lines");
    private static final TableName TOTALS = new TableName("sabot", "main", "Totals");
    private static final TableName TABLES = new TableName("sabot", "information_schema", "tables");

    @Override
    public String productVersion() {
        return "3.14.1-test";
    }

    @Override
    public String userName() {
        return "";
    }

    @Override
    public List<String> keywords() {
        return List.of("EMIT", "WATERMARK");
    }

    @Override
    public List<String> catalogs() {
        return List.of("sabot", "lake");
    }

    @Override
    public List<SchemaInfo> schemas(MetadataFilter filter) {
        return List.of(
                new SchemaInfo("sabot", "main"),
                new SchemaInfo("sabot", "information_schema"),
                new SchemaInfo("lake", "raw"));
    }

    @Override
    public List<String> tableTypes() {
        return List.of("VIEW", "TABLE", "SYSTEM TABLE");
    }

    @Override
    public List<TableInfo> tables(MetadataFilter filter) {
        return List.of(
                new TableInfo(TOTALS, "VIEW", ""),
                new TableInfo(ORDERS, "TABLE", "what was ordered"),
                new TableInfo(TABLES, "SYSTEM TABLE", ""),
                new TableInfo(LINES, "TABLE", ""));
    }

    @Override
    public List<ColumnInfo> columns(MetadataFilter filter) {
        return List.of(
                new ColumnInfo(
                        ColumnDescriptor.builder("price", SqlType.DECIMAL)
                                .precision(12)
                                .scale(2)
                                .table("sabot", "main", "orders")
                                .build(),
                        2,
                        "0.00",
                        "in euros",
                        false),
                new ColumnInfo(
                        ColumnDescriptor.builder("id", SqlType.BIGINT)
                                .nullable(false)
                                .table("sabot", "main", "orders")
                                .build(),
                        1,
                        null,
                        "",
                        false),
                new ColumnInfo(
                        ColumnDescriptor.builder("tags", SqlType.ARRAY)
                                .child(
                                        ColumnDescriptor.builder("element", SqlType.VARCHAR)
                                                .precision(20)
                                                .build())
                                .table("sabot", "main", "order_lines")
                                .build(),
                        1,
                        null,
                        "",
                        true));
    }

    @Override
    public List<KeyColumnInfo> primaryKeys(MetadataFilter filter) {
        return List.of(
                new KeyColumnInfo(ORDERS, "id", 1, "pk_orders"),
                new KeyColumnInfo(LINES, "order_id", 1, "pk_lines"),
                new KeyColumnInfo(LINES, "line", 2, "pk_lines"));
    }

    @Override
    public List<IndexColumnInfo> indexes(MetadataFilter filter) {
        return List.of(
                new IndexColumnInfo(ORDERS, "by_price", false, 1, "price"),
                new IndexColumnInfo(ORDERS, "pk_orders", true, 1, "id"));
    }

    @Override
    public List<FunctionInfo> functions(MetadataFilter filter) {
        return List.of(
                new FunctionInfo(
                        "", "UPPER", FunctionInfo.Kind.SCALAR, FunctionInfo.Category.STRING, "up"),
                new FunctionInfo(
                        "", "ABS", FunctionInfo.Kind.SCALAR, FunctionInfo.Category.NUMERIC, ""),
                new FunctionInfo(
                        "", "TUMBLE", FunctionInfo.Kind.TABLE, FunctionInfo.Category.OTHER, ""));
    }
}
