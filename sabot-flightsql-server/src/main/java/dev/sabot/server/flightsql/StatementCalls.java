package dev.sabot.server.flightsql;

import com.google.protobuf.ByteString;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.engine.Query;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.session.PendingResult;
import dev.sabot.server.session.Prepared;
import dev.sabot.server.wire.ArrowTypes;
import dev.sabot.type.Schema;

import org.apache.arrow.flight.impl.Flight;

import java.util.List;

/// Plans and runs statements.
///
/// A query is planned here and runs when its ticket is fetched; anything else runs here, once.
final class StatementCalls {
    private final ServerContext server;

    StatementCalls(ServerContext server) {
        this.server = server;
    }

    /// Plans a statement.
    PreparedStatement plan(
            ClientSession.Running call, ClientSession session, String sql, long timeoutMillis) {
        return session.engineSession().prepare(sql, timeoutMillis, call::onCancel);
    }

    /// Returns the columns of a statement's result.
    Schema schema(CallHeaders headers, String sql, CallCancellation cancellation) {
        ClientSession session = headers.caller().session();
        try (ClientSession.Running call = session.start(sql)) {
            cancellation.onCancel(call::cancel);
            return plan(call, session, sql, headers.timeoutMillis()).schema();
        }
    }

    /// Plans a query, or runs another statement, and describes the result.
    Flight.FlightInfo info(
            CallHeaders headers,
            Flight.FlightDescriptor descriptor,
            String sql,
            CallCancellation cancellation) {
        ClientSession session = headers.caller().session();
        try (ClientSession.Running call = session.start(sql)) {
            cancellation.onCancel(call::cancel);
            PreparedStatement statement = plan(call, session, sql, headers.timeoutMillis());
            checkValues(statement, List.of());
            return info(
                    new Execution(headers, descriptor, session, call, sql),
                    statement,
                    List.of(List.of()));
        }
    }

    /// As the other, for a prepared statement with the values bound last.
    Flight.FlightInfo info(
            CallHeaders headers,
            Flight.FlightDescriptor descriptor,
            ByteString handle,
            CallCancellation cancellation) {
        ClientSession session = headers.caller().session();
        Prepared prepared = session.prepared(handle);
        try (ClientSession.Running call = session.start(prepared.sql())) {
            cancellation.onCancel(call::cancel);
            List<List<Literal>> rows = prepared.boundRows();
            rows.forEach(values -> checkValues(prepared.statement(), values));
            return info(
                    new Execution(headers, descriptor, session, call, prepared.sql()),
                    prepared.statement(),
                    rows);
        }
    }

    private static void checkValues(PreparedStatement statement, List<Literal> values) {
        int wanted = statement.parameterTypes().size();
        if (values.size() != wanted) {
            throw new SabotException(
                    ErrorCode.WRONG_PARAMETER,
                    "the statement has "
                            + wanted
                            + " parameters, but "
                            + values.size()
                            + " values are bound; prepare it and bind each");
        }
    }

    /// One execution of a statement.
    private record Execution(
            CallHeaders headers,
            Flight.FlightDescriptor descriptor,
            ClientSession session,
            ClientSession.Running call,
            String sql) {
        /// Keeps a result and returns its ticket.
        ByteString keep(PendingResult result) {
            return FlightInfos.ticket(session.keep(result, sql));
        }
    }

    private Flight.FlightInfo info(
            Execution execution, PreparedStatement statement, List<List<Literal>> rows) {
        return switch (statement.kind()) {
            case ROWS -> queryInfo(execution, statement, rows);
            case COUNT -> {
                long timeoutMillis = execution.headers().timeoutMillis();
                UpdateRun run = new UpdateRun(server, execution.call(), timeoutMillis);
                long count = run.runAll(statement, rows);
                yield countInfo(execution, count, run.notices());
            }
        };
    }

    private Flight.FlightInfo countInfo(Execution execution, long count, List<String> notices) {
        org.apache.arrow.vector.types.pojo.Schema schema = ArrowTypes.schema(ResultStream.COUNT);
        if (execution.headers().wantsInlineResults()) {
            return FlightInfos.info(execution.descriptor(), schema, null)
                    .setTotalRecords(1)
                    .setAppMetadata(InlineResult.count(count, notices))
                    .build();
        }
        ByteString ticket = execution.keep(new PendingResult.Count(count));
        return FlightInfos.info(execution.descriptor(), schema, ticket).setTotalRecords(1).build();
    }

    private Flight.FlightInfo queryInfo(
            Execution execution, PreparedStatement statement, List<List<Literal>> rows) {
        server.metrics().query();
        CallHeaders headers = execution.headers();
        if (headers.wantsInlineResults() && rows.size() == 1) {
            return inlineInfo(execution, statement, rows.getFirst());
        }
        org.apache.arrow.vector.types.pojo.Schema schema = ArrowTypes.schema(statement.schema());
        ByteString ticket =
                execution.keep(
                        new PendingResult.Planned(
                                statement, rows, headers.timeoutMillis(), headers.batchRows()));
        return FlightInfos.info(execution.descriptor(), schema, ticket).build();
    }

    private Flight.FlightInfo inlineInfo(
            Execution execution, PreparedStatement statement, List<Literal> values) {
        CallHeaders headers = execution.headers();
        Query query = statement.execute(values, headers.timeoutMillis());
        InlineResult inline = new InlineResult(query, server.allocator(), headers.batchRows());
        boolean isHandedOver = false;
        try {
            execution.call().follow(query);
            inline.collect();
            org.apache.arrow.vector.types.pojo.Schema schema = ArrowTypes.schema(query.schema());
            if (inline.isComplete()) {
                Flight.FlightInfo.Builder info =
                        FlightInfos.info(execution.descriptor(), schema, null);
                info.setTotalRecords(inline.numRows());
                server.metrics().sent(inline.numRows(), inline.numBytes());
                return info.setAppMetadata(inline.message()).build();
            }
            isHandedOver = true;
            ByteString ticket = execution.keep(inline.pending());
            return FlightInfos.info(execution.descriptor(), schema, ticket)
                    .setAppMetadata(inline.message())
                    .build();
        } finally {
            if (!isHandedOver) {
                inline.close();
                query.close();
            }
        }
    }
}
