package dev.sabot.server.flightsql;

import dev.sabot.engine.Query;
import dev.sabot.engine.Session;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.ObjectName;
import dev.sabot.engine.catalog.RowFeed;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.server.wire.IncomingBatch;
import dev.sabot.server.wire.IncomingRows;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;
import org.jspecify.annotations.Nullable;

import java.util.stream.Collectors;

/// Writes the rows a client sends into a table, made first if the command says so: one INSERT that
/// reads the rows as they come. A table that was made for rows that then fail is dropped again.
final class IngestRun {
    private final ServerContext server;
    private final ClientSession.Running call;
    private final Session session;
    private final CommandStatementIngest command;
    private final long timeoutMillis;

    IngestRun(
            ServerContext server,
            ClientSession.Running call,
            Session session,
            CommandStatementIngest command,
            long timeoutMillis) {
        this.server = server;
        this.call = call;
        this.session = session;
        this.command = command;
        this.timeoutMillis = timeoutMillis;
    }

    /// Reads all messages and returns the number of rows written.
    ///
    /// **Errors**: INVALID_ARGUMENT for options that say nothing; DUPLICATE_TABLE, UNKNOWN_TABLE as
    /// the options ask; those of reading the messages and of INSERT.
    long run(FlightFrame first, FrameQueue frames) {
        checkCommand();
        IncomingRows incoming = new IncomingRows();
        FlightFrame frame = first;
        IncomingBatch batch = incoming.read(frame);
        while (incoming.schema() == null) {
            frame = frames.take();
            if (frame == null) {
                throw new SabotException(
                        ErrorCode.MALFORMED_MESSAGE, "the rows come without a schema");
            }
            batch = incoming.read(frame);
        }
        Schema schema = incoming.schema();
        boolean isMade = prepareTable(schema);
        boolean isDone = false;
        try {
            long count = insert(schema, incoming, batch, frames);
            isDone = true;
            return count;
        } finally {
            if (isMade && !isDone) {
                count("DROP TABLE IF EXISTS " + table());
            }
        }
    }

    private void checkCommand() {
        Transactions.refuse(command.getTransactionId());
        if (command.getTemporary()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "temporary tables are not supported; leave it out");
        }
        if (command.getTable().isEmpty()) {
            throw new SabotException(ErrorCode.INVALID_ARGUMENT, "the command names no table");
        }
        if (command.hasCatalog() && !command.getCatalog().equalsIgnoreCase(Catalog.NAME)) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no catalog '"
                            + command.getCatalog()
                            + "'; the only one is "
                            + Catalog.NAME);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private String schemaName() {
        return command.hasSchema() && !command.getSchema().isEmpty()
                ? command.getSchema()
                : session.currentSchema();
    }

    private String table() {
        return quoted(schemaName()) + "." + quoted(command.getTable());
    }

    /// Makes the table if there is none or it is to be replaced; says whether it did.
    private boolean prepareTable(Schema schema) {
        TableNotExistOption ifMissing = command.getTableDefinitionOptions().getIfNotExist();
        TableExistsOption ifPresent = command.getTableDefinitionOptions().getIfExists();
        boolean isPresent =
                session.catalog().relation(new ObjectName(schemaName(), command.getTable()))
                        != null;
        if (isPresent) {
            return switch (ifPresent) {
                case TABLE_EXISTS_OPTION_APPEND -> false;
                case TABLE_EXISTS_OPTION_REPLACE -> {
                    make("CREATE OR REPLACE TABLE ", schema);
                    yield true;
                }
                case TABLE_EXISTS_OPTION_FAIL ->
                        throw new SabotException(
                                ErrorCode.DUPLICATE_TABLE,
                                "the table '" + command.getTable() + "' exists already");
                case TABLE_EXISTS_OPTION_UNSPECIFIED, UNRECOGNIZED ->
                        throw unspecified("if_exists");
            };
        }
        return switch (ifMissing) {
            case TABLE_NOT_EXIST_OPTION_CREATE -> {
                make("CREATE TABLE ", schema);
                yield true;
            }
            case TABLE_NOT_EXIST_OPTION_FAIL ->
                    throw new SabotException(
                            ErrorCode.UNKNOWN_TABLE,
                            "there is no table '" + command.getTable() + "'");
            case TABLE_NOT_EXIST_OPTION_UNSPECIFIED, UNRECOGNIZED ->
                    throw unspecified("if_not_exist");
        };
    }

    private static SabotException unspecified(String option) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "the command must say what happens with the table: " + option + " is not set");
    }

    private void make(String start, Schema schema) {
        String columns =
                schema.fields().stream()
                        .map(field -> quoted(field.name()) + " " + field.type())
                        .collect(Collectors.joining(", ", " (", ")"));
        count(start + table() + columns);
    }

    private void count(String sql) {
        try (Query query = session.execute(sql, timeoutMillis)) {
            long ignored = query.count();
            assert ignored >= 0;
        }
    }

    private long insert(
            Schema schema,
            IncomingRows incoming,
            @Nullable IncomingBatch first,
            FrameQueue frames) {
        try (RowFeed feed = session.openFeed(schema)) {
            String names =
                    schema.fields().stream()
                            .map(Field::name)
                            .map(IngestRun::quoted)
                            .collect(Collectors.joining(", "));
            String sql =
                    "INSERT INTO "
                            + table()
                            + " ("
                            + names
                            + ") SELECT "
                            + names
                            + " FROM "
                            + quoted(feed.name().schema())
                            + "."
                            + quoted(feed.name().name());
            server.metrics().update();
            try (Query query = session.execute(sql, timeoutMillis, call::onCancel)) {
                call.follow(query);
                pushAll(feed, query, incoming, first, frames);
                return query.count();
            }
        }
    }

    private void pushAll(
            RowFeed feed,
            Query query,
            IncomingRows incoming,
            @Nullable IncomingBatch first,
            FrameQueue frames) {
        try {
            IncomingBatch batch = first;
            boolean isRead = batch == null || push(feed, query, batch);
            FlightFrame frame = isRead ? frames.take() : null;
            while (frame != null && isRead) {
                batch = incoming.read(frame);
                isRead = batch == null || push(feed, query, batch);
                frame = isRead ? frames.take() : null;
            }
            if (call.isCancelled()) {
                throw new SabotException(ErrorCode.CANCELLED, "the client ended the call");
            }
            feed.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SabotException(ErrorCode.SHUTTING_DOWN, "the server is shutting down", e);
        }
    }

    private boolean push(RowFeed feed, Query query, IncomingBatch batch)
            throws InterruptedException {
        server.metrics().received(batch.numRows());
        return feed.push(
                new RowFeed.Part() {
                    @Override
                    public int numRows() {
                        return batch.numRows();
                    }

                    @Override
                    public dev.sabot.batch.Batch rows(
                            int from,
                            int count,
                            org.apache.arrow.memory.BufferAllocator allocator) {
                        return batch.rows(from, count, allocator);
                    }
                },
                query::isDrained);
    }

    /// Returns the text system tables show.
    static String text(CommandStatementIngest command) {
        return "ingest into " + command.getTable();
    }
}
