package dev.sabot.jdbc.session;

import java.util.List;

/**
 * What the catalog of a session says. Order does not matter: the driver sorts as JDBC demands. Each
 * call sees the catalog of its moment.
 */
public interface SessionMetadata {
    /** Returns the engine's version, {@code 1.2.3}. */
    String productVersion() throws SessionException;

    /** Returns the user of the session, or the empty string where there are no users. */
    String userName() throws SessionException;

    /** Returns the words that are reserved beyond those of SQL:2003. */
    List<String> keywords() throws SessionException;

    List<String> catalogs() throws SessionException;

    List<SchemaInfo> schemas(MetadataFilter filter) throws SessionException;

    /** Returns the kinds of tables there can be: {@code TABLE}, {@code VIEW}, and so on. */
    List<String> tableTypes() throws SessionException;

    List<TableInfo> tables(MetadataFilter filter) throws SessionException;

    List<ColumnInfo> columns(MetadataFilter filter) throws SessionException;

    /** Returns the columns of primary keys. */
    List<KeyColumnInfo> primaryKeys(MetadataFilter filter) throws SessionException;

    /** Returns the columns of indexes, those behind PRIMARY KEY and UNIQUE included. */
    List<IndexColumnInfo> indexes(MetadataFilter filter) throws SessionException;

    List<FunctionInfo> functions(MetadataFilter filter) throws SessionException;

    /** Returns the types that a column can have. */
    default List<TypeInfo> types() throws SessionException {
        return TypeInfo.standard();
    }
}
