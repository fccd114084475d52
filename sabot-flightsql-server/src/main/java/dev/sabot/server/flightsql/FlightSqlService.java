package dev.sabot.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.metadata.MetadataCommands;
import dev.sabot.server.metadata.MetadataTable;
import dev.sabot.server.metrics.ServerMetrics;
import dev.sabot.server.session.SessionRegistry;
import dev.sabot.server.session.Users;
import dev.sabot.server.wire.ArrowTypes;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.server.wire.FrameMarshaller;
import dev.sabot.server.wire.IpcMessages;

import io.grpc.MethodDescriptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.impl.FlightServiceGrpc;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// The calls of Flight, and what each does for Flight SQL.
///
/// gRPC is spoken directly, not through Arrow's `FlightServer`: bodies of client messages must not
/// reach the server's allocator before they were checked, and results go out without a detour over
/// Arrow's vectors.
///
/// **Threads**: safe; calls are worked on by the scheduler's threads.
public final class FlightSqlService {
    private final ServerContext server;
    private final Users users;
    private final StatementCalls statements;
    private final ActionCalls actions;
    private final PollCalls polls;

    /// @param allocator memory for frames and parameters
    public FlightSqlService(
            SessionRegistry sessions,
            Users users,
            CallScheduler scheduler,
            BufferAllocator allocator,
            ServerMetrics metrics) {
        this.server =
                new ServerContext(sessions, scheduler, allocator, metrics, new CallErrors(metrics));
        this.users = users;
        this.statements = new StatementCalls(server);

        this.actions = new ActionCalls(statements);
        this.polls = new PollCalls(server);
    }

    /// Tells sessions when connections come and go.
    public ServerTransportFilter connections() {
        return AuthInterceptor.connections(server.sessions());
    }

    /// Returns the service as gRPC takes it, with authentication.
    public ServerServiceDefinition definition() {
        MethodDescriptor<Flight.Ticket, FlightFrame> doGet =
                FlightServiceGrpc.getDoGetMethod().toBuilder(
                                FlightServiceGrpc.getDoGetMethod().getRequestMarshaller(),
                                FrameMarshaller.INSTANCE)
                        .build();
        MethodDescriptor<FlightFrame, Flight.PutResult> doPut =
                FlightServiceGrpc.getDoPutMethod().toBuilder(
                                FrameMarshaller.INSTANCE,
                                FlightServiceGrpc.getDoPutMethod().getResponseMarshaller())
                        .build();
        ServerServiceDefinition service =
                ServerServiceDefinition.builder(FlightServiceGrpc.SERVICE_NAME)
                        .addMethod(
                                FlightServiceGrpc.getHandshakeMethod(),
                                ServerCalls.asyncBidiStreamingCall(FlightSqlService::handshake))
                        .addMethod(
                                FlightServiceGrpc.getListFlightsMethod(),
                                ServerCalls.asyncServerStreamingCall(
                                        (_, observer) -> observer.onCompleted()))
                        .addMethod(
                                FlightServiceGrpc.getGetFlightInfoMethod(),
                                ServerCalls.asyncUnaryCall((request, observer) ->
                                        unary(observer, call -> info(request, call))))
                        .addMethod(
                                FlightServiceGrpc.getPollFlightInfoMethod(),
                                ServerCalls.asyncUnaryCall((request, observer) ->
                                        unary(observer, call -> poll(request, call))))
                        .addMethod(
                                FlightServiceGrpc.getGetSchemaMethod(),
                                ServerCalls.asyncUnaryCall((request, observer) ->
                                        unary(observer, call -> schema(request, call))))
                        .addMethod(doGet, ServerCalls.asyncServerStreamingCall(this::doGet))
                        .addMethod(
                                doPut,
                                ServerCalls.asyncBidiStreamingCall(observer ->
                                        new PutCall(server, AuthInterceptor.CALL.get(), observer)))
                        .addMethod(
                                FlightServiceGrpc.getDoExchangeMethod(),
                                ServerCalls.asyncBidiStreamingCall(observer ->
                                        ServerCalls.asyncUnimplementedStreamingCall(
                                                FlightServiceGrpc.getDoExchangeMethod(), observer)))
                        .addMethod(
                                FlightServiceGrpc.getDoActionMethod(),
                                ServerCalls.asyncServerStreamingCall(this::doAction))
                        .addMethod(
                                FlightServiceGrpc.getListActionsMethod(),
                                ServerCalls.asyncServerStreamingCall((_, observer) -> {
                                    ActionCalls.types().forEach(observer::onNext);
                                    observer.onCompleted();
                                }))
                        .build();
        return ServerInterceptors.intercept(
                service, new AuthInterceptor(server.sessions(), users, server.errors()));
    }

