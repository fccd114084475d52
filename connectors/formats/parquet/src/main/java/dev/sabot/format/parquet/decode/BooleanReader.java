package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

/// Booleans: PLAIN ones are bits, RLE ones runs of bits behind a length.
final class BooleanReader implements ValueReader {
    private final BufferAllocator allocator;
    private final HybridReader bits;
    private long left;

    private BooleanReader(HybridReader bits, long left, BufferAllocator allocator) {
        this.bits = bits;
        this.left = left;
        this.allocator = allocator;
    }

    /// Reads PLAIN values: one bit-packed run that fills the page.
    static BooleanReader plain(long address, long end, BufferAllocator allocator) {
        return new BooleanReader(
                HybridReader.packed(address, end, 1), 8 * (end - address), allocator);
    }

    static BooleanReader rle(long address, long end, BufferAllocator allocator) {
        if (end - address < 4) {
            throw new CorruptPageException("a page of RLE booleans without a length");
        }
        long length = Integer.toUnsignedLong(Memory.getInt(address));
        if (length > end - address - 4) {
            throw new CorruptPageException("RLE booleans end behind their page");
        }
        return new BooleanReader(
                new HybridReader(address + 4, address + 4 + length, 1), Long.MAX_VALUE, allocator);
    }

    private void take(int count) {
        if (left < count) {
            throw new CorruptPageException("a page has fewer values than it says");
        }
        left -= count;
    }

    @Override
    public Column read(int count) {
        take(count);
        long[] words = new long[Bitmap.words(count)];
        bits.readBits(words, 0, count);
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.BIT, count)) {
            Memory.copy(words, 0, writer.dataAddress(), words.length);
            return writer.finish();
        }
    }

    @Override
    public void skip(int count) {
        take(count);
        bits.skip(count);
    }
}
