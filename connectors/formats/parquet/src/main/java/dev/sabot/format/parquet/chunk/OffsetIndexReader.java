package dev.sabot.format.parquet.chunk;

import dev.sabot.connector.FileAccess.InputFile;
import dev.sabot.format.parquet.decode.CorruptPageException;
import dev.sabot.format.parquet.file.ChunkInfo;
import dev.sabot.format.parquet.file.ThriftReader;

import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The places of a chunk's pages and their first rows.
final class OffsetIndexReader {
    private static final int MAX_BYTES = 64 << 20;

    private final List<PageLocation> pages;

    OffsetIndexReader(ChunkInfo chunk, InputFile file) {
        int length = chunk.offsetIndexBytes();
        if (length > MAX_BYTES || length > file.info().size() - chunk.offsetIndexAt()) {
            throw new CorruptPageException("an offset index of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        file.readFully(chunk.offsetIndexAt(), ByteBuffer.wrap(bytes));
        OffsetIndex index = new OffsetIndex();
        try {
            ThriftReader.read(index, new ByteArrayInputStream(bytes), length);
        } catch (IOException e) {
            throw new CorruptPageException("an offset index cannot be read: " + e.getMessage());
        }
        pages = ThriftReader.required(index.getPage_locations(), "the list of pages");
    }

    /// Returns the last page that starts at or before a row.
    PageLocation find(long row) {
        PageLocation found = null;
        for (PageLocation page : pages) {
            if (page.getFirst_row_index() > row) {
                break;
            }
            found = page;
        }
        if (found == null || found.getFirst_row_index() < 0) {
            throw new CorruptPageException("the offset index has no page with row " + row);
        }
        return found;
    }
}