    /// Answers each message of a handshake; the token is in the headers already.
    private static StreamObserver<Flight.HandshakeRequest> handshake(
            StreamObserver<Flight.HandshakeResponse> observer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(Flight.HandshakeRequest request) {
                observer.onNext(Flight.HandshakeResponse.getDefaultInstance());
            }

            @Override
            public void onError(Throwable error) {
                // The client went away.
            }

            @Override
            public void onCompleted() {
                observer.onCompleted();
            }
        };
    }

    /// One call with one answer.
    private record UnaryCall(CallHeaders headers, CallCancellation cancellation) {}

    /// Makes the answer of a call.
    private interface Answer<R> {
        R to(UnaryCall call);
    }

    private <R> void unary(StreamObserver<R> observer, Answer<R> answer) {
        CallHeaders headers = AuthInterceptor.CALL.get();
        CallCancellation cancellation = new CallCancellation();
        if (observer instanceof ServerCallStreamObserver<R> call) {
            call.setOnCancelHandler(cancellation::cancel);
        }
        work(
                observer,
                () -> {
                    R result = answer.to(new UnaryCall(headers, cancellation));
                    observer.onNext(result);
                    observer.onCompleted();
                });
    }

    /// Works for a call on a thread that may wait.
    private void work(StreamObserver<?> observer, Runnable work) {
        try {
            server.scheduler()
                    .call(() -> {
                        try {
                            work.run();
                        } catch (RuntimeException | StackOverflowError e) {
                            observer.onError(server.errors().toStatus(e));
                        }
                    });
        } catch (SabotException e) {
            observer.onError(server.errors().toStatus(e));
        }
    }

    static Any command(com.google.protobuf.ByteString bytes) {
        try {
            return Any.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE, "the command is no Flight SQL message: " + e, e);
        }
    }

    static <T extends com.google.protobuf.Message> T unpack(Any any, Class<T> type) {
        try {
            return any.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the message is no " + type.getSimpleName() + ": " + e,
                    e);
        }
    }

    private static Any command(Flight.FlightDescriptor descriptor) {
        if (descriptor.getType() != Flight.FlightDescriptor.DescriptorType.CMD) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "flights are found by Flight SQL commands, not by path");
        }
        return command(descriptor.getCmd());
    }

    private Flight.FlightInfo info(Flight.FlightDescriptor descriptor, UnaryCall call) {
        Any any = command(descriptor);
        CallHeaders headers = call.headers();
        if (any.is(FlightSql.CommandStatementQuery.class)) {
            FlightSql.CommandStatementQuery query =
                    unpack(any, FlightSql.CommandStatementQuery.class);
            Transactions.refuse(query.getTransactionId());
            return statements.info(headers, descriptor, query.getQuery(), call.cancellation());
        }
        if (any.is(FlightSql.CommandPreparedStatementQuery.class)) {
            return statements.info(
                    headers,
                    descriptor,
                    unpack(any, FlightSql.CommandPreparedStatementQuery.class)
                            .getPreparedStatementHandle(),
                    call.cancellation());
        }
        Schema schema = MetadataCommands.schema(any);
        return FlightInfos.info(descriptor, schema, descriptor.getCmd()).build();
    }

    private Flight.PollInfo poll(Flight.FlightDescriptor descriptor, UnaryCall call) {
        Any any = command(descriptor);
        if (any.is(FlightSql.TicketStatementQuery.class)) {
            return polls.next(call.headers(), descriptor, any);
        }
        return polls.begin(
                call.headers(),
                descriptor,
                call.cancellation(),
                cancellation -> info(descriptor, new UnaryCall(call.headers(), cancellation)));
    }

    private Flight.SchemaResult schema(Flight.FlightDescriptor descriptor, UnaryCall call) {
        Any any = command(descriptor);
        Schema schema;
        if (any.is(FlightSql.CommandStatementQuery.class)) {
            String sql = unpack(any, FlightSql.CommandStatementQuery.class).getQuery();
            schema = ArrowTypes.schema(statements.schema(call.headers(), sql, call.cancellation()));
        } else if (any.is(FlightSql.CommandPreparedStatementQuery.class)) {
            schema =
                    ArrowTypes.schema(
                            call.headers()
                                    .caller()
                                    .session()
                                    .prepared(
                                            unpack(
                                                            any,
                                                            FlightSql.CommandPreparedStatementQuery
                                                                    .class)
                                                    .getPreparedStatementHandle())
                                    .statement()
                                    .schema());
        } else {
            schema = MetadataCommands.schema(any);
        }
        return Flight.SchemaResult.newBuilder().setSchema(FlightInfos.schema(schema)).build();
    }

    private void doGet(Flight.Ticket ticket, StreamObserver<FlightFrame> observer) {
        CallHeaders headers = AuthInterceptor.CALL.get();
        ResultStream stream =
                new ResultStream(server, (ServerCallStreamObserver<FlightFrame>) observer);
        try {
            server.scheduler()
                    .call(() -> {
                        try {
                            stream(ticket, headers, stream);
                        } catch (RuntimeException | StackOverflowError e) {
                            stream.fail(e);
                        }
                    });
        } catch (SabotException e) {
            stream.fail(e);
        }
    }

    private void stream(Flight.Ticket ticket, CallHeaders headers, ResultStream stream) {
        Any any = command(ticket.getTicket());
        if (any.is(FlightSql.TicketStatementQuery.class)) {
            stream.send(
                    headers.caller()
                            .session()
                            .fetch(
                                    unpack(any, FlightSql.TicketStatementQuery.class)
                                            .getStatementHandle()));
            return;
        }
        MetadataTable table =
                MetadataCommands.table(any, headers.caller().session().engineSession());
        stream.send(IpcMessages.schemaFrame(table.schema()), 0);
        table.encode(server.allocator(), frame -> stream.send(frame, 0));
        stream.complete();
    }

    private void doAction(Flight.Action action, StreamObserver<Flight.Result> observer) {
        CallHeaders headers = AuthInterceptor.CALL.get();
        CallCancellation cancellation = new CallCancellation();
        if (observer instanceof ServerCallStreamObserver<Flight.Result> call) {
            call.setOnCancelHandler(cancellation::cancel);
        }
        work(
                observer,
                () -> {
                    actions.run(action, headers, cancellation, observer::onNext);
                    observer.onCompleted();
                });
    }
}
