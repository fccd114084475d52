package dev.sabot.server.wire;

import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

/// The values of one column of a message that a client sent. They lie on the heap, so every access
/// is checked; whatever an access throws means that the message is malformed.
abstract class IncomingColumn {
    private final DataType type;
    private final int length;

    IncomingColumn(DataType type, int length) {
        this.type = type;
        this.length = length;
    }

    DataType type() {
        return type;
    }

    int length() {
        return length;
    }

    abstract boolean isNull(int row);

    /// Returns the value of a row that is not null, in the form literals and column builders take.
    abstract Object present(int row);

    /// Returns a row's value, or null.
    final @Nullable Object value(int row) {
        return isNull(row) ? null : present(row);
    }
}
