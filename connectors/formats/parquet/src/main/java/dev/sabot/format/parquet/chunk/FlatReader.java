package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.format.parquet.decode.CorruptPageException;
import dev.sabot.format.parquet.file.SchemaNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads a column outside lists and structs: entries are rows, definition levels are validity bits.
///
/// Rows skipped are remembered and passed over at the next read, whole pages without inflating
/// them.
final class FlatReader implements ColumnReader {
    private static final int MAX_SKIP_ROWS = 1 << 16;

    private final SchemaNode.Leaf leaf;
    private final ChunkSource source;
    private final ColumnMerger merger;
    private @Nullable PageCursor pages;
    private int pageLeft;
    private boolean isLoaded;
    private long toSkip;
    private long[] validity = {};

    FlatReader(SchemaNode.Leaf leaf, ChunkSource source) {
        this.leaf = leaf;
        this.source = source;
        this.merger =
                new ColumnMerger(leaf.conversion().layout(leaf.physical()), source.allocator());
        long numValues = source.rowGroup().chunk(leaf).numValues();
        if (numValues != source.numRows()) {
            throw new CorruptPageException(
                    "the chunk has " + numValues + " values for " + source.numRows() + " rows");
        }
    }

    private PageCursor pages() {
        PageCursor open = pages;
        if (open == null) {
            open = new PageCursor(leaf, source);
            pages = open;
        }
        return open;
    }

    private PageCursor atRow() {
        PageCursor open = pages();
        while (pageLeft == 0) {
            pageLeft = open.advance();
            isLoaded = false;
        }
        return open;
    }

    private void load(PageCursor open) {
        if (!isLoaded) {
            open.load();
            isLoaded = true;
        }
    }

    @Override
    public void skip(int numRows) {
        toSkip += numRows;
    }

    private void passOver() {
        if (pages == null && toSkip > 0 && source.rowGroup().chunk(leaf).hasOffsetIndex()) {
            OffsetIndexReader index =
                    new OffsetIndexReader(source.rowGroup().chunk(leaf), source.file());
            toSkip -= pages().seek(toSkip, index);
        }
        while (toSkip > 0) {
            PageCursor open = atRow();
            int part = (int) Math.min(toSkip, pageLeft);
            if (isLoaded || part < pageLeft) {
                load(open);
                part = Math.min(part, MAX_SKIP_ROWS);
                int values = leaf.maxDefinition() == 0 ? part : validity(open, 0, part, part);
                if (values > 0) {
                    open.values().skip(values);
                }
            }
            pageLeft -= part;
            toSkip -= part;
        }
    }

    /// Reads validity bits to [#validity], for as many rows as `numRows` in all.
    private int validity(PageCursor open, int from, int count, int numRows) {
        if (from == 0) {
            int words = Bitmap.words(numRows);
            if (validity.length < words) {
                validity = new long[words];
            } else {
                Arrays.fill(validity, 0, words, 0);
            }
        }
        return open.definitions().readBits(validity, from, count);
    }

    @Override
    public Column read(int numRows) {
        passOver();
        List<Column> pieces = new ArrayList<>(1);
        try {
            int done = 0;
            int present = 0;
            while (done < numRows) {
                PageCursor open = atRow();
                load(open);
                int part = Math.min(numRows - done, pageLeft);
                int values = leaf.maxDefinition() == 0 ? part : validity(open, done, part, numRows);
                if (values > 0) {
                    pieces.add(open.values().read(values));
                }
                present += values;
                done += part;
                pageLeft -= part;
            }
            return merger.merge(pieces, validity, numRows, present);
        } finally {
            pieces.forEach(Column::close);
        }
    }

    @Override
    public void close() {
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }
}
