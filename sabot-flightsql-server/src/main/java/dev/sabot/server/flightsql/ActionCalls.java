package dev.sabot.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.engine.Query;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.session.Prepared;
import dev.sabot.server.wire.ArrowTypes;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The actions of Flight and Flight SQL. Those of Flight SQL wrap their messages in Any, those of
/// Flight do not.
final class ActionCalls {
    /// Field 4 of ActionCreatePreparedStatementResult, which these classes do not know yet.
    private static final int IS_UPDATE = 4;

    private static final Map<String, String> TYPES =
            new TreeMap<>(
                    Map.of(
                            "CreatePreparedStatement",
                            "Prepares a statement: ActionCreatePreparedStatementRequest,"
                                    + " ActionCreatePreparedStatementResult.",
                            "ClosePreparedStatement",
                            "Closes a prepared statement: ActionClosePreparedStatementRequest.",
                            "CancelQuery",
                            "Cancels a query (deprecated): ActionCancelQueryRequest,"
                                    + " ActionCancelQueryResult.",
                            "CancelFlightInfo",
                            "Cancels a query: CancelFlightInfoRequest, CancelFlightInfoResult.",
                            "RenewFlightEndpoint",
                            "Lets a result wait longer: RenewFlightEndpointRequest,"
                                    + " FlightEndpoint.",
                            "SetSessionOptions",
                            "Sets options: SetSessionOptionsRequest, SetSessionOptionsResult.",
                            "GetSessionOptions",
                            "Reads options: GetSessionOptionsRequest, GetSessionOptionsResult.",
                            "CloseSession",
                            "Ends the session: CloseSessionRequest, CloseSessionResult."));

    private final StatementCalls statements;

    ActionCalls(StatementCalls statements) {
        this.statements = statements;
    }

    /// Lists what [#run] knows.
    static List<Flight.ActionType> types() {
        List<Flight.ActionType> types = new ArrayList<>();
        TYPES.forEach((type, text) ->
                types.add(
                        Flight.ActionType.newBuilder().setType(type).setDescription(text).build()));
        return types;
    }

