package dev.sabot.server.metadata;

import static org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo.*;

import dev.sabot.engine.Session;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.exec.function.cast.Casts;
import dev.sabot.type.DataType;

import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlNullOrdering;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlOuterJoinsSupportLevel;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedCaseSensitivity;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedTransaction;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportsConvert;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlTransactionIsolationLevel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Lists every number the specification has, 0-11, 100-101 and 500-576: clients fail on a missing
/// one. Bit masks have the bit of each ordinal that is supported.
final class SqlInfoValues {
    private static final String VERSION = "0.1.0";
    private static final String ARROW_VERSION = "18.3.0";

    private final SortedMap<Integer, Object> values = new TreeMap<>();

    private SqlInfoValues() {}

    static SortedMap<Integer, Object> of(Session session) {
        SqlInfoValues info = new SqlInfoValues();
        info.addServer();
        info.addNames();
        info.addFunctions(session);
        info.addQueries();
        info.addObjects();
        info.addSizes();
        info.addTransactionsAndResults();
        return info.values;
    }

    private void put(SqlInfo info, Object value) {
        values.put(info.getNumber(), value);
    }

    private static int bits(int... ordinals) {
        int mask = 0;
        for (int ordinal : ordinals) {
            mask |= 1 << ordinal;
        }
        return mask;
    }

    private void addServer() {
        put(FLIGHT_SQL_SERVER_NAME, "Sabot");
        put(FLIGHT_SQL_SERVER_VERSION, VERSION);
        put(FLIGHT_SQL_SERVER_ARROW_VERSION, ARROW_VERSION);
        put(FLIGHT_SQL_SERVER_READ_ONLY, false);
        put(FLIGHT_SQL_SERVER_SQL, true);
        put(FLIGHT_SQL_SERVER_SUBSTRAIT, false);
        put(FLIGHT_SQL_SERVER_SUBSTRAIT_MIN_VERSION, "");
        put(FLIGHT_SQL_SERVER_SUBSTRAIT_MAX_VERSION, "");
        put(
                FLIGHT_SQL_SERVER_TRANSACTION,
                SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_NONE_VALUE);
        put(FLIGHT_SQL_SERVER_CANCEL, true);
        put(FLIGHT_SQL_SERVER_BULK_INGESTION, true);
        put(FLIGHT_SQL_SERVER_INGEST_TRANSACTIONS_SUPPORTED, false);
        // Handles live as long as their session.
        put(FLIGHT_SQL_SERVER_STATEMENT_TIMEOUT, 0);
        put(FLIGHT_SQL_SERVER_TRANSACTION_TIMEOUT, 0);
    }

    private void addNames() {
        put(SQL_DDL_CATALOG, false);
        put(SQL_DDL_SCHEMA, true);
        put(SQL_DDL_TABLE, true);
        int insensitive = SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE_VALUE;
        put(SQL_IDENTIFIER_CASE, insensitive);
        put(SQL_IDENTIFIER_QUOTE_CHAR, "\"");
        put(SQL_QUOTED_IDENTIFIER_CASE, insensitive);
        put(SQL_ALL_TABLES_ARE_SELECTABLE, true);
        put(SQL_NULL_ORDERING, SqlNullOrdering.SQL_NULLS_SORTED_AT_END_VALUE);
        put(SQL_SEARCH_STRING_ESCAPE, "\\");
        put(SQL_EXTRA_NAME_CHARACTERS, "");
        put(SQL_SCHEMA_TERM, "schema");
        put(SQL_PROCEDURE_TERM, "procedure");
        put(SQL_CATALOG_TERM, "catalog");
        put(SQL_CATALOG_AT_START, true);
    }

