package dev.sabot.jdbc.remote;

import dev.sabot.jdbc.arrow.ArrowColumn;
import dev.sabot.jdbc.arrow.SchemaReader;
import dev.sabot.jdbc.remote.CallErrors.CallException;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.PreparedHandle;
import dev.sabot.jdbc.session.SessionBatchException;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.wire.Commands;
import dev.sabot.jdbc.wire.PreparedReply;

import org.jspecify.annotations.Nullable;

import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A statement that the server has planned. */
final class RemotePrepared implements PreparedHandle {
    private static final long CLOSE_MILLIS = 5_000;

    private final RemoteSession session;
    private final String sql;
    private final List<ColumnDescriptor> parameters;
    private final List<ColumnDescriptor> columns;
    private final boolean isQuery;
    private final byte[] handle;
    private boolean isClosed;

    RemotePrepared(RemoteSession session, String sql, PreparedReply reply) throws SessionException {
        this.session = session;
        this.sql = sql;
        this.handle = reply.handle();
        this.isQuery = !reply.isUpdate();
        this.parameters = descriptors(SchemaReader.readEncapsulated(reply.parameterSchema()));
        this.columns =
                isQuery
                        ? descriptors(SchemaReader.readEncapsulated(reply.resultSchema()))
                        : List.of();
    }

    private static List<ColumnDescriptor> descriptors(List<ArrowColumn> columns) {
        return columns.stream().map(ArrowColumn::descriptor).collect(Collectors.toList());
    }

    @Override
    public List<ColumnDescriptor> parameters() {
        return parameters;
    }

    @Override
    public List<ColumnDescriptor> columns() {
        return columns;
    }

    @Override
    public boolean isQuery() {
        return isQuery;
    }

    @Override
    public Execution execute(List<@Nullable Object> values, ExecuteOptions options)
            throws SessionException {
        session.checkOpen();
        session.noteExecution(sql);
        Deadline deadline = RemoteSession.deadline(options);
        if (parameters.isEmpty() && values.isEmpty()) {
            return session.run(Commands.preparedQuery(handle), options, deadline);
        }
        BoundRows rows = new BoundRows(parameters, List.of(values));
        // The server binds values to the handle, so nobody may bind others in between.
        synchronized (this) {
            byte[] answer = put(Commands.preparedQuery(handle), rows.next(), options, deadline);
            byte[] bound = Commands.boundHandle(Commands.putResult(answer), handle);
            return session.run(Commands.preparedQuery(bound), options, deadline);
        }
    }

    private byte[] put(
            byte[] descriptor, BoundRows.Run run, ExecuteOptions options, Deadline deadline)
            throws SessionException {
        return session.call(
                session.channel()
                        .start(
                                ByteMarshaller.DO_PUT,
                                run.messages(descriptor),
                                RemoteSession.headers(options),
                                deadline),
                options);
    }

    @Override
    public long[] executeBatch(List<List<@Nullable Object>> rows, ExecuteOptions options)
            throws SessionException {
        session.checkOpen();
        if (parameters.isEmpty()) {
            return PreparedHandle.super.executeBatch(rows, options);
        }
        Deadline deadline = RemoteSession.deadline(options);
        BoundRows bound = new BoundRows(parameters, rows);
        long[] counts = new long[rows.size()];
        int done = 0;
        while (done < counts.length) {
            BoundRows.Run run = bound.next();
            try {
                byte[] answer = put(Commands.preparedUpdate(handle), run, options, deadline);
                long[] given = Commands.rowCounts(Commands.putResult(answer));
                for (int row = 0; row < run.rowCount(); row++) {
                    counts[done + row] =
                            given.length == run.rowCount() ? given[row] : Statement.SUCCESS_NO_INFO;
                }
                done += run.rowCount();
            } catch (CallException e) {
                throw failed(e, Arrays.copyOf(counts, done), run.rowCount());
            } catch (SessionException e) {
                throw new SessionBatchException(e, Arrays.copyOf(counts, done));
            }
        }
        return counts;
    }

    private static SessionBatchException failed(CallException failure, long[] before, int rows) {
        long[] counts = before;
        try {
            String row = failure.trailer(CallErrors.ROW);
            int failedRow = row == null ? 0 : Math.min(Integer.parseInt(row), rows);
            counts = Arrays.copyOf(before, before.length + Math.max(0, failedRow));
            Arrays.fill(counts, before.length, counts.length, Statement.SUCCESS_NO_INFO);
            String text = failure.trailer(CallErrors.ROW_COUNTS);
            String[] given = text == null || text.isEmpty() ? new String[0] : text.split(",");
            for (int i = 0; i < given.length && before.length + i < counts.length; i++) {
                counts[before.length + i] = Long.parseLong(given[i]);
            }
        } catch (NumberFormatException e) {
            failure.addSuppressed(e);
        }
        return new SessionBatchException(failure, counts);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        session.channel()
                .actionWithoutAnswer(Commands.closePrepared(handle), Deadline.after(CLOSE_MILLIS));
    }
}
