package dev.sabot.server.metadata;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

import dev.sabot.engine.Session;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetCatalogs;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetCrossReference;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetExportedKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetImportedKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetSqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTableTypes;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.vector.types.pojo.Schema;

/// Answers the commands that ask about the catalog, the types and the server. They have no state:
/// the command itself is the ticket.
public final class MetadataCommands {
    private MetadataCommands() {}

    /// Returns the schema of a command's answer.
    ///
    /// **Errors**: UNSUPPORTED for a command that is none of these.
    public static Schema schema(Any command) {
        return switch (name(command)) {
            case "CommandGetCatalogs" -> Schemas.GET_CATALOGS_SCHEMA;
            case "CommandGetDbSchemas" -> Schemas.GET_SCHEMAS_SCHEMA;
            case "CommandGetTables" ->
                    CatalogAnswers.tablesSchema(unpack(command, CommandGetTables.class));
            case "CommandGetTableTypes" -> Schemas.GET_TABLE_TYPES_SCHEMA;
            case "CommandGetPrimaryKeys" -> Schemas.GET_PRIMARY_KEYS_SCHEMA;
            case "CommandGetExportedKeys" -> Schemas.GET_EXPORTED_KEYS_SCHEMA;
            case "CommandGetImportedKeys" -> Schemas.GET_IMPORTED_KEYS_SCHEMA;
            case "CommandGetCrossReference" -> Schemas.GET_CROSS_REFERENCE_SCHEMA;
            case "CommandGetXdbcTypeInfo" -> Schemas.GET_TYPE_INFO_SCHEMA;
            case "CommandGetSqlInfo" -> Schemas.GET_SQL_INFO_SCHEMA;
            default -> throw unknown(command);
        };
    }

    /// Returns a command's answer.
    ///
    /// **Errors**: UNSUPPORTED for a command that is none of these.
    public static MetadataTable table(Any command, Session session) {
        CatalogAnswers catalog = new CatalogAnswers(session);
        return switch (name(command)) {
            case "CommandGetCatalogs" -> {
                CommandGetCatalogs request = unpack(command, CommandGetCatalogs.class);
                assert request.isInitialized();
                yield catalog.catalogs();
            }
            case "CommandGetDbSchemas" ->
                    catalog.schemas(unpack(command, CommandGetDbSchemas.class));
            case "CommandGetTables" -> catalog.tables(unpack(command, CommandGetTables.class));
            case "CommandGetTableTypes" -> {
                CommandGetTableTypes request = unpack(command, CommandGetTableTypes.class);
                assert request.isInitialized();
                yield CatalogAnswers.tableTypes();
            }
            case "CommandGetPrimaryKeys" ->
                    catalog.primaryKeys(unpack(command, CommandGetPrimaryKeys.class));
            case "CommandGetExportedKeys" -> {
                CommandGetExportedKeys request = unpack(command, CommandGetExportedKeys.class);
                assert request.isInitialized();
                yield CatalogAnswers.noForeignKeys(Schemas.GET_EXPORTED_KEYS_SCHEMA);
            }
            case "CommandGetImportedKeys" -> {
                CommandGetImportedKeys request = unpack(command, CommandGetImportedKeys.class);
                assert request.isInitialized();
                yield CatalogAnswers.noForeignKeys(Schemas.GET_IMPORTED_KEYS_SCHEMA);
            }
            case "CommandGetCrossReference" -> {
                CommandGetCrossReference request = unpack(command, CommandGetCrossReference.class);
                assert request.isInitialized();
                yield CatalogAnswers.noForeignKeys(Schemas.GET_CROSS_REFERENCE_SCHEMA);
            }
            case "CommandGetXdbcTypeInfo" -> {
                CommandGetXdbcTypeInfo request = unpack(command, CommandGetXdbcTypeInfo.class);
                yield TypeInfoAnswer.of(request);
            }
            case "CommandGetSqlInfo" ->
                    SqlInfoAnswer.of(unpack(command, CommandGetSqlInfo.class), session);
            default -> throw unknown(command);
        };
    }

    private static String name(Any command) {
        String url = command.getTypeUrl();
        return url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf('.')) + 1);
    }

    private static SabotException unknown(Any command) {
        return new SabotException(
                ErrorCode.UNSUPPORTED,
                command.getTypeUrl().isEmpty()
                        ? "the command is empty; send a Flight SQL command"
                        : "the command " + name(command) + " is not supported here");
    }

    private static <T extends Message> T unpack(Any any, Class<T> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the command is no " + type.getSimpleName() + ": " + e,
                    e);
        }
    }
}
