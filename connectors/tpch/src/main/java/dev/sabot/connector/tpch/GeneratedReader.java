package dev.sabot.connector.tpch;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.SplitReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Turns generated rows into batches.
final class GeneratedReader<E> implements SplitReader {
    private final Iterator<E> rows;
    private final List<ColumnDefinition<E>> columns;
    private final List<ColumnBuilder> builders = new ArrayList<>();
    private final ConnectorContext context;
    private final long limit;
    private long rowsRead;
    private boolean isClosed;

    GeneratedReader(
            Iterator<E> rows,
            List<ColumnDefinition<E>> columns,
            long limit,
            ConnectorContext context) {
        this.rows = rows;
        this.columns = columns;
        this.context = context;
        this.limit = limit < 0 ? Long.MAX_VALUE : limit;
        for (ColumnDefinition<E> column : columns) {
            builders.add(new ColumnBuilder(column.field().type()));
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        if (isFinished()) {
            return null;
        }
        int wanted = (int) Math.min(context.batchRows(), limit - rowsRead);
        int numRows = 0;
        while (numRows < wanted && rows.hasNext()) {
            E row = rows.next();
            for (int index = 0; index < columns.size(); index++) {
                columns.get(index).appender().append(row, builders.get(index));
            }
            numRows++;
        }
        rowsRead += numRows;
        return build(numRows);
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
        return isClosed || rowsRead >= limit || !rows.hasNext();
    }

    @Override
    public long position() {
        return rowsRead;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
