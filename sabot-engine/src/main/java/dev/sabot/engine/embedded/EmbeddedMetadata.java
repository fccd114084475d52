package dev.sabot.engine.embedded;

import dev.sabot.connector.TableStore;
import dev.sabot.engine.Session;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.CatalogObject;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.engine.catalog.Relation;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.jdbc.session.ColumnInfo;
import dev.sabot.jdbc.session.FunctionInfo;
import dev.sabot.jdbc.session.IndexColumnInfo;
import dev.sabot.jdbc.session.KeyColumnInfo;
import dev.sabot.jdbc.session.MetadataFilter;
import dev.sabot.jdbc.session.SchemaInfo;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.TableInfo;
import dev.sabot.jdbc.session.TableName;
import dev.sabot.type.Schema;

import java.util.ArrayList;
import java.util.List;

/// Answers the driver's questions about the catalog.
final class EmbeddedMetadata implements SessionMetadata {
    private static final String VERSION = "0.1.0";

    private final Session session;

    EmbeddedMetadata(Session session) {
        this.session = session;
    }

    @Override
    public String productVersion() {
        return VERSION;
    }

    @Override
    public String userName() {
        return System.getProperty("user.name", "");
    }

    @Override
    public List<String> keywords() {
        return session.engine().keywords();
    }

    @Override
    public List<String> catalogs() {
        return List.of(Catalog.NAME);
    }

    @Override
    public List<SchemaInfo> schemas(MetadataFilter filter) {
        List<SchemaInfo> schemas = new ArrayList<>();
        for (String schema : session.catalog().schemaNames()) {
            if (filter.matches(Catalog.NAME, schema)) {
                schemas.add(new SchemaInfo(Catalog.NAME, schema));
            }
        }
        return schemas;
    }

    @Override
    public List<String> tableTypes() {
        return Relation.TYPES;
    }

    private static TableName tableName(Relation relation) {
        return new TableName(Catalog.NAME, relation.name().schema(), relation.name().name());
    }

    private List<Relation> relations(MetadataFilter filter) {
        List<Relation> relations = session.relations();
        relations.removeIf(relation ->
                !filter.matches(Catalog.NAME, relation.name().schema(), relation.name().name()));
        return relations;
    }

    @Override
    public List<TableInfo> tables(MetadataFilter filter) {
        List<TableInfo> tables = new ArrayList<>();
        for (Relation relation : relations(filter)) {
            if (filter.types().isEmpty() || filter.types().contains(relation.type())) {
                tables.add(new TableInfo(tableName(relation), relation.type(), relation.remarks()));
            }
        }
        return tables;
    }

    @Override
    public List<ColumnInfo> columns(MetadataFilter filter) {
        List<ColumnInfo> columns = new ArrayList<>();
        for (Relation relation : relations(filter)) {
            Schema schema = relation.schema();
            for (int index = 0; index < schema.size(); index++) {
                if (!filter.column().matches(schema.field(index).name())) {
                    continue;
                }
                columns.add(
                        new ColumnInfo(
                                Descriptors.of(
                                        schema.field(index),
                                        Catalog.NAME,
                                        relation.name().schema(),
                                        relation.name().name()),
                                index + 1,
                                relation.defaultText(index),
                                "",
                                relation.isComputed().test(index)));
            }
        }
        return columns;
    }

    @Override
    public List<KeyColumnInfo> primaryKeys(MetadataFilter filter) {
        List<KeyColumnInfo> keys = new ArrayList<>();
        for (Relation relation : relations(filter)) {
            for (TableStore.Key key : relation.keys()) {
                for (int index = 0; key.isPrimary() && index < key.columns().size(); index++) {
                    keys.add(
                            new KeyColumnInfo(
                                    tableName(relation),
                                    relation.schema().field(key.columns().get(index)).name(),
                                    index + 1,
                                    key.name()));
                }
            }
        }
        return keys;
    }

    @Override
    public List<IndexColumnInfo> indexes(MetadataFilter filter) {
        List<IndexColumnInfo> indexes = new ArrayList<>();
        for (Relation relation : relations(filter)) {
            for (TableStore.Key key : relation.keys()) {
                for (int index = 0; index < key.columns().size(); index++) {
                    indexes.add(
                            new IndexColumnInfo(
                                    tableName(relation),
                                    key.name(),
                                    true,
                                    index + 1,
                                    relation.schema().field(key.columns().get(index)).name()));
                }
            }
        }
        for (CatalogObject.IndexObject index : session.catalog().indexes()) {
            ObjectName table = index.table();
            if (filter.matches(Catalog.NAME, table.schema(), table.name())) {
                for (int column = 0; column < index.columns().size(); column++) {
                    indexes.add(
                            new IndexColumnInfo(
                                    new TableName(Catalog.NAME, table.schema(), table.name()),
                                    index.name().name(),
                                    index.isUnique(),
                                    column + 1,
                                    index.columns().get(column).name()));
                }
            }
        }
        return indexes;
    }

    @Override
    public List<FunctionInfo> functions(MetadataFilter filter) {
        List<FunctionInfo> functions = new ArrayList<>();
        session.engine()
                .functions()
                .scalars()
                .forEach(function -> functions.add(info(FunctionInfo.Kind.SCALAR, function.doc())));
        session.engine()
                .functions()
                .aggregates()
                .forEach(function ->
                        functions.add(info(FunctionInfo.Kind.AGGREGATE, function.doc())));
        functions.removeIf(function -> !filter.object().matches(function.name()));
        return functions;
    }

    private static FunctionInfo info(FunctionInfo.Kind kind, FunctionDoc doc) {
        FunctionInfo.Category category =
                switch (doc.category()) {
                    case "string" -> FunctionInfo.Category.STRING;
                    case "math", "numeric" -> FunctionInfo.Category.NUMERIC;
                    case "date", "datetime", "time" -> FunctionInfo.Category.TEMPORAL;
                    case "system", "session" -> FunctionInfo.Category.SYSTEM;
                    default -> FunctionInfo.Category.OTHER;
                };
        return new FunctionInfo("", doc.name(), kind, category, doc.description());
    }
}
