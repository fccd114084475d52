package dev.sabot.jdbc;

import static dev.sabot.jdbc.MetadataRows.orNull;

import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ColumnInfo;
import dev.sabot.jdbc.session.FunctionInfo;
import dev.sabot.jdbc.session.IndexColumnInfo;
import dev.sabot.jdbc.session.KeyColumnInfo;
import dev.sabot.jdbc.session.MetadataFilter;
import dev.sabot.jdbc.session.SchemaInfo;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.session.TableInfo;
import dev.sabot.jdbc.session.TableName;
import dev.sabot.jdbc.session.TypeInfo;
import dev.sabot.jdbc.value.JdbcTypes;

import org.jspecify.annotations.Nullable;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns what the session's catalog says into results with JDBC's columns in JDBC's order. Every
 * filter is applied here, whatever the session has made of it.
 */
final class MetadataQueries {
    private static final int RADIX_DECIMAL = 10;

    private final SessionMetadata metadata;

    MetadataQueries(SessionMetadata metadata) {
        this.metadata = metadata;
    }

    private static <T> List<T> matching(
            Collection<T> all, Predicate<T> filter, Comparator<T> order) {
        return all.stream().filter(filter).sorted(order).collect(Collectors.toList());
    }

    private static boolean matches(MetadataFilter filter, TableName name) {
        return filter.matches(name.catalog(), name.schema(), name.table());
    }

    ResultSet catalogs() throws SessionException {
        MetadataRows rows = new MetadataRows("TABLE_CAT:s");
        metadata.catalogs().stream().sorted().forEach(rows::add);
        return rows.result();
    }

    ResultSet schemas(MetadataFilter filter) throws SessionException {
        MetadataRows rows = new MetadataRows("TABLE_SCHEM:s TABLE_CATALOG:S");
        List<SchemaInfo> schemas =
                matching(
                        metadata.schemas(filter),
                        schema -> filter.matches(schema.catalog(), schema.schema()),
                        Comparator.comparing(SchemaInfo::catalog)
                                .thenComparing(SchemaInfo::schema));
        for (SchemaInfo schema : schemas) {
            rows.add(schema.schema(), orNull(schema.catalog()));
        }
        return rows.result();
    }

    ResultSet tableTypes() throws SessionException {
        MetadataRows rows = new MetadataRows("TABLE_TYPE:s");
        metadata.tableTypes().stream().sorted().forEach(rows::add);
        return rows.result();
    }

