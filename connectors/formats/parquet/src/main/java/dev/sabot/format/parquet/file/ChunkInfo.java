package dev.sabot.format.parquet.file;

import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// What a footer says of a column chunk; nothing of it is checked against the chunk yet.
///
/// @param numValues entries, nulls included
/// @param start where the first page is, the dictionary's if there is one
/// @param offsetIndexAt where the places of the pages are listed, or 0
public record ChunkInfo(
        Type physical,
        CompressionCodec codec,
        long numValues,
        long inflatedBytes,
        long compressedBytes,
        long start,
        boolean isEncrypted,
        @Nullable Statistics statistics,
        long offsetIndexAt,
        int offsetIndexBytes) {

    /// Says whether the places of the pages are listed, so that reading can start at any of them.
    public boolean hasOffsetIndex() {
        return offsetIndexAt > 0 && offsetIndexBytes > 0;
    }

    static ChunkInfo of(ColumnChunk chunk) {
        ColumnMetaData data = ThriftReader.required(chunk.getMeta_data(), "a chunk's metadata");
        long start = data.getData_page_offset();
        long dictionaryAt = data.getDictionary_page_offset();
        if (data.isSetDictionary_page_offset() && dictionaryAt > 0 && dictionaryAt < start) {
            start = dictionaryAt;
        }
        return new ChunkInfo(
                ThriftReader.required(data.getType(), "a chunk's type"),
                ThriftReader.required(data.getCodec(), "a chunk's codec"),
                data.getNum_values(),
                data.getTotal_uncompressed_size(),
                data.getTotal_compressed_size(),
                start,
                chunk.isSetCrypto_metadata(),
                data.getStatistics(),
                chunk.isSetOffset_index_offset() ? chunk.getOffset_index_offset() : 0,
                chunk.isSetOffset_index_length() ? chunk.getOffset_index_length() : 0);
    }
}
