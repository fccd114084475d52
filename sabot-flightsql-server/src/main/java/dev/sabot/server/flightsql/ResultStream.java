package dev.sabot.server.flightsql;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.engine.Query;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.session.PendingResult;
import dev.sabot.server.wire.ArrowTypes;
import dev.sabot.server.wire.BatchEncoder;
import dev.sabot.server.wire.FlightFrame;
import dev.sabot.server.wire.IpcMessages;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import io.grpc.stub.ServerCallStreamObserver;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

/// The answer to one DoGet: frames go out as the client takes them. One thread writes and waits;
/// gRPC's threads only wake it.
///
/// **Threads**: made on gRPC's thread, used on the thread that writes.
final class ResultStream {
    static final Schema COUNT = Schema.of(new Field("Count", DataType.BIGINT, false));

    /// How long a wait lasts at most before the state of the call is looked at again.
    private static final long WAIT_MILLIS = 1_000;

    private final ServerContext server;
    private final ServerCallStreamObserver<FlightFrame> observer;
    private final CallCancellation cancellation = new CallCancellation();

    ResultStream(ServerContext server, ServerCallStreamObserver<FlightFrame> observer) {
        this.server = server;
        this.observer = observer;
        observer.setOnReadyHandler(this::wake);
        observer.setOnCancelHandler(cancellation::cancel);
    }

    private void wake() {
        synchronized (cancellation) {
            cancellation.notifyAll();
        }
    }

    CallCancellation cancellation() {
        return cancellation;
    }

    /// Sends a result that was waiting for its ticket, to the end.
    void send(ClientSession.Fetched fetched) {
        try (ClientSession.Running call = fetched.call()) {
            cancellation.onCancel(call::cancel);
            switch (fetched.result()) {
                case PendingResult.Count count -> sendCount(count.rows());
                case PendingResult.Started started -> {
                    try (Query query = started.query()) {
                        call.follow(query);
                        sendSchema(query.schema());
                        sendRows(query, started.batchRows(), started.taken());
                    }
                }
                case PendingResult.Planned planned -> sendPlanned(planned, call);
                case PendingResult.Described described ->
                        throw new IllegalStateException("not a result: " + described);
            }
            observer.onCompleted();
        }
    }

    private void sendPlanned(PendingResult.Planned planned, ClientSession.Running call) {
        Schema sent = null;
        for (List<Literal> values : planned.rows()) {
            if (call.isCancelled()) {
                throw new SabotException(ErrorCode.CANCELLED, "the statement was cancelled");
            }
            try (Query query = planned.statement().execute(values, planned.timeoutMillis())) {
                call.follow(query);
                if (sent == null) {
                    sent = query.schema();
                    sendSchema(sent);
                } else if (!sent.equals(query.schema())) {
                    throw new SabotException(
                            ErrorCode.WRITE_CONFLICT,
                            "the columns of the result changed between two rows of values");
                }
                sendRows(query, planned.batchRows(), List.of());
            }
        }
    }

    private void sendSchema(Schema schema) {
        send(IpcMessages.schemaFrame(ArrowTypes.schema(schema)), 0);
    }

    private void sendRows(Query query, int batchRows, Collection<Batch> taken) {
        try (QueryFrames frames = new QueryFrames(query, server.allocator(), batchRows, taken)) {
            frames.writeAll(this::send);
        }
    }

    private void sendCount(long count) {
        sendSchema(COUNT);
        ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
        builder.appendLong(count);
        Column column = builder.build(server.allocator());
        try (Batch batch = Batch.of(1, column);
                BatchEncoder encoder = new BatchEncoder(server.allocator())) {
            send(encoder.encode(COUNT, batch), 1);
        }
    }

    /// Ends the call well.
    void complete() {
        observer.onCompleted();
    }

    /// Sends a frame once the client takes more; the frame's memory is free afterwards.
    void send(FlightFrame frame, long numRows) {
        awaitReady();
        observer.onNext(frame);
        if (numRows > 0) {
            server.metrics().sent(numRows, frame.bodyBytes());
        }
    }

    private void awaitReady() {
        synchronized (cancellation) {
            while (!observer.isReady() && !cancellation.isCancelled()) {
                try {
                    cancellation.wait(WAIT_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SabotException(
                            ErrorCode.SHUTTING_DOWN, "the server is shutting down", e);
                }
            }
        }
        if (cancellation.isCancelled()) {
            throw new SabotException(ErrorCode.CANCELLED, "the client ended the call");
        }
    }

    /// Ends the call with an error, unless the client has ended it.
    void fail(@Nullable Throwable error) {
        if (error != null && !cancellation.isCancelled()) {
            observer.onError(server.errors().toStatus(error));
        }
    }
}
