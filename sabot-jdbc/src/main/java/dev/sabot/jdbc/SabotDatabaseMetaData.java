package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;
import dev.sabot.jdbc.session.FunctionInfo;
import dev.sabot.jdbc.session.MetadataFilter;
import dev.sabot.jdbc.session.NamePattern;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionMetadata;
import dev.sabot.jdbc.value.JdbcTypes;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the database is and holds. Every question is answered, if need be with no rows. */
final class SabotDatabaseMetaData extends EmptyMetadata implements Unwrappable {
    /** Asks the session one thing. */
    private interface Question<T> {
        T ask(SessionMetadata metadata) throws SessionException;
    }

    private final SabotConnection connection;

    SabotDatabaseMetaData(SabotConnection connection) {
        this.connection = connection;
    }

    private <T> T ask(Question<T> question) throws SQLException {
        connection.requireOpen();
        try {
            return question.ask(connection.session().metadata());
        } catch (SessionException e) {
            throw SqlErrors.of(e);
        }
    }

    private static MetadataFilter inSchemas(
            @Nullable String catalog, @Nullable String schemaPattern) {
        return MetadataFilter.ALL
                .withCatalog(NamePattern.exactly(catalog))
                .withSchema(NamePattern.like(schemaPattern));
    }

    private static MetadataFilter ofTable(
            @Nullable String catalog, @Nullable String schema, @Nullable String table) {
        return MetadataFilter.ALL
                .withCatalog(NamePattern.exactly(catalog))
                .withSchema(NamePattern.exactly(schema))
                .withObject(NamePattern.exactly(table));
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        return ask(metadata -> new MetadataQueries(metadata).catalogs());
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
            throws SQLException {
        MetadataFilter filter = inSchemas(catalog, schemaPattern);
        return ask(metadata -> new MetadataQueries(metadata).schemas(filter));
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        return ask(metadata -> new MetadataQueries(metadata).tableTypes());
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            String @Nullable [] types)
            throws SQLException {
        Set<String> wanted = types == null ? Set.of() : new TreeSet<>(Arrays.asList(types));
        MetadataFilter filter =
                inSchemas(catalog, schemaPattern)
                        .withObject(NamePattern.like(tablePattern))
                        .withTypes(wanted);
        return ask(metadata -> new MetadataQueries(metadata).tables(filter));
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern)
            throws SQLException {
        MetadataFilter filter =
                inSchemas(catalog, schemaPattern)
                        .withObject(NamePattern.like(tablePattern))
                        .withColumn(NamePattern.like(columnPattern));
        return ask(metadata -> new MetadataQueries(metadata).columns(filter));
    }

    @Override
    public ResultSet getPrimaryKeys(
            @Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        MetadataFilter filter = ofTable(catalog, schema, table);
        return ask(metadata -> new MetadataQueries(metadata).primaryKeys(filter));
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            int scope,
            boolean nullable)
            throws SQLException {
        MetadataFilter filter = ofTable(catalog, schema, table);
        return ask(metadata -> new MetadataQueries(metadata).bestRowIdentifier(filter));
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            boolean unique,
            boolean approximate)
            throws SQLException {
        MetadataFilter filter = ofTable(catalog, schema, table);
        return ask(metadata -> new MetadataQueries(metadata).indexes(filter, unique));
    }

    @Override
    public ResultSet getFunctions(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String functionPattern)
            throws SQLException {
        MetadataFilter filter =
                inSchemas(catalog, schemaPattern).withObject(NamePattern.like(functionPattern));
        return ask(metadata -> new MetadataQueries(metadata).functions(filter));
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        return ask(metadata -> new MetadataQueries(metadata).types());
    }

    @Override
    public ResultSet getClientInfoProperties() {
        return new MetadataRows("NAME:s MAX_LEN:i DEFAULT_VALUE:S DESCRIPTION:S")
                .add("ApplicationName", 256, null, "What the client calls itself")
                .result();
    }

    private String functionNames(FunctionInfo.Category category) throws SQLException {
        return ask(metadata ->
                metadata.functions(MetadataFilter.ALL).stream()
                        .filter(function -> function.category() == category)
                        .map(FunctionInfo::name)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(",")));
    }

    @Override
    public String getNumericFunctions() throws SQLException {
        return functionNames(FunctionInfo.Category.NUMERIC);
    }

    @Override
    public String getStringFunctions() throws SQLException {
        return functionNames(FunctionInfo.Category.STRING);
    }

    @Override
    public String getSystemFunctions() throws SQLException {
        return functionNames(FunctionInfo.Category.SYSTEM);
    }

    @Override
    public String getTimeDateFunctions() throws SQLException {
        return functionNames(FunctionInfo.Category.TEMPORAL);
    }

    @Override
    public String getSQLKeywords() throws SQLException {
        return ask(metadata -> String.join(",", metadata.keywords()));
    }

    @Override
    public String getDatabaseProductName() {
        return "Sabot";
    }

    @Override
    public String getDatabaseProductVersion() throws SQLException {
        return ask(SessionMetadata::productVersion);
    }

    @Override
    public int getDatabaseMajorVersion() throws SQLException {
        return versionPart(0);
    }

    @Override
    public int getDatabaseMinorVersion() throws SQLException {
        return versionPart(1);
    }

    private int versionPart(int index) throws SQLException {
        String[] parts = getDatabaseProductVersion().split("[^0-9]+");
        return index < parts.length && !parts[index].isEmpty() ? Integer.parseInt(parts[index]) : 0;
    }

    @Override
    public String getDriverName() {
        return "Sabot JDBC Driver";
    }

    @Override
    public String getDriverVersion() {
        return SabotDriver.VERSION;
    }

    @Override
    public int getDriverMajorVersion() {
        return SabotDriver.MAJOR_VERSION;
    }

    @Override
    public int getDriverMinorVersion() {
        return SabotDriver.MINOR_VERSION;
    }

    @Override
    public int getJDBCMajorVersion() {
        return 4;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 3;
    }

    /** Returns the URL without options, which may hold secrets. */
    @Override
    public String getURL() {
        return connection.url().toString();
    }

    @Override
    public String getUserName() throws SQLException {
        return ask(SessionMetadata::userName);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return connection.isReadOnly();
    }

    @Override
    public String getIdentifierQuoteString() {
        return "\"";
    }

    @Override
    public String getSearchStringEscape() {
        return "\\";
    }

    @Override
    public String getExtraNameCharacters() {
        return "";
    }

    @Override
    public String getSchemaTerm() {
        return "schema";
    }

    @Override
    public String getProcedureTerm() {
        return "procedure";
    }

    @Override
    public String getCatalogTerm() {
        return "catalog";
    }

    @Override
    public String getCatalogSeparator() {
        return ".";
    }

    @Override
    public int getSQLStateType() {
        return sqlStateSQL;
    }

    @Override
    public boolean supportsTransactions() {
        return connection.session().supportsTransactions();
    }

    @Override
    public boolean supportsDataManipulationTransactionsOnly() {
        return supportsTransactions();
    }

    @Override
    public boolean supportsDataDefinitionAndDataManipulationTransactions() {
        return false;
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return connection.session().transactionIsolation();
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == connection.session().transactionIsolation();
    }

    @Override
    public boolean supportsConvert(int fromType, int toType) {
        return JdbcTypes.ofJdbc(fromType) != null && JdbcTypes.ofJdbc(toType) != null;
    }

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY || type == ResultSet.TYPE_SCROLL_INSENSITIVE;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return supportsResultSetType(type) && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == getResultSetHoldability();
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.CLOSE_CURSORS_AT_COMMIT;
    }
}
