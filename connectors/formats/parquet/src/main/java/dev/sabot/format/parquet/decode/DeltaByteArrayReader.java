package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;

import java.util.Arrays;

/// DELTA_BYTE_ARRAY values: how many bytes each shares with the one before, then the rest.
final class DeltaByteArrayReader implements ValueReader {
    private static final int MAX_VALUE_BYTES = 64 << 20;

    private final BinaryConverter converter;
    private final DeltaReader prefixes;
    private final DeltaLengthReader suffixes;
    private byte[] last = {};
    private int lastLength;
    private int[] scratch = {};

    DeltaByteArrayReader(long address, long end, BinaryConverter converter) {
        this.converter = converter;
        this.prefixes = new DeltaReader(address, end, 32);
        this.suffixes = new DeltaLengthReader(DeltaReader.findEnd(address, end), end, converter);
    }

    private long readLengths(int count) {
        if (scratch.length < count) {
            scratch = new int[count];
        }
        prefixes.readLengths(scratch, count);
        long suffixBytes = suffixes.readLengths(count);
        int before = lastLength;
        for (int row = 0; row < count; row++) {
            if (scratch[row] > before) {
                throw new CorruptPageException("a value shares more bytes than the last one has");
            }
            long length = (long) scratch[row] + suffixes.length(row);
            if (length > MAX_VALUE_BYTES) {
                throw new CorruptPageException("a value of " + length + " bytes");
            }
            before = (int) length;
        }
        return suffixBytes;
    }

    /// Completes the value of a row in [#last].
    private void next(int row, long suffix) {
        int prefix = scratch[row];
        lastLength = prefix + suffixes.length(row);
        if (lastLength > last.length) {
            last = Arrays.copyOf(last, Math.max(lastLength, 2 * last.length));
        }
        Memory.copy(suffix, last, prefix, suffixes.length(row));
    }

    @Override
    public Column read(int count) {
        long suffix = suffixes.takeBytes(readLengths(count));
        try (ColumnWriter writer = ColumnWriter.varlen(converter.allocator(), count, 0)) {
            for (int row = 0; row < count; row++) {
                next(row, suffix);
                suffix += suffixes.length(row);
                writer.appendBytes(last, 0, lastLength);
                writer.endRow(row);
            }
            return converter.convert(writer, count, true);
        }
    }

    @Override
    public void skip(int count) {
        long suffix = suffixes.takeBytes(readLengths(count));
        for (int row = 0; row < count; row++) {
            next(row, suffix);
            suffix += suffixes.length(row);
        }
    }
}
