package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Column;
import dev.sabot.format.parquet.file.SchemaNode;

/// Reads one column of a row group, in rows.
///
/// **Errors**: CorruptPageException and other unchecked exceptions for bad bytes, SabotException
/// for what is not supported; the caller adds file and column.
///
/// **Threads**: one thread.
public interface ColumnReader extends AutoCloseable {
    /// Starts reading a column; its chunk is not touched before rows are asked for.
    static ColumnReader of(SchemaNode column, ChunkSource source) {
        if (column instanceof SchemaNode.Leaf leaf && leaf.isFlat()) {
            return new FlatReader(leaf, source);
        }
        return new NestedReader(column, source);
    }

    /// Reads the next rows; the caller owns the column.
    Column read(int numRows);

    /// Passes over rows, as cheaply as their pages allow.
    void skip(int numRows);

    @Override
    void close();
}
