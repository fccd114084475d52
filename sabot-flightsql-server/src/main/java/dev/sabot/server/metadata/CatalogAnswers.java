package dev.sabot.server.metadata;

import dev.sabot.connector.TableStore;
import dev.sabot.engine.Session;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.Relation;
import dev.sabot.server.wire.ArrowTypes;
import dev.sabot.server.wire.IpcMessages;
import dev.sabot.type.DataType;

import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Answers questions about catalogs, schemas, tables and keys, in the order the specification asks
/// for.
final class CatalogAnswers {
    private static final DataType TEXT = DataType.VARCHAR;

    private final Session session;

    CatalogAnswers(Session session) {
        this.session = session;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /// An absent catalog asks for all of them, an empty one for what has none.
    private static boolean isAsked(boolean hasCatalog, String catalog) {
        return !hasCatalog || catalog.equalsIgnoreCase(Catalog.NAME);
    }

    private static NamePattern pattern(boolean isGiven, String pattern) {
        return isGiven ? NamePattern.of(pattern) : NamePattern.ANY;
    }

    MetadataTable catalogs() {
        return new RowsAnswer(
                Schemas.GET_CATALOGS_SCHEMA, List.of(TEXT), List.of(row(session.currentCatalog())));
    }

    static MetadataTable tableTypes() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Relation.TYPES.forEach(type -> rows.add(row(type)));
        return new RowsAnswer(Schemas.GET_TABLE_TYPES_SCHEMA, List.of(TEXT), rows);
    }

    MetadataTable schemas(CommandGetDbSchemas command) {
        NamePattern wanted =
                pattern(command.hasDbSchemaFilterPattern(), command.getDbSchemaFilterPattern());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (isAsked(command.hasCatalog(), command.getCatalog())) {
            session.catalog().schemaNames().stream()
                    .filter(wanted::matches)
                    .sorted()
                    .forEach(schema -> rows.add(row(Catalog.NAME, schema)));
        }
        return new RowsAnswer(Schemas.GET_SCHEMAS_SCHEMA, List.of(TEXT, TEXT), rows);
    }

    static Schema tablesSchema(CommandGetTables command) {
        return command.getIncludeSchema()
                ? Schemas.GET_TABLES_SCHEMA
                : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA;
    }

    MetadataTable tables(CommandGetTables command) {
        NamePattern schemas =
                pattern(command.hasDbSchemaFilterPattern(), command.getDbSchemaFilterPattern());
        NamePattern tables =
                pattern(command.hasTableNameFilterPattern(), command.getTableNameFilterPattern());
        List<Relation> found = new ArrayList<>();
        if (isAsked(command.hasCatalog(), command.getCatalog())) {
            for (Relation relation : session.relations()) {
                boolean isType =
                        command.getTableTypesCount() == 0
                                || command.getTableTypesList().contains(relation.type());
                if (isType
                        && schemas.matches(relation.name().schema())
                        && tables.matches(relation.name().name())) {
                    found.add(relation);
                }
            }
        }
        found.sort(
                Comparator.comparing((Relation relation) -> relation.name().schema())
                        .thenComparing(relation -> relation.name().name())
                        .thenComparing(Relation::type));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean hasSchema = command.getIncludeSchema();
        for (Relation relation : found) {
            List<@Nullable Object> row = new ArrayList<>();
            row.addAll(
                    row(
                            Catalog.NAME,
                            relation.name().schema(),
                            relation.name().name(),
                            relation.type()));
            if (hasSchema) {
                row.add(IpcMessages.encapsulated(schema(relation)));
            }
            rows.add(row);
        }
        return new RowsAnswer(
                tablesSchema(command),
                hasSchema
                        ? List.of(TEXT, TEXT, TEXT, TEXT, DataType.VARBINARY)
                        : List.of(TEXT, TEXT, TEXT, TEXT),
                rows);
    }

    private static Schema schema(Relation relation) {
        List<Field> fields = new ArrayList<>();
        for (int column = 0; column < relation.schema().size(); column++) {
            fields.add(
                    ArrowTypes.field(
                            relation.schema().field(column),
                            new ArrowTypes.Origin(
                                    Catalog.NAME,
                                    relation.name().schema(),
                                    relation.name().name(),
                                    relation.defaultText(column),
                                    !relation.isTable())));
        }
        return new Schema(fields);
    }

    /// One column of a primary key.
    private record KeyColumn(Relation relation, TableStore.Key key, int sequence) {}

    MetadataTable primaryKeys(CommandGetPrimaryKeys command) {
        List<KeyColumn> columns = new ArrayList<>();
        for (Relation relation : session.relations()) {
            boolean isAsked =
                    isAsked(command.hasCatalog(), command.getCatalog())
                            && (!command.hasDbSchema()
                                    || command.getDbSchema()
                                            .equalsIgnoreCase(relation.name().schema()))
                            && command.getTable().equalsIgnoreCase(relation.name().name());
            for (TableStore.Key key : relation.keys()) {
                for (int index = 0;
                        isAsked && key.isPrimary() && index < key.columns().size();
                        index++) {
                    columns.add(new KeyColumn(relation, key, index));
                }
            }
        }
        columns.sort(
                Comparator.comparing((KeyColumn column) -> column.relation().name().schema())
                        .thenComparing(column -> column.relation().name().name())
                        .thenComparing(column -> column.key().name())
                        .thenComparingInt(KeyColumn::sequence));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (KeyColumn column : columns) {
            Relation relation = column.relation();
            int index = column.key().columns().get(column.sequence());
            rows.add(
                    row(
                            Catalog.NAME,
                            relation.name().schema(),
                            relation.name().name(),
                            relation.schema().field(index).name(),
                            column.sequence() + 1,
                            column.key().name()));
        }
        return new RowsAnswer(
                Schemas.GET_PRIMARY_KEYS_SCHEMA,
                List.of(TEXT, TEXT, TEXT, TEXT, DataType.INTEGER, TEXT),
                rows);
    }

    /// Answers questions about foreign keys: tables have none.
    static MetadataTable noForeignKeys(Schema schema) {
        return new RowsAnswer(schema, List.of(), List.of());
    }
}
