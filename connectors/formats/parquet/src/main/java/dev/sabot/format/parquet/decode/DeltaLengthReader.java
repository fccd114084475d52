package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;

/// DELTA_LENGTH_BYTE_ARRAY values: all lengths, then all bytes.
final class DeltaLengthReader implements ValueReader {
    private final BinaryConverter converter;
    private final DeltaReader lengths;
    private final long end;
    private long at;
    private int[] scratch = {};

    DeltaLengthReader(long address, long end, BinaryConverter converter) {
        this.converter = converter;
        this.lengths = new DeltaReader(address, end, 32);
        this.at = DeltaReader.findEnd(address, end);
        this.end = end;
    }

    /// Reads lengths to [#length] and returns their sum, having checked that the bytes are there.
    long readLengths(int count) {
        if (scratch.length < count) {
            scratch = new int[count];
        }
        lengths.readLengths(scratch, count);
        long numBytes = 0;
        for (int row = 0; row < count; row++) {
            numBytes += scratch[row];
        }
        if (numBytes > end - at) {
            throw new CorruptPageException("values of " + numBytes + " bytes leave their page");
        }
        return numBytes;
    }

    int length(int row) {
        return scratch[row];
    }

    /// Returns where the next bytes are and moves behind them.
    long takeBytes(long numBytes) {
        long from = at;
        at += numBytes;
        return from;
    }

    @Override
    public Column read(int count) {
        long numBytes = readLengths(count);
        try (ColumnWriter writer = ColumnWriter.varlen(converter.allocator(), count, numBytes)) {
            Memory.copy(takeBytes(numBytes), writer.reserveBytes(numBytes), numBytes);
            for (int row = 0; row < count; row++) {
                writer.advanceBytes(scratch[row]);
                writer.endRow(row);
            }
            return converter.convert(writer, count, true);
        }
    }

    @Override
    public void skip(int count) {
        takeBytes(readLengths(count));
    }
}
