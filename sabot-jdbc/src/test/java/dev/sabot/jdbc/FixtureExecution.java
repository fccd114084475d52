package dev.sabot.jdbc;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.Layout;
import dev.sabot.jdbc.session.Progress;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionWarning;
import dev.sabot.jdbc.session.SqlType;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes blocks on demand; a released block is overwritten, so that a late reader is found out. */
final class FixtureExecution implements Execution {
    /** Blocks handed out and not closed. */
    static final AtomicInteger OPEN_BLOCKS = new AtomicInteger();

    private static final long POISON = 0xdeadL;
    private static final int DEFAULT_BLOCK_ROWS = 4;

    private enum Kind {
        NUMBERS,
        ONE_BLOCK,
        STUCK,
        UPDATE
    }

    private final Kind kind;
    private final boolean isQuery;
    private final List<ColumnDescriptor> columns;
    private final ExecuteOptions options;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private @Nullable ColumnBlock only;
    private List<SessionWarning> warnings = List.of();
    private long rows;
    private volatile long position;

    private FixtureExecution(
            Kind kind, boolean isQuery, List<ColumnDescriptor> columns, ExecuteOptions options) {
        this.kind = kind;
        this.isQuery = isQuery;
        this.columns = columns;
        this.options = options;
        options.cancelSignal().onCancel(this::cancel);
    }

    static FixtureExecution numbers(long rows, ExecuteOptions options) {
        List<ColumnDescriptor> columns =
                List.of(ColumnDescriptor.builder("n", SqlType.BIGINT).nullable(false).build());
        FixtureExecution execution = new FixtureExecution(Kind.NUMBERS, true, columns, options);
        execution.rows = rows;
        return execution;
    }

    static FixtureExecution rows(
            List<ColumnDescriptor> columns, ColumnBlock block, ExecuteOptions options) {
        FixtureExecution execution = new FixtureExecution(Kind.ONE_BLOCK, true, columns, options);
        execution.only = block;
        return execution;
    }

    static FixtureExecution stuck(boolean isQuery, ExecuteOptions options) {
        List<ColumnDescriptor> columns =
                isQuery ? List.of(ColumnDescriptor.of("n", SqlType.BIGINT)) : List.of();
        return new FixtureExecution(Kind.STUCK, isQuery, columns, options);
    }

    static FixtureExecution update(long count, ExecuteOptions options) {
        FixtureExecution execution = new FixtureExecution(Kind.UPDATE, false, List.of(), options);
        execution.rows = count;
        return execution;
    }

    static FixtureExecution warning(ExecuteOptions options) {
        FixtureExecution execution = update(0, options);
        execution.warnings =
                List.of(
                        new SessionWarning("01000", "first"),
                        new SessionWarning("01003", "second"));
        return execution;
    }

    @Override
    public boolean isQuery() {
        return isQuery;
    }

    @Override
    public List<ColumnDescriptor> columns() {
        return columns;
    }

    @Override
    public @Nullable ColumnBlock next() throws SessionException {
        if (cancelled.getCount() == 0) {
            throw stopped();
        }
        switch (kind) {
            case STUCK:
                throw awaitEnd();
            case ONE_BLOCK:
                ColumnBlock block = only;
                only = null;
                return block;
            default:
                return nextNumbers();
        }
    }

    private @Nullable ColumnBlock nextNumbers() {
        long left = rows - position;
        if (left == 0) {
            return null;
        }
        int wanted = options.fetchRows() > 0 ? options.fetchRows() : DEFAULT_BLOCK_ROWS;
        int count = (int) Math.min(wanted, left);
        ByteBuffer data = ByteBuffer.allocateDirect(count * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            data.putLong(i * 8, position + i);
        }
        position += count;
        OPEN_BLOCKS.incrementAndGet();
        return new ColumnBlock(
                count,
                List.of(ColumnData.flat(Layout.INT64, count, null, data)),
                () -> {
                    OPEN_BLOCKS.decrementAndGet();
                    for (int i = 0; i < count; i++) {
                        data.putLong(i * 8, POISON);
                    }
                });
    }

    private SessionException awaitEnd() {
        long millis = options.timeoutMillis() == 0 ? 60_000 : options.timeoutMillis();
        try {
            if (cancelled.await(millis, TimeUnit.MILLISECONDS)) {
                return stopped();
            }
            return new SessionException("57014", "TIMEOUT", "took too long", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SessionException("57014", "CANCELLED", "interrupted", e);
        }
    }

    private static SessionException stopped() {
        return new SessionException("57014", "CANCELLED", "the statement was cancelled", null);
    }

    @Override
    public long updateCount() throws SessionException {
        if (kind == Kind.STUCK) {
            throw awaitEnd();
        }
        return isQuery ? -1 : rows;
    }

    @Override
    public Progress progress() {
        return new Progress(rows == Long.MAX_VALUE ? Progress.UNKNOWN : 0.5, position, 1);
    }

    @Override
    public List<SessionWarning> warnings() {
        return warnings;
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    @Override
    public void close() {
        cancel();
    }
}
