package dev.sabot.format.json.decode;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Reads the values of one column or component into buffers that become a column.
///
/// Rows that no value was read for are null: a node fills the gap when it next reads or is built,
/// so that a missing key costs nothing. A row can be read again, which replaces its value (the last
/// of equal keys counts, and a malformed record is followed by another for the same row).
///
/// **Threads**: one thread.
abstract class ValueNode {
    private final DataType type;

    /// Ones where rows are null; zeros past the rows filled.
    private long[] nulls = new long[16];

    private int numFilled;
    private int numNulls;

    ValueNode(DataType type) {
        this.type = type;
    }

    final DataType type() {
        return type;
    }

    /// Reads the value at a place, null too, for a row; returns the place after it or
    /// [Scanner#FAILED].
    final int read(Scanner scanner, int at, int row) {
        if (scanner.buffer()[at] == 'n') {
            int end = scanner.skipNull(at);
            if (end >= 0) {
                truncate(row);
            }
            return end;
        }
        if (numFilled != row) {
            moveTo(row);
        }
        int end = readValue(scanner, at, row);
        // what a failed read left is taken away by a truncation to the row
        numFilled = row + 1;
        return end;
    }

    private void moveTo(int row) {
        truncate(row);
        fillTo(row);
    }

    /// Makes the rows up to one null that have no value yet.
    final void fillTo(int row) {
        if (numFilled >= row) {
            return;
        }
        int words = Bitmap.words(row);
        if (words > nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(words, 2 * nulls.length));
        }
        fillValues(numFilled, row);
        setBits(numFilled, row);
        numNulls += row - numFilled;
        numFilled = row;
    }

    private void setBits(int from, int to) {
        int firstWord = from >>> 6;
        int lastWord = to - 1 >>> 6;
        long firstMask = -1L << from;
        long lastMask = -1L >>> -to;
        if (firstWord == lastWord) {
            nulls[firstWord] |= firstMask & lastMask;
            return;
        }
        nulls[firstWord] |= firstMask;
        Arrays.fill(nulls, firstWord + 1, lastWord, -1L);
        nulls[lastWord] |= lastMask;
    }

    /// Says whether a row has a value.
    final boolean hasValue(int row) {
        return numFilled > row;
    }

    /// Forgets the values from a row on.
    final void truncate(int row) {
        for (int index = numFilled - 1; index >= row; index--) {
            if (index >>> 6 < nulls.length && Bitmap.get(nulls, index)) {
                Bitmap.clear(nulls, index);
                numNulls--;
            }
            clearValue(index);
        }
        numFilled = Math.min(numFilled, row);
    }

    /// Reads a value that is not null; rows before have values, this and later ones none.
    abstract int readValue(Scanner scanner, int at, int row);

    /// Sets rows to whatever stands for null.
    abstract void fillValues(int from, int to);

    /// Forgets a value, the last there is.
    abstract void clearValue(int row);

    /// Makes a column of some rows; the validity is taken over.
    abstract Column buildValues(
            int numRows, int nullCount, @Nullable ArrowBuf validity, BufferAllocator allocator);

    /// Forgets the values of all rows.
    abstract void reset();

    /// Makes a column of the rows up to one; the caller owns it.
    final Column build(int numRows, BufferAllocator allocator) {
        fillTo(numRows);
        ArrowBuf validity = numNulls == 0 ? null : validity(numRows, allocator);
        boolean isBuilt = false;
        try {
            Column column = buildValues(numRows, numNulls, validity, allocator);
            isBuilt = true;
            return column;
        } finally {
            if (!isBuilt && validity != null) {
                validity.close();
            }
        }
    }

    /// Starts the next batch.
    final void clear() {
        if (numNulls > 0) {
            Arrays.fill(nulls, 0);
        }
        numFilled = 0;
        numNulls = 0;
        reset();
    }

    private ArrowBuf validity(int numRows, BufferAllocator allocator) {
        int words = Bitmap.words(numRows);
        long[] valid = new long[words];
        for (int word = 0; word < words; word++) {
            valid[word] = ~nulls[word];
        }
        ArrowBuf buffer = allocator.buffer(8L * Math.max(1, words));
        dev.sabot.batch.Memory.copy(valid, 0, buffer.memoryAddress(), words);
        return buffer;
    }
}
