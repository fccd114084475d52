package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;

import org.apache.arrow.memory.ArrowBuf;

/// Reads values of fixed width: an encoding gives them as on disk, a converter makes columns of
/// them.
abstract class FixedReader implements ValueReader {
    private final FixedConverter converter;

    FixedReader(FixedConverter converter) {
        this.converter = converter;
    }

    /// Writes values of the width on disk.
    abstract void readRaw(int count, long target);

    @Override
    public Column read(int count) {
        if (converter.isCopy()) {
            try (ColumnWriter writer =
                    ColumnWriter.fixed(converter.allocator(), converter.layout(), count)) {
                readRaw(count, writer.dataAddress());
                return writer.finish();
            }
        }
        long numBytes = Math.max(8, (long) converter.width() * count);
        try (ArrowBuf scratch = converter.allocator().buffer(numBytes)) {
            readRaw(count, scratch.memoryAddress());
            return converter.convert(scratch.memoryAddress(), count);
        }
    }
}