    ResultSet tables(MetadataFilter filter) throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s TABLE_TYPE:s REMARKS:S TYPE_CAT:S"
                                + " TYPE_SCHEM:S TYPE_NAME:S SELF_REFERENCING_COL_NAME:S"
                                + " REF_GENERATION:S");
        List<TableInfo> tables =
                matching(
                        metadata.tables(filter),
                        table -> matches(filter, table.name()) && hasType(filter, table.type()),
                        Comparator.comparing(TableInfo::type)
                                .thenComparing(TableInfo::name, byName()));
        for (TableInfo table : tables) {
            TableName name = table.name();
            rows.add(
                    orNull(name.catalog()),
                    orNull(name.schema()),
                    name.table(),
                    table.type(),
                    orNull(table.remarks()),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return rows.result();
    }

    private static boolean hasType(MetadataFilter filter, String type) {
        return filter.types().isEmpty()
                || filter.types().stream().anyMatch(wanted -> wanted.equalsIgnoreCase(type));
    }

    private static Comparator<TableName> byName() {
        return Comparator.comparing(TableName::catalog)
                .thenComparing(TableName::schema)
                .thenComparing(TableName::table);
    }

    private List<ColumnInfo> columnInfos(MetadataFilter filter) throws SessionException {
        return matching(
                metadata.columns(filter),
                column ->
                        matches(filter, tableOf(column))
                                && filter.column().matches(column.descriptor().name()),
                Comparator.comparing(MetadataQueries::tableOf, byName())
                        .thenComparing(ColumnInfo::position));
    }

    private static TableName tableOf(ColumnInfo column) {
        ColumnDescriptor descriptor = column.descriptor();
        return new TableName(descriptor.catalog(), descriptor.schema(), descriptor.table());
    }

    ResultSet columns(MetadataFilter filter) throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s COLUMN_NAME:s DATA_TYPE:i"
                                + " TYPE_NAME:s COLUMN_SIZE:I BUFFER_LENGTH:I DECIMAL_DIGITS:I"
                                + " NUM_PREC_RADIX:I NULLABLE:i REMARKS:S COLUMN_DEF:S"
                                + " SQL_DATA_TYPE:I SQL_DATETIME_SUB:I CHAR_OCTET_LENGTH:I"
                                + " ORDINAL_POSITION:i IS_NULLABLE:s SCOPE_CATALOG:S"
                                + " SCOPE_SCHEMA:S SCOPE_TABLE:S SOURCE_DATA_TYPE:H"
                                + " IS_AUTOINCREMENT:s IS_GENERATEDCOLUMN:s");
        for (ColumnInfo column : columnInfos(filter)) {
            ColumnDescriptor descriptor = column.descriptor();
            rows.add(
                    orNull(descriptor.catalog()),
                    orNull(descriptor.schema()),
                    descriptor.table(),
                    descriptor.name(),
                    descriptor.jdbcType(),
                    typeName(descriptor),
                    columnSize(descriptor),
                    null,
                    decimalDigits(descriptor),
                    JdbcTypes.isSigned(descriptor.type()) ? RADIX_DECIMAL : null,
                    descriptor.nullable()
                            ? DatabaseMetaData.columnNullable
                            : DatabaseMetaData.columnNoNulls,
                    orNull(column.remarks()),
                    column.defaultValue(),
                    null,
                    null,
                    JdbcTypes.isText(descriptor.type()) ? JdbcTypes.precision(descriptor) : null,
                    column.position(),
                    yesNo(descriptor.nullable()),
                    null,
                    null,
                    null,
                    null,
                    yesNo(descriptor.autoIncrement()),
                    yesNo(column.generated()));
        }
        return rows.result();
    }

    private static String typeName(ColumnDescriptor column) {
        return column.children().isEmpty() ? column.typeName() : column.typeText();
    }

    private static @Nullable Integer columnSize(ColumnDescriptor column) {
        int precision = JdbcTypes.precision(column);
        return precision == 0 ? null : (Integer) precision;
    }

    private static @Nullable Integer decimalDigits(ColumnDescriptor column) {
        switch (column.type()) {
            case TINYINT:
            case SMALLINT:
            case INTEGER:
            case BIGINT:
                return 0;
            case DECIMAL:
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
                return JdbcTypes.scale(column);
            default:
                return null;
        }
    }

    private static String yesNo(boolean value) {
        return value ? "YES" : "NO";
    }

    private List<KeyColumnInfo> keyColumns(MetadataFilter filter, Comparator<KeyColumnInfo> order)
            throws SessionException {
        return matching(metadata.primaryKeys(filter), key -> matches(filter, key.table()), order);
    }

    ResultSet primaryKeys(MetadataFilter filter) throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s COLUMN_NAME:s KEY_SEQ:h"
                                + " PK_NAME:S");
        for (KeyColumnInfo key : keyColumns(filter, Comparator.comparing(KeyColumnInfo::column))) {
            rows.add(
                    orNull(key.table().catalog()),
                    orNull(key.table().schema()),
                    key.table().table(),
                    key.column(),
                    key.sequence(),
                    orNull(key.keyName()));
        }
        return rows.result();
    }

    /** Answers with the primary key, which identifies a row for ever. */
    ResultSet bestRowIdentifier(MetadataFilter filter) throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "SCOPE:h COLUMN_NAME:s DATA_TYPE:i TYPE_NAME:s COLUMN_SIZE:I"
                                + " BUFFER_LENGTH:I DECIMAL_DIGITS:H PSEUDO_COLUMN:h");
        List<ColumnInfo> columns = columnInfos(filter);
        for (KeyColumnInfo key :
                keyColumns(filter, Comparator.comparing(KeyColumnInfo::sequence))) {
            for (ColumnInfo column : columns) {
                ColumnDescriptor descriptor = column.descriptor();
                boolean isSame =
                        descriptor.name().equals(key.column())
                                && byName().compare(tableOf(column), key.table()) == 0;
                if (isSame) {
                    rows.add(
                            DatabaseMetaData.bestRowSession,
                            descriptor.name(),
                            descriptor.jdbcType(),
                            typeName(descriptor),
                            columnSize(descriptor),
                            null,
                            decimalDigits(descriptor),
                            DatabaseMetaData.bestRowNotPseudo);
                }
            }
        }
        return rows.result();
    }

    ResultSet indexes(MetadataFilter filter, boolean uniqueOnly) throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s NON_UNIQUE:b INDEX_QUALIFIER:S"
                                + " INDEX_NAME:S TYPE:h ORDINAL_POSITION:h COLUMN_NAME:S"
                                + " ASC_OR_DESC:S CARDINALITY:L PAGES:L FILTER_CONDITION:S");
        List<IndexColumnInfo> columns =
                matching(
                        metadata.indexes(filter),
                        index -> matches(filter, index.table()) && (index.unique() || !uniqueOnly),
                        Comparator.comparing((IndexColumnInfo index) -> !index.unique())
                                .thenComparing(IndexColumnInfo::indexName)
                                .thenComparing(IndexColumnInfo::sequence));
        for (IndexColumnInfo index : columns) {
            rows.add(
                    orNull(index.table().catalog()),
                    orNull(index.table().schema()),
                    index.table().table(),
                    !index.unique(),
                    null,
                    index.indexName(),
                    DatabaseMetaData.tableIndexOther,
                    index.sequence(),
                    index.column(),
                    null,
                    null,
                    null,
                    null);
        }
        return rows.result();
    }

    ResultSet functions(MetadataFilter filter) throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "FUNCTION_CAT:S FUNCTION_SCHEM:S FUNCTION_NAME:s REMARKS:S"
                                + " FUNCTION_TYPE:h SPECIFIC_NAME:s");
        List<FunctionInfo> functions =
                matching(
                        metadata.functions(filter),
                        function ->
                                filter.schema().matches(function.schema())
                                        && filter.object().matches(function.name()),
                        Comparator.comparing(FunctionInfo::schema)
                                .thenComparing(FunctionInfo::name)
                                .thenComparing(FunctionInfo::kind));
        for (FunctionInfo function : functions) {
            rows.add(
                    null,
                    orNull(function.schema()),
                    function.name(),
                    orNull(function.remarks()),
                    function.kind() == FunctionInfo.Kind.TABLE
                            ? DatabaseMetaData.functionReturnsTable
                            : DatabaseMetaData.functionNoTable,
                    function.name());
        }
        return rows.result();
    }

    ResultSet types() throws SessionException {
        MetadataRows rows =
                new MetadataRows(
                        "TYPE_NAME:s DATA_TYPE:i PRECISION:I LITERAL_PREFIX:S LITERAL_SUFFIX:S"
                                + " CREATE_PARAMS:S NULLABLE:h CASE_SENSITIVE:b SEARCHABLE:h"
                                + " UNSIGNED_ATTRIBUTE:b FIXED_PREC_SCALE:b AUTO_INCREMENT:b"
                                + " LOCAL_TYPE_NAME:S MINIMUM_SCALE:H MAXIMUM_SCALE:H"
                                + " SQL_DATA_TYPE:I SQL_DATETIME_SUB:I NUM_PREC_RADIX:I");
        List<TypeInfo> types = new ArrayList<>(metadata.types());
        // Stable: of types with one code, the session's first stays first.
        types.sort(Comparator.comparing((TypeInfo type) -> type.type().jdbcType()));
        for (TypeInfo info : types) {
            SqlType type = info.type();
            boolean isNumber = JdbcTypes.isSigned(type);
            rows.add(
                    type.typeName(),
                    type.jdbcType(),
                    info.precision(),
                    info.literalPrefix(),
                    info.literalSuffix(),
                    info.createParameters(),
                    DatabaseMetaData.typeNullable,
                    JdbcTypes.isText(type),
                    DatabaseMetaData.typeSearchable,
                    !isNumber,
                    false,
                    false,
                    null,
                    0,
                    info.maximumScale(),
                    null,
                    null,
                    isNumber ? RADIX_DECIMAL : null);
        }
        return rows.result();
    }
}
