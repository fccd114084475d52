package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;

/// PLAIN byte arrays: each behind its length in four bytes.
final class PlainBinaryReader implements ValueReader {
    private static final int BLOCK_BYTES = 48;

    private final BinaryConverter converter;
    private final long end;
    private long at;

    PlainBinaryReader(long address, long end, BinaryConverter converter) {
        this.at = address;
        this.end = end;
        this.converter = converter;
    }

    @Override
    public Column read(int count) {
        if ((end - at) >> 2 < count) {
            throw new CorruptPageException("a page has fewer values than it says");
        }
        try (ColumnWriter writer = ColumnWriter.varlen(converter.allocator(), count, 0)) {
            long from = at;
            int numBytes = walk(count, writer.offsetsAddress());
            long to = writer.reserveBytes(numBytes + (long) BLOCK_BYTES);
            long highBits = copy(from, count, writer.offsetsAddress(), to);
            writer.advanceBytes(numBytes);
            return converter.convert(writer, count, highBits != 0);
        }
    }

    /// Writes the offsets of the next values, moves behind them and returns their bytes in all; so
    /// that [#copy] needs no checks. A length is taken as unsigned: one that is too large leads
    /// past the end, which the next step sees before it loads.
    private int walk(int count, long offsets) {
        long last = end - 4;
        long place = at;
        long used = 0;
        for (int row = 0; row < count; row++) {
            if (place > last) {
                throw new CorruptPageException("a page has fewer or larger values than it says");
            }
            long length = Memory.getInt(place) & 0xFFFFFFFFL;
            place += 4 + length;
            used += length;
            Memory.putInt(offsets + 4L * (row + 1), (int) used);
        }
        if (place > end) {
            throw new CorruptPageException("a value leaves its page");
        }
        at = place;
        return (int) used;
    }

    /// Copies the bytes and returns the high bits of all bytes seen, some behind each value
    /// included.
    ///
    /// Most values are copied as one block of a fixed size, because a loop that ends after an
    /// unpredictable number of words costs more than the words. What is too much is overwritten by
    /// the next value.
    private static long copy(long from, int count, long offsets, long to) {
        long seen = 0;
        long source = from + 4;
        int start = 0;
        for (int row = 0; row < count; row++) {
            int stop = Memory.getInt(offsets + 4L * (row + 1));
            int length = stop - start;
            long target = to + start;
            if (length <= BLOCK_BYTES) {
                seen |= copyBlock(source, target);
            } else {
                Memory.copy(source, target, length);
                seen = -1;
            }
            source += length + 4;
            start = stop;
        }
        return seen & 0x8080808080808080L;
    }

    private static long copyBlock(long source, long target) {
        long word0 = Memory.getLong(source);
        long word1 = Memory.getLong(source + 8);
        long word2 = Memory.getLong(source + 16);
        long word3 = Memory.getLong(source + 24);
        long word4 = Memory.getLong(source + 32);
        long word5 = Memory.getLong(source + 40);
        Memory.putLong(target, word0);
        Memory.putLong(target + 8, word1);
        Memory.putLong(target + 16, word2);
        Memory.putLong(target + 24, word3);
        Memory.putLong(target + 32, word4);
        Memory.putLong(target + 40, word5);
        return word0 | word1 | word2 | word3 | word4 | word5;
    }

    @Override
    public void skip(int count) {
        for (int row = 0; row < count; row++) {
            if (end - at < 4) {
                throw new CorruptPageException("a page has fewer values than it says");
            }
            long length = Memory.getInt(at);
            if (length < 0 || length > end - at - 4) {
                throw new CorruptPageException("a value of " + length + " bytes leaves its page");
            }
            at += 4 + length;
        }
    }
}
