package dev.sabot.engine.embedded;

import dev.sabot.batch.Batch;
import dev.sabot.engine.Query;
import dev.sabot.error.SabotException;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.Progress;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionWarning;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A running statement as the driver sees it.
final class EmbeddedExecution implements Execution {
    private static final String NOTICE = "01000";

    private final Query query;
    private final List<ColumnDescriptor> columns;
    private final ColumnBlocks blocks;
    private final long maxRows;
    private final Runnable whenClosed;
    private final Rate rate = new Rate();
    private long rowsGiven;
    private long count = -1;

    EmbeddedExecution(Query query, ExecuteOptions options, Runnable whenClosed) {
        this.query = query;
        this.columns = isQuery() ? Descriptors.of(query.schema()) : List.of();
        this.blocks = new ColumnBlocks(isQuery() ? query.schema() : Schema.of());
        this.maxRows = options.maxRows() == 0 ? Long.MAX_VALUE : options.maxRows();
        this.whenClosed = whenClosed;
        options.cancelSignal().onCancel(query::cancel);
    }

    @Override
    public boolean isQuery() {
        return query.kind() == Query.Kind.ROWS;
    }

    @Override
    public List<ColumnDescriptor> columns() {
        return columns;
    }

    @Override
    public @Nullable ColumnBlock next() throws SessionException {
        if (!isQuery() || rowsGiven >= maxRows) {
            return null;
        }
        try {
            Batch batch = query.next();
            if (batch == null) {
                return null;
            }
            int rows = (int) Math.min(batch.numRows(), maxRows - rowsGiven);
            rowsGiven += rows;
            return blocks.block(batch, rows, () -> query.release(batch));
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        }
    }

    @Override
    public long updateCount() throws SessionException {
        if (isQuery()) {
            return -1;
        }
        try {
            if (count < 0) {
                count = query.count();
            }
            return count;
        } catch (SabotException e) {
            throw EmbeddedErrors.translate(e);
        }
    }

    @Override
    public Progress progress() {
        long rows = query.rowsRead();
        long elapsedMillis = query.elapsedMillis();
        if (!query.isUnbounded()) {
            return new Progress(query.fractionDone(), rows, elapsedMillis);
        }
        Progress.Stream stream =
                new Progress.Stream(
                        rate.at(elapsedMillis, rows), query.watermarkMicros(), query.lagMillis());
        return new Progress(Progress.UNKNOWN, rows, elapsedMillis, stream);
    }

    /// Measures rows per second over the last second or so.
    private static final class Rate {
        private static final long MIN_MILLIS = 1_000;

        private long sinceMillis;
        private long sinceRows;
        private double perSecond;

        synchronized double at(long elapsedMillis, long rows) {
            long passed = elapsedMillis - sinceMillis;
            if (passed >= MIN_MILLIS || sinceMillis == 0) {
                perSecond = passed <= 0 ? 0 : (rows - sinceRows) * 1_000.0 / passed;
            }
            if (passed >= MIN_MILLIS) {
                sinceMillis = elapsedMillis;
                sinceRows = rows;
            }
            return perSecond;
        }
    }

    @Override
    public List<SessionWarning> warnings() {
        return query.notices().stream().map(notice -> new SessionWarning(NOTICE, notice)).toList();
    }

    @Override
    public void cancel() {
        query.cancel();
    }

    @Override
    public void close() {
        query.close();
        whenClosed.run();
    }
}
