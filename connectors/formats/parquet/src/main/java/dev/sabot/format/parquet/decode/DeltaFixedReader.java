package dev.sabot.format.parquet.decode;

/// DELTA_BINARY_PACKED INT32 and INT64 values.
final class DeltaFixedReader extends FixedReader {
    private final DeltaReader values;

    DeltaFixedReader(long address, long end, FixedConverter converter) {
        super(converter);
        this.values = new DeltaReader(address, end, 8 * converter.width());
    }

    @Override
    void readRaw(int count, long target) {
        values.readRaw(count, target);
    }

    @Override
    public void skip(int count) {
        values.skip(count);
    }
}
