package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;

/// PLAIN byte arrays: each behind its length in four bytes.
final class PlainBinaryReader implements ValueReader {
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
            // words are copied whole: up to 7 bytes more than there are
            long to = writer.reserveBytes(numBytes + 8L);
            long highBits = copy(from, count, writer.offsetsAddress(), to);
            writer.advanceBytes(numBytes);
            return converter.convert(writer, count, highBits != 0);
        }
    }

    /// Writes the offsets of the next values, moves behind them and returns their bytes in all; so
    /// that [#copy] needs no checks.
    private int walk(int count, long offsets) {
        long last = end - 4;
        long place = at;
        long used = 0;
        for (int row = 0; row < count; row++) {
            if (place > last) {
                throw new CorruptPageException("a page has fewer values than it says");
            }
            long length = Memory.getInt(place);
            place += 4 + length;
            used += length;
            if (length < 0 || place > end) {
                throw new CorruptPageException("a value of " + length + " bytes leaves its page");
            }
            Memory.putInt(offsets + 4L * (row + 1), (int) used);
        }
        at = place;
        return (int) used;
    }

    /// Copies the bytes and returns the OR of all words, the bytes behind each value included.
    private static long copy(long from, int count, long offsets, long to) {
        long seen = 0;
        long source = from + 4;
        int start = 0;
        for (int row = 0; row < count; row++) {
            int stop = Memory.getInt(offsets + 4L * (row + 1));
            int length = stop - start;
            long target = to + start;
            if (length <= 64) {
                for (int done = 0; done < length; done += 8) {
                    long word = Memory.getLong(source + done);
                    seen |= word;
                    Memory.putLong(target + done, word);
                }
            } else {
                Memory.copy(source, target, length);
                seen = -1;
            }
            source += length + 4;
            start = stop;
        }
        return seen & 0x8080808080808080L;
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
