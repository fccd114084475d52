package dev.sabot.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.server.session.ClientSession;
import dev.sabot.server.session.PendingResult;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Describes statements for clients that ask again until one is described. What takes long is what
/// runs before it can be described: statements that give a count.
final class PollCalls {
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long NEXT_WAIT_MILLIS = 10_000;

    private final ServerContext server;

    PollCalls(ServerContext server) {
        this.server = server;
    }

    /// Makes a description.
    interface Description {
        Flight.FlightInfo make(CallCancellation cancellation);
    }

    /// Begins to describe a statement and waits a little.
    Flight.PollInfo begin(
            CallHeaders headers,
            Flight.FlightDescriptor descriptor,
            CallCancellation poll,
            Description description) {
        CallCancellation cancellation = new CallCancellation();
        CompletableFuture<Flight.FlightInfo> future = new CompletableFuture<>();
        poll.onCancel(cancellation::cancel);
        server.scheduler()
                .call(() -> {
                    try {
                        future.complete(description.make(cancellation));
                    } catch (RuntimeException | StackOverflowError e) {
                        future.completeExceptionally(e);
                    }
                });
        Flight.FlightInfo info = await(future, FIRST_WAIT_MILLIS);
        if (info != null) {
            return complete(info);
        }
        ByteString handle =
                headers.caller()
                        .session()
                        .keep(new PendingResult.Described(future, cancellation::cancel), "poll");
        // From here on the statement outlives the call.
        poll.onCancel(() -> {});
        return incomplete(descriptor, handle);
    }

    /// Waits on for a statement that is being described.
    Flight.PollInfo next(CallHeaders headers, Flight.FlightDescriptor descriptor, Any any) {
        ByteString handle =
                FlightSqlService.unpack(any, FlightSql.TicketStatementQuery.class)
                        .getStatementHandle();
        ClientSession session = headers.caller().session();
        CompletableFuture<?> future = session.described(handle).description();
        Flight.FlightInfo info;
        try {
            info = await(future, NEXT_WAIT_MILLIS);
        } catch (RuntimeException e) {
            session.forget(handle);
            throw e;
        }
        if (info == null) {
            return incomplete(descriptor, handle);
        }
        session.forget(handle);
        return complete(info);
    }

    private static Flight.@Nullable FlightInfo await(CompletableFuture<?> future, long millis) {
        try {
            return (Flight.FlightInfo) future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new SabotException(ErrorCode.INTERNAL, "a bug: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SabotException(ErrorCode.SHUTTING_DOWN, "the server is shutting down", e);
        }
    }

    private static Flight.PollInfo complete(Flight.FlightInfo info) {
        return Flight.PollInfo.newBuilder().setInfo(info).setProgress(1).build();
    }

    /// The descriptor to ask with again is in the FlightInfo too, so that it can be cancelled.
    private static Flight.PollInfo incomplete(
            Flight.FlightDescriptor descriptor, ByteString handle) {
        Flight.FlightDescriptor again =
                descriptor.toBuilder().setCmd(FlightInfos.ticket(handle)).build();
        return Flight.PollInfo.newBuilder()
                .setInfo(
                        Flight.FlightInfo.newBuilder()
                                .setFlightDescriptor(again)
                                .setTotalRecords(-1)
                                .setTotalBytes(-1))
                .setFlightDescriptor(again)
                .build();
    }
}