    /// Runs an action.
    ///
    /// **Errors**: UNSUPPORTED for one that is not known.
    void run(
            Flight.Action action,
            CallHeaders headers,
            CallCancellation cancellation,
            Consumer<Flight.Result> results) {
        ByteString body = action.getBody();
        switch (action.getType()) {
            case "CreatePreparedStatement" ->
                    results.accept(
                            wrapped(
                                    prepare(
                                            request(
                                                    body,
                                                    FlightSql.ActionCreatePreparedStatementRequest
                                                            .class),
                                            headers,
                                            cancellation)));
            case "ClosePreparedStatement" ->
                    headers.caller()
                            .presentSession()
                            .closePrepared(
                                    request(
                                                    body,
                                                    FlightSql.ActionClosePreparedStatementRequest
                                                            .class)
                                            .getPreparedStatementHandle());
            case "CancelQuery" -> results.accept(cancelQuery(body, headers));
            case "CancelFlightInfo" -> {
                cancel(parse(Flight.CancelFlightInfoRequest.parser(), body).getInfo(), headers);
                results.accept(
                        bare(
                                Flight.CancelFlightInfoResult.newBuilder()
                                        .setStatus(Flight.CancelStatus.CANCEL_STATUS_CANCELLED)
                                        .build()));
            }
            case "RenewFlightEndpoint" -> results.accept(bare(renew(body, headers)));
            case "SetSessionOptions" ->
                    results.accept(
                            bare(
                                    SessionOptions.set(
                                            headers.caller().session(),
                                            parse(
                                                    Flight.SetSessionOptionsRequest.parser(),
                                                    body))));
            case "GetSessionOptions" ->
                    results.accept(bare(SessionOptions.get(headers.caller().presentSession())));
            case "CloseSession" -> {
                headers.caller().closeSession();
                results.accept(
                        bare(
                                Flight.CloseSessionResult.newBuilder()
                                        .setStatus(Flight.CloseSessionResult.Status.CLOSED)
                                        .build()));
            }
            case "BeginTransaction", "EndTransaction", "BeginSavepoint", "EndSavepoint" ->
                    throw Transactions.unsupported();
            case "CreatePreparedSubstraitPlan" ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED, "Substrait plans are not supported; send SQL");
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "there is no action '"
                                    + action.getType()
                                    + "'; there are: "
                                    + String.join(", ", TYPES.keySet()));
        }
    }

    private static <T extends Message> T request(ByteString body, Class<T> type) {
        return FlightSqlService.unpack(FlightSqlService.command(body), type);
    }

    private static <T extends Message> T parse(Parser<T> parser, ByteString body) {
        try {
            return parser.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE, "the action's message is malformed: " + e, e);
        }
    }

    private static Flight.Result wrapped(Message message) {
        return bare(Any.pack(message));
    }

    private static Flight.Result bare(Message message) {
        return Flight.Result.newBuilder().setBody(message.toByteString()).build();
    }

    private FlightSql.ActionCreatePreparedStatementResult prepare(
            FlightSql.ActionCreatePreparedStatementRequest request,
            CallHeaders headers,
            CallCancellation cancellation) {
        Transactions.refuse(request.getTransactionId());
        ClientSession session = headers.caller().session();
        PreparedStatement statement;
        try (ClientSession.Running call = session.start(request.getQuery())) {
            cancellation.onCancel(call::cancel);
            statement = statements.plan(call, session, request.getQuery(), headers.timeoutMillis());
        }
        Prepared kept = session.keep(request.getQuery(), statement);
        boolean isUpdate = statement.kind() == Query.Kind.COUNT;
        List<Field> parameters = new ArrayList<>();
        for (DataType type : statement.parameterTypes()) {
            parameters.add(Field.of("?" + (parameters.size() + 1), type));
        }
        return FlightSql.ActionCreatePreparedStatementResult.newBuilder()
                .setPreparedStatementHandle(kept.handle())
                .setDatasetSchema(
                        FlightInfos.schema(
                                ArrowTypes.schema(isUpdate ? Schema.EMPTY : statement.schema())))
                .setParameterSchema(FlightInfos.schema(ArrowTypes.schema(new Schema(parameters))))
                .setUnknownFields(
                        UnknownFieldSet.newBuilder()
                                .addField(
                                        IS_UPDATE,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(isUpdate ? 1 : 0)
                                                .build())
                                .build())
                .build();
    }

    /// Ends what the tickets of a FlightInfo stand for.
    ///
    /// **Errors**: UNKNOWN_OBJECT when there is nothing to end.
    private static void cancel(Flight.FlightInfo info, CallHeaders headers) {
        ClientSession session = headers.caller().presentSession();
        boolean isCancelled = false;
        for (Flight.FlightEndpoint endpoint : info.getEndpointList()) {
            isCancelled |= session.cancel(handle(endpoint.getTicket().getTicket()));
        }
        if (info.getEndpointCount() == 0) {
            // One that is being described, see PollCalls.
            isCancelled = session.cancel(handle(info.getFlightDescriptor().getCmd()));
        }
        if (!isCancelled) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no such query in this session, or it has ended");
        }
    }

    @SuppressWarnings("deprecation") // older clients know no other way
    private static Flight.Result cancelQuery(ByteString body, CallHeaders headers) {
        FlightSql.ActionCancelQueryRequest request =
                request(body, FlightSql.ActionCancelQueryRequest.class);
        cancel(parse(Flight.FlightInfo.parser(), request.getInfo()), headers);
        return wrapped(
                FlightSql.ActionCancelQueryResult.newBuilder()
                        .setResult(
                                FlightSql.ActionCancelQueryResult.CancelResult
                                        .CANCEL_RESULT_CANCELLED)
                        .build());
    }

    private static ByteString handle(ByteString ticket) {
        Any any = FlightSqlService.command(ticket);
        return any.is(FlightSql.TicketStatementQuery.class)
                ? FlightSqlService.unpack(any, FlightSql.TicketStatementQuery.class)
                        .getStatementHandle()
                : ByteString.EMPTY;
    }

    private static Flight.FlightEndpoint renew(ByteString body, CallHeaders headers) {
        Flight.FlightEndpoint endpoint =
                parse(Flight.RenewFlightEndpointRequest.parser(), body).getEndpoint();
        if (!headers.caller().presentSession().renew(handle(endpoint.getTicket().getTicket()))) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no result for this ticket in this session; run the statement again");
        }
        return endpoint;
    }
}
