package dev.sabot.exec.operator.join;

import dev.sabot.batch.Column;

/// Holds columns while a batch is put together and closes them unless they are taken.
final class OwnedColumns implements AutoCloseable {
    private final Column[] columns;
    private int count;

    OwnedColumns(int size) {
        columns = new Column[size];
    }

    void add(Column column) {
        columns[count++] = column;
    }

    /// Lends all columns.
    Column[] lend() {
        return columns;
    }

    /// Hands all columns over.
    Column[] take() {
        if (count != columns.length) {
            throw new IllegalStateException(count + " of " + columns.length + " columns made");
        }
        count = 0;
        return columns;
    }

    @Override
    public void close() {
        for (int index = 0; index < count; index++) {
            columns[index].close();
        }
        count = 0;
    }
}
