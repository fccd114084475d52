package dev.sabot.exec.operator.join;

import dev.sabot.batch.Column;

import org.jspecify.annotations.Nullable;

/// The rows of the right side of a join, each column in one piece.
///
/// **Threads**: safe once made.
final class BuildRows implements AutoCloseable {
    private final int numRows;
    private final @Nullable Column[] columns;
    private final long @Nullable [] weights;

    /// @param numColumns of the right input; columns not set are not needed
    BuildRows(int numRows, int numColumns, long @Nullable [] weights) {
        this.numRows = numRows;
        this.columns = new @Nullable Column[numColumns];
        this.weights = weights;
    }

    int numRows() {
        return numRows;
    }

    int numColumns() {
        return columns.length;
    }

    /// Takes a column over.
    void set(int index, Column column) {
        columns[index] = column;
    }

    /// Lends a column.
    Column column(int index) {
        Column column = columns[index];
        if (column == null) {
            throw new IllegalStateException("column " + index + " was not kept");
        }
        return column;
    }

    /// Lends the weights, or null when every row counts once.
    long @Nullable [] weights() {
        return weights;
    }

    /// Returns the sum of all weights.
    long totalWeight() {
        if (weights == null) {
            return numRows;
        }
        long total = 0;
        for (long weight : weights) {
            total += weight;
        }
        return total;
    }

    @Override
    public void close() {
        for (int index = 0; index < columns.length; index++) {
            Column column = columns[index];
            if (column != null) {
                column.close();
                columns[index] = null;
            }
        }
    }
}