    private void addFunctions(Session session) {
        put(SQL_KEYWORDS, session.engine().keywords());
        List<FunctionDoc> docs = new ArrayList<>();
        session.engine().functions().scalars().forEach(function -> docs.add(function.doc()));
        session.engine().functions().aggregates().forEach(function -> docs.add(function.doc()));
        put(SQL_NUMERIC_FUNCTIONS, names(docs, Set.of("math", "numeric")));
        put(SQL_STRING_FUNCTIONS, names(docs, Set.of("string")));
        put(SQL_SYSTEM_FUNCTIONS, names(docs, Set.of("system", "session")));
        put(SQL_DATETIME_FUNCTIONS, names(docs, Set.of("date", "datetime", "time")));
        put(SQL_SUPPORTS_CONVERT, conversions());
    }

    private static List<String> names(List<FunctionDoc> docs, Set<String> categories) {
        Set<String> names = new TreeSet<>();
        for (FunctionDoc doc : docs) {
            if (categories.contains(doc.category())) {
                names.add(doc.name());
                names.addAll(doc.aliases());
            }
        }
        return List.copyOf(names);
    }

    /// Returns per type the types its values can be cast to.
    private static Map<Integer, List<Integer>> conversions() {
        Map<Integer, DataType> types = new LinkedHashMap<>();
        types.put(SqlSupportsConvert.SQL_CONVERT_BIGINT_VALUE, DataType.BIGINT);
        types.put(SqlSupportsConvert.SQL_CONVERT_BINARY_VALUE, DataType.VARBINARY);
        types.put(SqlSupportsConvert.SQL_CONVERT_BIT_VALUE, DataType.BOOLEAN);
        types.put(SqlSupportsConvert.SQL_CONVERT_CHAR_VALUE, DataType.VARCHAR);
        types.put(SqlSupportsConvert.SQL_CONVERT_DATE_VALUE, DataType.DATE);
        types.put(SqlSupportsConvert.SQL_CONVERT_DECIMAL_VALUE, DataType.decimal(18, 3));
        types.put(SqlSupportsConvert.SQL_CONVERT_FLOAT_VALUE, DataType.DOUBLE);
        types.put(SqlSupportsConvert.SQL_CONVERT_INTEGER_VALUE, DataType.INTEGER);
        types.put(SqlSupportsConvert.SQL_CONVERT_INTERVAL_DAY_TIME_VALUE, DataType.INTERVAL_DAY);
        types.put(
                SqlSupportsConvert.SQL_CONVERT_INTERVAL_YEAR_MONTH_VALUE, DataType.INTERVAL_MONTH);
        types.put(SqlSupportsConvert.SQL_CONVERT_NUMERIC_VALUE, DataType.decimal(18, 3));
        types.put(SqlSupportsConvert.SQL_CONVERT_REAL_VALUE, DataType.REAL);
        types.put(SqlSupportsConvert.SQL_CONVERT_SMALLINT_VALUE, DataType.SMALLINT);
        types.put(SqlSupportsConvert.SQL_CONVERT_TIME_VALUE, DataType.TIME);
        types.put(SqlSupportsConvert.SQL_CONVERT_TIMESTAMP_VALUE, DataType.TIMESTAMP);
        types.put(SqlSupportsConvert.SQL_CONVERT_TINYINT_VALUE, DataType.TINYINT);
        types.put(SqlSupportsConvert.SQL_CONVERT_VARBINARY_VALUE, DataType.VARBINARY);
        types.put(SqlSupportsConvert.SQL_CONVERT_VARCHAR_VALUE, DataType.VARCHAR);
        Map<Integer, List<Integer>> conversions = new LinkedHashMap<>();
        types.forEach((from, fromType) -> {
            List<Integer> targets = new ArrayList<>();
            types.forEach((to, toType) -> {
                if (Casts.isAllowed(fromType, toType)) {
                    targets.add(to);
                }
            });
            conversions.put(from, targets);
        });
        return conversions;
    }

