package dev.sabot.exec.function;

import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.nio.charset.StandardCharsets;

/// Appends the bytes of one VARCHAR or VARBINARY result value after another.
///
/// A row starts empty; what is appended until the row ends is its value.
///
/// **Errors**: MEMORY_LIMIT when the values of one batch pass 2 GiB.
///
/// **Threads**: one thread.
public final class TextWriter {
    private final ColumnWriter writer;
    private int rowStart;
    private boolean isNull;

    /// Writes to a VARLEN column; the caller finishes and closes it.
    public TextWriter(ColumnWriter writer) {
        this.writer = writer;
    }

    /// Makes room for bytes after those appended and returns the address where they go; they count
    /// once [#advance] says so.
    public long reserve(long numBytes) {
        if (writer.bytesUsed() + numBytes > Integer.MAX_VALUE) {
            throw new SabotException(
                    ErrorCode.MEMORY_LIMIT,
                    "the text results of one batch pass 2 GiB; make the results shorter");
        }
        return writer.reserveBytes(numBytes);
    }

    /// Says that bytes were written at the address [#reserve] gave.
    public void advance(int numBytes) {
        writer.advanceBytes(numBytes);
    }

    public void append(Text text) {
        append(text.address(), text.length());
    }

    /// Appends a range of a text's bytes.
    public void append(Text text, int from, int numBytes) {
        append(text.address() + from, numBytes);
    }

    /// Appends bytes at an address.
    public void append(long address, int numBytes) {
        Memory.copy(address, reserve(numBytes), numBytes);
        writer.advanceBytes(numBytes);
    }

    public void append(byte[] bytes) {
        Memory.copy(bytes, 0, reserve(bytes.length), bytes.length);
        writer.advanceBytes(bytes.length);
    }

    /// Appends a string as UTF-8.
    public void append(CharSequence text) {
        int numChars = text.length();
        long at = reserve(numChars);
        for (int index = 0; index < numChars; index++) {
            char character = text.charAt(index);
            if (character >= 0x80) {
                append(text.toString().getBytes(StandardCharsets.UTF_8));
                return;
            }
            Memory.putByte(at + index, (byte) character);
        }
        writer.advanceBytes(numChars);
    }

    public void appendByte(int value) {
        Memory.putByte(reserve(1), (byte) value);
        writer.advanceBytes(1);
    }

    /// Appends a character as UTF-8.
    public void appendCodePoint(int codePoint) {
        long at = reserve(4);
        if (codePoint < 0x80) {
            Memory.putByte(at, (byte) codePoint);
            writer.advanceBytes(1);
        } else if (codePoint < 0x800) {
            Memory.putByte(at, (byte) (0xC0 | codePoint >> 6));
            Memory.putByte(at + 1, (byte) (0x80 | codePoint & 0x3F));
            writer.advanceBytes(2);
        } else if (codePoint < 0x10000) {
            Memory.putByte(at, (byte) (0xE0 | codePoint >> 12));
            Memory.putByte(at + 1, (byte) (0x80 | codePoint >> 6 & 0x3F));
            Memory.putByte(at + 2, (byte) (0x80 | codePoint & 0x3F));
            writer.advanceBytes(3);
        } else {
            Memory.putByte(at, (byte) (0xF0 | codePoint >> 18));
            Memory.putByte(at + 1, (byte) (0x80 | codePoint >> 12 & 0x3F));
            Memory.putByte(at + 2, (byte) (0x80 | codePoint >> 6 & 0x3F));
            Memory.putByte(at + 3, (byte) (0x80 | codePoint & 0x3F));
            writer.advanceBytes(4);
        }
    }

    /// Appends an integer in decimal.
    public void appendLong(long value) {
        if (value == Long.MIN_VALUE) {
            append("-9223372036854775808");
            return;
        }
        long at = reserve(20);
        long left = Math.abs(value);
        int numDigits = value < 0 ? 2 : 1;
        for (long rest = left; rest >= 10; rest /= 10) {
            numDigits++;
        }
        for (int index = numDigits - 1; index >= (value < 0 ? 1 : 0); index--) {
            Memory.putByte(at + index, (byte) ('0' + left % 10));
            left /= 10;
        }
        if (value < 0) {
            Memory.putByte(at, (byte) '-');
        }
        writer.advanceBytes(numDigits);
    }

    /// Returns the bytes appended to the row so far.
    public int length() {
        return writer.bytesUsed() - rowStart;
    }

    /// Takes back the row's bytes past a number.
    public void truncate(int numBytes) {
        writer.advanceBytes(rowStart + numBytes - writer.bytesUsed());
    }

    /// Makes the row's value null.
    public void setNull() {
        isNull = true;
    }

    /// Ends the value of a row; every row is ended, in order.
    public void endRow(int row) {
        if (isNull) {
            truncate(0);
            writer.setNull(row);
            isNull = false;
        }
        writer.endRow(row);
        rowStart = writer.bytesUsed();
    }
}
