package dev.sabot.format.parquet.chunk;

import dev.sabot.connector.FileAccess.InputFile;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.RowGroup;

/// Says where the chunks of a row group come from.
public record ChunkSource(InputFile file, RowGroup rowGroup, BufferAllocator allocator) {
    /// Returns the rows of the row group.
    public long numRows() {
        return rowGroup.getNum_rows();
    }
}