    private void addQueries() {
        put(SQL_SUPPORTS_COLUMN_ALIASING, true);
        put(SQL_NULL_PLUS_NULL_IS_NULL, true);
        put(SQL_SUPPORTS_TABLE_CORRELATION_NAMES, true);
        put(SQL_SUPPORTS_DIFFERENT_TABLE_CORRELATION_NAMES, false);
        put(SQL_SUPPORTS_EXPRESSIONS_IN_ORDER_BY, true);
        put(SQL_SUPPORTS_ORDER_BY_UNRELATED, true);
        // Group by columns that are not selected, and by more than those that are.
        put(SQL_SUPPORTED_GROUP_BY, bits(0, 1));
        put(SQL_SUPPORTS_LIKE_ESCAPE_CLAUSE, true);
        put(SQL_SUPPORTS_NON_NULLABLE_COLUMNS, true);
        // Minimum and core grammar; entry level of SQL-92.
        put(SQL_SUPPORTED_GRAMMAR, bits(0, 1));
        put(SQL_ANSI92_SUPPORTED_LEVEL, bits(0));
        put(SQL_SUPPORTS_INTEGRITY_ENHANCEMENT_FACILITY, false);
        put(SQL_OUTER_JOINS_SUPPORT_LEVEL, SqlOuterJoinsSupportLevel.SQL_FULL_OUTER_JOINS_VALUE);
        // In comparisons, EXISTS, IN and quantified comparisons.
        put(SQL_SUPPORTED_SUBQUERIES, bits(0, 1, 2, 3));
        put(SQL_CORRELATED_SUBQUERIES_SUPPORTED, true);
        // UNION and UNION ALL.
        put(SQL_SUPPORTED_UNIONS, bits(0, 1));
        put(SQL_SELECT_FOR_UPDATE_SUPPORTED, false);
        put(SQL_STORED_PROCEDURES_SUPPORTED, false);
        put(SQL_STORED_FUNCTIONS_USING_CALL_SYNTAX_SUPPORTED, false);
        put(SQL_NAMED_PARAMETERS_SUPPORTED, false);
    }

    private void addObjects() {
        // In index definitions.
        put(SQL_SCHEMAS_SUPPORTED_ACTIONS, bits(1));
        put(SQL_CATALOGS_SUPPORTED_ACTIONS, bits(1));
        put(SQL_SUPPORTED_POSITIONED_COMMANDS, 0);
    }

    /// Nothing has a limit of its own but the statement, by the size of a message.
    private void addSizes() {
        for (SqlInfo info : SqlInfo.values()) {
            boolean isSize =
                    info != UNRECOGNIZED
                            && info.getNumber() >= SQL_MAX_BINARY_LITERAL_LENGTH_VALUE
                            && info.getNumber() <= SQL_MAX_USERNAME_LENGTH_VALUE;
            if (isSize && info != SQL_MAX_ROW_SIZE_INCLUDES_BLOBS) {
                put(info, 0L);
            }
        }
        put(SQL_MAX_ROW_SIZE_INCLUDES_BLOBS, false);
    }

    private void addTransactionsAndResults() {
        // A bigint: clients cast to it, though the values are ordinals.
        put(
                SQL_DEFAULT_TRANSACTION_ISOLATION,
                (long) SqlTransactionIsolationLevel.SQL_TRANSACTION_NONE_VALUE);
        put(SQL_TRANSACTIONS_SUPPORTED, false);
        put(
                SQL_SUPPORTED_TRANSACTIONS_ISOLATION_LEVELS,
                bits(SqlTransactionIsolationLevel.SQL_TRANSACTION_NONE_VALUE));
        put(SQL_DATA_DEFINITION_CAUSES_TRANSACTION_COMMIT, false);
        put(SQL_DATA_DEFINITIONS_IN_TRANSACTIONS_IGNORED, false);
        // Forward only; read only.
        put(SQL_SUPPORTED_RESULT_SET_TYPES, bits(1));
        put(SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_UNSPECIFIED, 0);
        put(SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_FORWARD_ONLY, bits(1));
        put(SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_SENSITIVE, 0);
        put(SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_INSENSITIVE, 0);
        put(SQL_BATCH_UPDATES_SUPPORTED, true);
        put(SQL_SAVEPOINTS_SUPPORTED, false);
        put(SQL_LOCATORS_UPDATE_COPY, false);
    }
}
