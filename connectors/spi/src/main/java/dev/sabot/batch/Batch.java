package dev.sabot.batch;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Holds up to a few thousand rows as columns; the unit of all processing.
///
/// **Shape**: every column has [#numRows()] rows. A selection says which of them count; none means
/// all. A weight column (INT64, flat, never null, never 0) gives each row's signed multiplicity;
/// none means +1 for all. Both are applied before an exchange or an edge. The logical types are
/// those of the schema of the plan node that produced the batch.
///
/// **Ownership**: one owner; [#close()] exactly once; immutable after it is handed over.
public final class Batch implements AutoCloseable {
    /// The largest number of rows in a batch, and the default.
    public static final int MAX_ROWS = 8_192;

    private final int numRows;
    private final Column[] columns;
    private final @Nullable Selection selection;
    private final @Nullable Column weights;
    private boolean isClosed;

    /// Takes over one reference of each column and of the weights.
    public Batch(
            int numRows,
            Column[] columns,
            @Nullable Selection selection,
            @Nullable Column weights) {
        this.numRows = numRows;
        this.columns = columns;
        this.selection = selection;
        this.weights = weights;
    }

    /// Returns a batch of all rows with weight +1; takes over one reference of each column.
    public static Batch of(int numRows, Column... columns) {
        return new Batch(numRows, columns, null, null);
    }

    /// Returns the rows the columns have, selected or not.
    public int numRows() {
        return numRows;
    }

    /// Returns the rows that count.
    public int selectedRows() {
        return selection == null ? numRows : selection.count();
    }

    public int numColumns() {
        return columns.length;
    }

    /// Lends a column.
    public Column column(int index) {
        return columns[index];
    }

    /// Lends all columns, in an unmodifiable list.
    public List<Column> columns() {
        return List.of(columns);
    }

    /// Returns the rows that count, or null when all do.
    public @Nullable Selection selection() {
        return selection;
    }

    /// Lends the weights, or null when every row counts once.
    public @Nullable Column weights() {
        return weights;
    }

    /// Returns a batch of the same columns, weights and rows with another selection (of rows of
    /// this batch, replacing the present one). The caller owns the result; this batch stays owned
    /// too.
    public Batch withSelection(@Nullable Selection newSelection) {
        for (Column column : columns) {
            column.retain();
        }
        return new Batch(
                numRows, columns.clone(), newSelection, weights == null ? null : weights.retain());
    }

    /// Returns the bytes of the buffers the batch keeps alive, shared ones included.
    public long retainedBytes() {
        long bytes = weights == null ? 0 : weights.retainedBytes();
        for (Column column : columns) {
            bytes += column.retainedBytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        if (isClosed) {
            throw new IllegalStateException("batch closed twice");
        }
        isClosed = true;
        for (Column column : columns) {
            column.close();
        }
        if (weights != null) {
            weights.close();
        }
    }
}
