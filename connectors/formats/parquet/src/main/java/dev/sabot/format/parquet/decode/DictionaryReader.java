package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

/// Dictionary indexes: a bit width, then runs.
final class DictionaryReader implements ValueReader {
    private final BufferAllocator allocator;
    private final HybridReader indexes;
    private final Column dictionary;
    private final boolean staysCoded;
    private final boolean needsCheck;
    private int[] scratch = {};

    /// Borrows the dictionary.
    ///
    /// @param staysCoded whether columns keep the indexes, or get the values
    DictionaryReader(
            long address,
            long end,
            Column dictionary,
            boolean staysCoded,
            BufferAllocator allocator) {
        // a page of nulls alone may be empty
        int bitWidth = address < end ? Memory.getByte(address) : 0;
        this.indexes = new HybridReader(Math.min(end, address + 1), end, bitWidth);
        this.allocator = allocator;
        this.dictionary = dictionary;
        this.staysCoded = staysCoded;
        this.needsCheck = bitWidth >= 31 || 1L << bitWidth > dictionary.length();
    }

    private void readIndexes(int count) {
        if (scratch.length < count) {
            scratch = new int[count];
        }
        indexes.read(scratch, 0, count);
        if (needsCheck) {
            check(scratch, count, dictionary.length());
        }
    }

    private static void check(int[] indexes, int count, int length) {
        int largest = 0;
        int smallest = 0;
        for (int row = 0; row < count; row++) {
            largest = Math.max(largest, indexes[row]);
            smallest = Math.min(smallest, indexes[row]);
        }
        if (count > 0 && (smallest < 0 || largest >= length)) {
            throw new CorruptPageException(
                    "an index leaves the dictionary of " + length + " values");
        }
    }

    @Override
    public Column read(int count) {
        readIndexes(count);
        if (!staysCoded) {
            return Gather.flatten(dictionary, scratch, count, allocator);
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, count)) {
            Memory.copy(scratch, 0, writer.dataAddress(), count);
            return writer.finishDictionary(dictionary.retain());
        }
    }

    @Override
    public void skip(int count) {
        indexes.skip(count);
    }
}
