package dev.sabot.connector;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Makes rows by their numbers, as fast as they are asked for or each when it is due. Positions are
/// numbers of rows.
public final class GeneratingReader implements SplitReader {
    /// Rows are not waited for one by one.
    private static final long MIN_WAIT_MICROS = 5_000;

    /// So many numbers may be without a row before next() returns.
    private static final int MAX_TRIED = 1 << 16;

    private final GeneratedSplit split;
    private final Rows rows;
    private final ConnectorContext context;
    private final List<ColumnBuilder> builders = new ArrayList<>();
    private volatile long next;
    private volatile boolean isClosed;

    /// Makes rows.
    public interface Rows {
        /// Appends a value to each builder, or nothing when there is no row of the number.
        ///
        /// @return whether there is a row
        boolean append(long row, List<ColumnBuilder> builders);
    }

    /// @param types the types of the columns
    public GeneratingReader(
            GeneratedSplit split, List<DataType> types, Rows rows, ConnectorContext context) {
        this.split = split;
        this.rows = rows;
        this.context = context;
        this.next = split.next();
        for (DataType type : types) {
            builders.add(new ColumnBuilder(type));
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        if (isClosed) {
            return null;
        }
        long due = split.dueAt(context.nowMicros());
        int wanted = context.batchRows();
        int numRows = 0;
        long row = next;
        for (int tried = 0; row < due && numRows < wanted && tried < MAX_TRIED; tried++) {
            if (rows.append(row, builders)) {
                numRows++;
            }
            row += split.step();
        }
        next = row;
        return numRows == 0 ? null : build(numRows);
    }

    private Batch build(int numRows) {
        List<Column> made = new ArrayList<>();
        try {
            for (ColumnBuilder builder : builders) {
                made.add(builder.build(context.allocator()));
            }
            return Batch.of(numRows, made.toArray(Column[]::new));
        } catch (RuntimeException e) {
            made.forEach(Column::close);
            throw e;
        }
    }

    @Override
    public boolean isFinished() {
        return isClosed || next >= split.end();
    }

    @Override
    public long position() {
        return next;
    }

    @Override
    public boolean isCaughtUp() {
        return next >= split.dueAt(context.nowMicros());
    }

    @Override
    public CompletableFuture<@Nullable Void> whenReady() {
        long now = context.nowMicros();
        if (isFinished() || next < split.dueAt(now)) {
            return CompletableFuture.completedFuture(null);
        }
        long wait = Math.max(MIN_WAIT_MICROS, split.dueMicros(next) - now);
        return new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, wait, TimeUnit.MICROSECONDS);
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
