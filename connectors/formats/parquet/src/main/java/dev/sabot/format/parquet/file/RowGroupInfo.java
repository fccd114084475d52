package dev.sabot.format.parquet.file;

import java.util.List;

/// What a footer says of a row group.
///
/// @param chunks by leaf
public record RowGroupInfo(long numRows, List<ChunkInfo> chunks) {
    /// Returns the chunk of a leaf.
    public ChunkInfo chunk(SchemaNode.Leaf leaf) {
        return chunks.get(leaf.index());
    }
}
