package dev.sabot.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;

import dev.sabot.engine.PreparedStatement;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.session.Prepared;
import dev.sabot.server.wire.FlightFrame;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;

import java.util.List;

/// One DoPut: a command and, after it, rows. A message is asked for when the one before was dealt
/// with, so at most one waits.
///
/// **Threads**: gRPC calls one after the other; the work happens on a thread that may wait.
final class PutCall implements StreamObserver<FlightFrame> {
    /// Field 1000 of DoPutUpdateResult: the count of each row.
    private static final int ROW_COUNTS = 1000;

    private final ServerContext server;
    private final CallHeaders headers;
    private final ServerCallStreamObserver<Flight.PutResult> observer;
    private final CallCancellation cancellation = new CallCancellation();
    private final FrameQueue frames;
    private boolean isStarted;

    PutCall(ServerContext server, CallHeaders headers, StreamObserver<Flight.PutResult> observer) {
        this.server = server;
        this.headers = headers;
        this.observer = (ServerCallStreamObserver<Flight.PutResult>) observer;
        this.frames = new FrameQueue(() -> this.observer.request(1));
        this.observer.disableAutoRequest();
        this.observer.setOnCancelHandler(this::cancelled);
        this.observer.request(1);
    }

    private void cancelled() {
        cancellation.cancel();
        frames.end();
    }

    @Override
    public void onNext(FlightFrame frame) {
        frames.add(frame);
        start();
    }

    @Override
    public void onError(Throwable error) {
        cancelled();
    }

    @Override
    public void onCompleted() {
        frames.end();
        start();
    }

    private void start() {
        if (isStarted) {
            return;
        }
        isStarted = true;
        try {
            server.scheduler()
                    .call(() -> {
                        try {
                            run();
                        } catch (RuntimeException | StackOverflowError e) {
                            fail(e);
                        } finally {
                            frames.discard();
                        }
                    });
        } catch (SabotException e) {
            fail(e);
        }
    }

    private void fail(Throwable error) {
        if (!cancellation.isCancelled()) {
            observer.onError(server.errors().toStatus(error));
        }
    }

    private static SabotException noCommand() {
        return new SabotException(ErrorCode.MALFORMED_MESSAGE, "the first message has no command");
    }

    private static Any command(FlightFrame frame) {
        if (!frame.descriptor().hasRemaining()) {
            throw noCommand();
        }
        try {
            Flight.FlightDescriptor descriptor =
                    Flight.FlightDescriptor.parseFrom(ByteString.copyFrom(frame.descriptor()));
            return FlightSqlService.command(descriptor.getCmd());
        } catch (InvalidProtocolBufferException e) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE, "the first message's descriptor: " + e, e);
        }
    }

    private void run() {
        FlightFrame first = frames.take();
        if (first == null) {
            throw noCommand();
        }
        Any any = command(first);
        if (any.is(FlightSql.CommandStatementUpdate.class)) {
            update(FlightSqlService.unpack(any, FlightSql.CommandStatementUpdate.class));
        } else if (any.is(FlightSql.CommandPreparedStatementUpdate.class)) {
            update(
                    first,
                    FlightSqlService.unpack(any, FlightSql.CommandPreparedStatementUpdate.class)
                            .getPreparedStatementHandle());
        } else if (any.is(FlightSql.CommandPreparedStatementQuery.class)) {
            bind(
                    first,
                    FlightSqlService.unpack(any, FlightSql.CommandPreparedStatementQuery.class)
                            .getPreparedStatementHandle());
        } else if (any.is(FlightSql.CommandStatementIngest.class)) {
            ingest(first, FlightSqlService.unpack(any, FlightSql.CommandStatementIngest.class));
        } else {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "DoPut of " + any.getTypeUrl() + " is not supported here");
        }
    }

    private void update(FlightSql.CommandStatementUpdate command) {
        // Clients wait for the answer before they end their side of the call.
        Transactions.refuse(command.getTransactionId());
        ClientSession session = headers.caller().session();
        try (ClientSession.Running call = session.start(command.getQuery())) {
            cancellation.onCancel(call::cancel);
            PreparedStatement statement =
                    session.engineSession()
                            .prepare(command.getQuery(), headers.timeoutMillis(), call::onCancel);
            UpdateRun run = new UpdateRun(server, call, headers.timeoutMillis());
            long count = run.runAll(statement, List.of(List.of()));
            answer(updateResult(count, List.of(count)));
        }
    }

    private void update(FlightFrame first, ByteString handle) {
        ClientSession session = headers.caller().session();
        Prepared prepared = session.prepared(handle);
        List<List<Literal>> rows = readRows(first);
        try (ClientSession.Running call = session.start(prepared.sql())) {
            cancellation.onCancel(call::cancel);
            UpdateRun run = new UpdateRun(server, call, headers.timeoutMillis());
            boolean hasNoParameters = prepared.statement().parameterTypes().isEmpty();
            List<List<Literal>> executions =
                    rows.isEmpty() && hasNoParameters ? prepared.boundRows() : rows;
            long count = run.runAll(prepared.statement(), executions);
            answer(updateResult(count, run.counts()));
        }
    }

    private void ingest(FlightFrame first, FlightSql.CommandStatementIngest command) {
        ClientSession session = headers.caller().session();
        try (ClientSession.Running call = session.start(IngestRun.text(command))) {
            cancellation.onCancel(call::cancel);
            long count =
                    new IngestRun(
                                    server,
                                    call,
                                    session.engineSession(),
                                    command,
                                    headers.timeoutMillis())
                            .run(first, frames);
            answer(FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(count).build());
        }
    }

    private void bind(FlightFrame first, ByteString handle) {
        Prepared prepared = headers.caller().session().prepared(handle);
        prepared.bind(readRows(first));
        answer(
                FlightSql.DoPutPreparedStatementResult.newBuilder()
                        .setPreparedStatementHandle(handle)
                        .build());
    }

    private List<List<Literal>> readRows(FlightFrame first) {
        ParameterRows rows = new ParameterRows();
        FlightFrame frame = first;
        while (frame != null) {
            rows.add(frame);
            frame = frames.take();
        }
        server.metrics().received(rows.rows().size());
        return rows.rows();
    }

    private static Message updateResult(long count, List<Long> counts) {
        UnknownFieldSet.Field.Builder packed = UnknownFieldSet.Field.newBuilder();
        packed.addLengthDelimited(PackedNumbers.of(counts));
        return FlightSql.DoPutUpdateResult.newBuilder()
                .setRecordCount(count)
                .setUnknownFields(
                        UnknownFieldSet.newBuilder().addField(ROW_COUNTS, packed.build()).build())
                .build();
    }

    private void answer(Message message) {
        observer.onNext(
                Flight.PutResult.newBuilder().setAppMetadata(message.toByteString()).build());
        observer.onCompleted();
    }
}
