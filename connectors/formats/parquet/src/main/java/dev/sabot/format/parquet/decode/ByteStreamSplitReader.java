package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Memory;

/// BYTE_STREAM_SPLIT values: all first bytes, then all second bytes, and so on.
final class ByteStreamSplitReader extends FixedReader {
    private final long address;
    private final int width;
    private final int numValues;
    private int next;

    ByteStreamSplitReader(long address, long end, FixedConverter converter) {
        super(converter);
        this.address = address;
        this.width = converter.width();
        if ((end - address) % width != 0) {
            throw new CorruptPageException("byte streams of unequal length");
        }
        this.numValues = (int) ((end - address) / width);
    }

    @Override
    void readRaw(int count, long target) {
        int from = take(count);
        for (int stream = 0; stream < width; stream++) {
            long source = address + (long) stream * numValues + from;
            for (int row = 0; row < count; row++) {
                Memory.putByte(target + (long) row * width + stream, Memory.getByte(source + row));
            }
        }
    }

    private int take(int count) {
        if (numValues - next < count) {
            throw new CorruptPageException("a page has fewer values than it says");
        }
        int from = next;
        next += count;
        return from;
    }

    @Override
    public void skip(int count) {
        take(count);
    }
}
