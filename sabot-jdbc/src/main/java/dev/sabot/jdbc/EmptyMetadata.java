package dev.sabot.jdbc;

import dev.sabot.jdbc.metadata.DatabaseLimits;

import java.sql.ResultSet;
import java.sql.RowIdLifetime;

/** The metadata of what there is not: empty results of the prescribed columns. */
abstract class EmptyMetadata extends DatabaseLimits {
    private static final String FOREIGN_KEY =
            "PKTABLE_CAT:S PKTABLE_SCHEM:S PKTABLE_NAME:s PKCOLUMN_NAME:s FKTABLE_CAT:S"
                    + " FKTABLE_SCHEM:S FKTABLE_NAME:s FKCOLUMN_NAME:s KEY_SEQ:h UPDATE_RULE:h"
                    + " DELETE_RULE:h FK_NAME:S PK_NAME:S DEFERRABILITY:h";

    private static ResultSet empty(String layout) {
        return new MetadataRows(layout).result();
    }

    @Override
    public final ResultSet getProcedures(String catalog, String schemaPattern, String name) {
        return empty(
                "PROCEDURE_CAT:S PROCEDURE_SCHEM:S PROCEDURE_NAME:s RESERVED1:S RESERVED2:S"
                        + " RESERVED3:S REMARKS:S PROCEDURE_TYPE:h SPECIFIC_NAME:s");
    }

    @Override
    public final ResultSet getProcedureColumns(
            String catalog, String schemaPattern, String name, String columnPattern) {
        return empty(
                "PROCEDURE_CAT:S PROCEDURE_SCHEM:S PROCEDURE_NAME:s COLUMN_NAME:s COLUMN_TYPE:h"
                        + " DATA_TYPE:i TYPE_NAME:s PRECISION:I LENGTH:I SCALE:H RADIX:H NULLABLE:h"
                        + " REMARKS:S COLUMN_DEF:S SQL_DATA_TYPE:I SQL_DATETIME_SUB:I"
                        + " CHAR_OCTET_LENGTH:I ORDINAL_POSITION:i IS_NULLABLE:s SPECIFIC_NAME:s");
    }

    @Override
    public final ResultSet getFunctionColumns(
            String catalog, String schemaPattern, String name, String columnPattern) {
        return empty(
                "FUNCTION_CAT:S FUNCTION_SCHEM:S FUNCTION_NAME:s COLUMN_NAME:s COLUMN_TYPE:h"
                        + " DATA_TYPE:i TYPE_NAME:s PRECISION:I LENGTH:I SCALE:H RADIX:H NULLABLE:h"
                        + " REMARKS:S CHAR_OCTET_LENGTH:I ORDINAL_POSITION:i IS_NULLABLE:s"
                        + " SPECIFIC_NAME:s");
    }

    @Override
    public final ResultSet getColumnPrivileges(
            String catalog, String schema, String table, String columnPattern) {
        return empty(
                "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s COLUMN_NAME:s GRANTOR:S GRANTEE:s"
                        + " PRIVILEGE:s IS_GRANTABLE:S");
    }

    @Override
    public final ResultSet getTablePrivileges(
            String catalog, String schemaPattern, String tablePattern) {
        return empty(
                "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s GRANTOR:S GRANTEE:s PRIVILEGE:s"
                        + " IS_GRANTABLE:S");
    }

    @Override
    public final ResultSet getVersionColumns(String catalog, String schema, String table) {
        return empty(
                "SCOPE:H COLUMN_NAME:s DATA_TYPE:i TYPE_NAME:s COLUMN_SIZE:I BUFFER_LENGTH:I"
                        + " DECIMAL_DIGITS:H PSEUDO_COLUMN:h");
    }

    @Override
    public final ResultSet getImportedKeys(String catalog, String schema, String table) {
        return empty(FOREIGN_KEY);
    }

    @Override
    public final ResultSet getExportedKeys(String catalog, String schema, String table) {
        return empty(FOREIGN_KEY);
    }

    @Override
    public final ResultSet getCrossReference(
            String parentCatalog,
            String parentSchema,
            String parentTable,
            String foreignCatalog,
            String foreignSchema,
            String foreignTable) {
        return empty(FOREIGN_KEY);
    }

    @Override
    public final ResultSet getUDTs(
            String catalog, String schemaPattern, String namePattern, int[] types) {
        return empty(
                "TYPE_CAT:S TYPE_SCHEM:S TYPE_NAME:s CLASS_NAME:s DATA_TYPE:i REMARKS:S"
                        + " BASE_TYPE:H");
    }

    @Override
    public final ResultSet getSuperTypes(String catalog, String schemaPattern, String typePattern) {
        return empty(
                "TYPE_CAT:S TYPE_SCHEM:S TYPE_NAME:s SUPERTYPE_CAT:S SUPERTYPE_SCHEM:S"
                        + " SUPERTYPE_NAME:s");
    }

    @Override
    public final ResultSet getSuperTables(
            String catalog, String schemaPattern, String tablePattern) {
        return empty("TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s SUPERTABLE_NAME:s");
    }

    @Override
    public final ResultSet getAttributes(
            String catalog, String schemaPattern, String typePattern, String attributePattern) {
        return empty(
                "TYPE_CAT:S TYPE_SCHEM:S TYPE_NAME:s ATTR_NAME:s DATA_TYPE:i ATTR_TYPE_NAME:s"
                        + " ATTR_SIZE:I DECIMAL_DIGITS:I NUM_PREC_RADIX:I NULLABLE:i REMARKS:S"
                        + " ATTR_DEF:S SQL_DATA_TYPE:I SQL_DATETIME_SUB:I CHAR_OCTET_LENGTH:I"
                        + " ORDINAL_POSITION:i IS_NULLABLE:s SCOPE_CATALOG:S SCOPE_SCHEMA:S"
                        + " SCOPE_TABLE:S SOURCE_DATA_TYPE:H");
    }

    @Override
    public final ResultSet getPseudoColumns(
            String catalog, String schemaPattern, String tablePattern, String columnPattern) {
        return empty(
                "TABLE_CAT:S TABLE_SCHEM:S TABLE_NAME:s COLUMN_NAME:s DATA_TYPE:i COLUMN_SIZE:I"
                        + " DECIMAL_DIGITS:I NUM_PREC_RADIX:I COLUMN_USAGE:s REMARKS:S"
                        + " CHAR_OCTET_LENGTH:I IS_NULLABLE:s");
    }

    @Override
    public final RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }
}
