package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.function.Text;

/// Reads and copies the bytes of flat VARLEN columns.
final class FlatText {
    private FlatText() {}

    /// Returns the address of the first byte.
    static long start(Column column) {
        return column.dataAddress() + Memory.getInt(column.offsetsAddress());
    }

    /// Returns the number of bytes of all rows, null ones too.
    static int numBytes(Column column, int numRows) {
        long offsets = column.offsetsAddress();
        return Memory.getInt(offsets + 4L * numRows) - Memory.getInt(offsets);
    }

    /// Says whether the bytes of all rows, null ones too, are ASCII.
    static boolean isAscii(Column column, int numRows) {
        return Text.isAscii(start(column), numBytes(column, numRows));
    }

    /// Copies a few bytes, by words where that reads nothing from `limit` on; the target has 16
    /// bytes of room at least.
    static void copy(long from, long to, int numBytes, long limit) {
        if (numBytes <= 16 && from + 16 <= limit) {
            Memory.putLong(to, Memory.getLong(from));
            Memory.putLong(to + 8, Memory.getLong(from + 8));
        } else {
            Memory.copy(from, to, numBytes);
        }
    }
}
