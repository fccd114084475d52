package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.arrow.ArrowColumn;
import dev.sabot.jdbc.arrow.BatchReader;
import dev.sabot.jdbc.arrow.SchemaReader;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.Progress;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionWarning;
import dev.sabot.jdbc.wire.Commands;
import dev.sabot.jdbc.wire.FlightData;
import dev.sabot.jdbc.wire.FlightInfo;
import dev.sabot.jdbc.wire.Malformed;
import dev.sabot.jdbc.wire.ResultInfo;

import io.grpc.Metadata;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A statement on the server: its rows as they come, or its count. */
final class RemoteExecution implements Execution {
    private static final String NOTICE = "01000";
    private static final long CANCEL_MILLIS = 5_000;

    private final ServerChannel channel;
    private final FlightInfo info;
    private final @Nullable ResultInfo result;
    private final Deadline deadline;
    private final Consumer<RemoteExecution> whenDone;
    private final List<ArrowColumn> columns;
    private final BatchReader reader;
    private final Queue<FlightData> inline = new ArrayDeque<>();
    private final long maxRows;
    private final long startNanos = System.nanoTime();
    private volatile @Nullable ReplyStream stream;
    private volatile long endNanos;
    private volatile long rowsGiven;
    private volatile boolean isCancelled;

    /** @param whenDone told when nothing can be cancelled any more */
    RemoteExecution(
            ServerChannel channel,
            FlightInfo info,
            ExecuteOptions options,
            Deadline deadline,
            Consumer<RemoteExecution> whenDone)
            throws SessionException {
        this.channel = channel;
        this.info = info;
        this.result = info.resultInfo();
        this.deadline = deadline;
        this.whenDone = whenDone;
        this.columns = isQuery() ? SchemaReader.readEncapsulated(info.schema()) : List.of();
        this.reader = new BatchReader(columns);
        this.maxRows = options.maxRows() == 0 ? Long.MAX_VALUE : options.maxRows();
        if (result != null) {
            inline.addAll(result.batches());
        }
        options.cancelSignal().onCancel(this::cancel);
    }

    /** Asks for the rows, which from now on come ahead of their reader. */
    void startFetching() throws SessionException {
        byte[] ticket = info.ticket();
        if (ticket == null) {
            throw Malformed.message("a result that says neither its rows nor where they are");
        }
        ReplyStream started =
                channel.start(
                        ByteMarshaller.DO_GET,
                        List.of(Commands.ticket(ticket)),
                        new Metadata(),
                        deadline);
        stream = started;
        if (isCancelled) {
            started.cancel();
        }
    }

    @Override
    public boolean isQuery() {
        return result == null || !result.isCount();
    }

    @Override
    public List<ColumnDescriptor> columns() {
        return columns.stream().map(ArrowColumn::descriptor).collect(Collectors.toList());
    }

    /** Returns the columns with what the server says beyond their description. */
    List<ArrowColumn> arrowColumns() {
        return columns;
    }

    @Override
    public @Nullable ColumnBlock next() throws SessionException {
        while (rowsGiven < maxRows) {
            FlightData data = nextData();
            if (data == null) {
                done();
                return null;
            }
            ColumnBlock block = reader.read(data);
            if (block != null) {
                long given = rowsGiven;
                long rowsLeft = maxRows - given;
                rowsGiven = given + Math.min(rowsLeft, block.rowCount());
                return block.rowCount() <= rowsLeft ? block : block.firstRows((int) rowsLeft);
            }
        }
        close();
        return null;
    }

    private @Nullable FlightData nextData() throws SessionException {
        if (isCancelled) {
            throw new SessionException("57014", "CANCELLED", "the statement was cancelled", null);
        }
        FlightData first = inline.poll();
        ReplyStream rows = stream;
        if (first != null || rows == null) {
            return first;
        }
        byte[] message = rows.next();
        return message == null ? null : FlightData.read(message);
    }

    private void done() {
        if (endNanos == 0) {
            endNanos = System.nanoTime();
        }
        whenDone.accept(this);
    }

    @Override
    public long updateCount() {
        return result == null || !result.isCount() ? -1 : result.updateCount();
    }

    /** Returns the rows received: the server does not say how many there will be. */
    @Override
    public Progress progress() {
        long end = endNanos == 0 ? System.nanoTime() : endNanos;
        return new Progress(
                Progress.UNKNOWN, rowsGiven, TimeUnit.NANOSECONDS.toMillis(end - startNanos));
    }

    @Override
    public List<SessionWarning> warnings() {
        return result == null
                ? List.of()
                : result.notices().stream()
                        .map(notice -> new SessionWarning(NOTICE, notice))
                        .collect(Collectors.toList());
    }

    /** Ends the stream, and tells the server by a call of its own in case a proxy hides that. */
    @Override
    public void cancel() {
        ReplyStream rows = stream;
        boolean wasRunning = !isCancelled && endNanos == 0 && info.ticket() != null;
        isCancelled = true;
        if (rows != null) {
            rows.cancel();
        }
        if (wasRunning) {
            channel.actionWithoutAnswer(Commands.cancel(info), Deadline.after(CANCEL_MILLIS));
        }
    }

    @Override
    public void close() {
        done();
        ReplyStream rows = stream;
        if (rows != null) {
            rows.close();
        }
    }
}
