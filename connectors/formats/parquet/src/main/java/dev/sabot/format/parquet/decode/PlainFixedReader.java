package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;

/// PLAIN values of fixed width: they follow each other.
final class PlainFixedReader extends FixedReader {
    private final FixedConverter converter;
    private final int width;
    private final long end;
    private long at;

    PlainFixedReader(long address, long end, FixedConverter converter) {
        super(converter);
        this.converter = converter;
        this.width = converter.width();
        this.at = address;
        this.end = end;
    }

    private long take(int count) {
        long from = at;
        if ((end - from) / width < count) {
            throw new CorruptPageException("a page has fewer values than it says");
        }
        at += (long) count * width;
        return from;
    }

    @Override
    void readRaw(int count, long target) {
        Memory.copy(take(count), target, (long) count * width);
    }

    @Override
    public Column read(int count) {
        return converter.convert(take(count), count);
    }

    @Override
    public void skip(int count) {
        take(count);
    }
}
