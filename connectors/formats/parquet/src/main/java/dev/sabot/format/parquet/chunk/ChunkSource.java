package dev.sabot.format.parquet.chunk;

import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.format.parquet.file.RowGroupInfo;

import org.apache.arrow.memory.BufferAllocator;

/// Says where the chunks of a row group come from.
public record ChunkSource(InputFile file, RowGroupInfo rowGroup, BufferAllocator allocator) {
    /// Returns the rows of the row group.
    public long numRows() {
        return rowGroup.numRows();
    }
}
