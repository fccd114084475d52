package dev.sabot.format.csv.value;

import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.memory.BufferAllocator;

import java.util.Arrays;

/// Values of VARCHAR, as UTF-8, and of VARBINARY, written as hexadecimal digits.
final class TextBuffer extends ColumnBuffer {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    private final boolean isBinary;
    private int[] ends = new int[FIRST_ROWS];
    private byte[] bytes = new byte[16 * FIRST_ROWS];

    TextBuffer(boolean isBinary) {
        this.isBinary = isBinary;
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    @Override
    public long textBytes() {
        return start(numRows());
    }

    @Override
    boolean put(int row, char[] chars, int from, int to) {
        int start = start(row);
        int end =
                isBinary ? putHexadecimal(start, chars, from, to) : putText(start, chars, from, to);
        if (end < 0) {
            return false;
        }
        storeEnd(row, end);
        return true;
    }

    @Override
    void putNull(int row) {
        storeEnd(row, start(row));
    }

    private void storeEnd(int row, int end) {
        if (row == ends.length) {
            ends = Arrays.copyOf(ends, 2 * row);
        }
        ends[row] = end;
    }

    private void reserve(int at, long more) {
        if (at + more > bytes.length) {
            if (at + more > MAX_BYTES) {
                throw new SabotException(
                        ErrorCode.MEMORY_LIMIT, "more than 2 GiB of text in one batch column");
            }
            long capacity = Math.max(at + more, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, capacity));
        }
    }

    private int putText(int start, char[] chars, int from, int to) {
        reserve(start, 3L * (to - from));
        byte[] target = bytes;
        int at = start;
        for (int index = from; index < to; index++) {
            int c = chars[index];
            if (c < 0x80) {
                target[at++] = (byte) c;
            } else if (c < 0x800) {
                target[at++] = (byte) (0xC0 | c >> 6);
                target[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate((char) c)) {
                target[at++] = (byte) (0xE0 | c >> 12);
                target[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                target[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                // the decoder lets whole pairs through only
                int point = Character.toCodePoint((char) c, chars[++index]);
                target[at++] = (byte) (0xF0 | point >> 18);
                target[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                target[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                target[at++] = (byte) (0x80 | point & 0x3F);
            }
        }
        return at;
    }

    private int putHexadecimal(int start, char[] chars, int from, int to) {
        if ((to - from & 1) != 0) {
            return -1;
        }
        reserve(start, (to - from) / 2);
        int at = start;
        for (int index = from; index < to; index += 2) {
            int high = Character.digit(chars[index], 16);
            int low = Character.digit(chars[index + 1], 16);
            if (high < 0 || low < 0) {
                return -1;
            }
            bytes[at++] = (byte) (high << 4 | low);
        }
        return at;
    }

    @Override
    ColumnWriter writer(BufferAllocator allocator, int rows) {
        return ColumnWriter.varlen(allocator, rows, start(rows));
    }

    @Override
    void write(ColumnWriter writer, int rows) {
        writer.appendBytes(bytes, 0, start(rows));
        Memory.copy(ends, 0, writer.offsetsAddress() + 4, rows);
    }
}
