package dev.sabot.console;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.ExecuteOptions;
import dev.sabot.jdbc.session.Execution;
import dev.sabot.jdbc.session.Progress;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.session.SessionWarning;
import dev.sabot.jdbc.session.SqlType;
import dev.sabot.jdbc.value.BlockBuilder;
import dev.sabot.jdbc.value.RowValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement of [ScriptedEngine].
final class ScriptedExecution implements Execution {
    static final AtomicInteger OPEN_BLOCKS = new AtomicInteger();

    private static final Pattern ROWS =
            Pattern.compile("ROWS (\\d+) IN BLOCKS OF (\\d+)( SLOWLY)?");
    private static final Pattern FAIL = Pattern.compile("FAIL (\\d+) (\\d+)");
    private static final ColumnDescriptor FIELD = ColumnDescriptor.of("at", SqlType.TIMESTAMP);
    private static final ColumnDescriptor ROW =
            ColumnDescriptor.builder("r", SqlType.ROW)
                    .child(ColumnDescriptor.of("a", SqlType.INTEGER))
                    .child(FIELD)
                    .build();
    private static final List<ColumnDescriptor> NUMBER =
            List.of(ColumnDescriptor.of("n", SqlType.BIGINT));
    private static final List<ColumnDescriptor> ALL =
            List.of(
                    ColumnDescriptor.builder("d", SqlType.DECIMAL).precision(9).scale(2).build(),
                    ROW,
                    ColumnDescriptor.builder("l", SqlType.ARRAY).child(ROW).build(),
                    ColumnDescriptor.builder("m", SqlType.MAP)
                            .child(ColumnDescriptor.of("key", SqlType.VARCHAR))
                            .child(ColumnDescriptor.of("value", SqlType.DOUBLE))
                            .build(),
                    ColumnDescriptor.of("b", SqlType.VARBINARY));

    private final List<ColumnDescriptor> columns;
    private final long numRows;
    private final int blockRows;
    private final boolean isSlow;
    private final boolean isEndless;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private long position;

    private ScriptedExecution(
            List<ColumnDescriptor> columns,
            long numRows,
            int blockRows,
            boolean isSlow,
            boolean isEndless) {
        this.columns = columns;
        this.numRows = numRows;
        this.blockRows = blockRows;
        this.isSlow = isSlow;
        this.isEndless = isEndless;
    }

    static Execution start(String sql, ExecuteOptions options) throws SessionException {
        Matcher fail = FAIL.matcher(sql);
        if (fail.find()) {
            int line = Integer.parseInt(fail.group(1));
            int column = Integer.parseInt(fail.group(2));
            throw new SessionException(
                    "42703", "UNKNOWN_COLUMN", "there is no column foo", line, column, null);
        }
        Matcher rows = ROWS.matcher(sql);
        ScriptedExecution execution;
        if (rows.matches()) {
            int numRows = Integer.parseInt(rows.group(1));
            int blockRows = Integer.parseInt(rows.group(2));
            boolean isSlow = rows.group(3) != null;
            execution = new ScriptedExecution(NUMBER, numRows, blockRows, isSlow, false);
        } else if (sql.equals("ENDLESS")) {
            execution = new ScriptedExecution(NUMBER, Long.MAX_VALUE, 1, true, true);
        } else {
            execution = new ScriptedExecution(ALL, 1, 1, false, false);
        }
        options.cancelSignal().onCancel(execution::cancel);
        return execution;
    }

    @Override
    public boolean isQuery() {
        return true;
    }

    @Override
    public List<ColumnDescriptor> columns() {
        return columns;
    }

    @Override
    public @Nullable ColumnBlock next() throws SessionException {
        try {
            if (isSlow && cancelled.await(100, TimeUnit.MILLISECONDS)) {
                throw new SessionException("57014", "CANCELLED", "the statement is gone", null);
            }
        } catch (InterruptedException e) {
            throw new SessionException("57014", "CANCELLED", "interrupted", e);
        }
        if (position == numRows) {
            return null;
        }
        BlockBuilder builder = new BlockBuilder(columns);
        long end = Math.min(numRows, position + blockRows);
        for (; position < end; position++) {
            builder.row(columns == ALL ? values() : List.of(position));
        }
        ColumnBlock block = builder.build();
        OPEN_BLOCKS.incrementAndGet();
        return new ColumnBlock(block.rowCount(), block.columns(), OPEN_BLOCKS::decrementAndGet);
    }

    private static List<Object> values() {
        RowValue row =
                new RowValue(ROW, List.of(7, LocalDateTime.of(2024, 1, 31, 12, 0, 0, 500_000_000)));
        return List.of(
                new BigDecimal("1.50"),
                row,
                List.of(row),
                Map.of("k", Double.NaN),
                new byte[] {1, (byte) 0xff});
    }

    @Override
    public long updateCount() {
        return -1;
    }

    @Override
    public Progress progress() {
        double fraction = isEndless ? Progress.UNKNOWN : (double) position / numRows;
        return new Progress(fraction, position, 0);
    }

    @Override
    public List<SessionWarning> warnings() {
        return List.of(new SessionWarning("01000", "this is a script"));
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    @Override
    public void close() {}
}
