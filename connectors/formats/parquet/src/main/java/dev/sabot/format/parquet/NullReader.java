package dev.sabot.format.parquet;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.format.parquet.chunk.ColumnReader;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

/// Reads a column that a file does not have: every row is null.
record NullReader(DataType type, BufferAllocator allocator) implements ColumnReader {
    @Override
    public Column read(int numRows) {
        ColumnBuilder builder = new ColumnBuilder(type);
        builder.appendNull();
        return Column.constant(builder.build(allocator), numRows);
    }

    @Override
    public void skip(int numRows) {}

    @Override
    public void close() {}
}
