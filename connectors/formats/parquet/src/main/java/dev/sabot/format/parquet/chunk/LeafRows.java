package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Column;
import dev.sabot.format.parquet.decode.CorruptPageException;
import dev.sabot.format.parquet.file.SchemaNode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the levels and values of one leaf of a nested column, by rows.
final class LeafRows implements AutoCloseable {
    private static final int BLOCK_ENTRIES = 4_096;

    /// A batch of a few rows with lists of millions must not take the heap.
    private static final int MAX_ENTRIES = 64 << 20;

    private final SchemaNode.Leaf leaf;
    private final ChunkSource source;
    private final byte[] blockDefinitions = new byte[BLOCK_ENTRIES];
    private final byte[] blockRepetitions = new byte[BLOCK_ENTRIES];
    private @Nullable PageCursor pages;
    private long chunkLeft;
    private int pageLeft;
    private int blockIndex;
    private int blockCount;
    private byte[] definitions = new byte[BLOCK_ENTRIES];
    private byte[] repetitions = new byte[BLOCK_ENTRIES];
    private int numEntries;
    private int present;
    private final List<Column> pieces = new ArrayList<>();

    LeafRows(SchemaNode.Leaf leaf, ChunkSource source) {
        this.leaf = leaf;
        this.source = source;
        this.chunkLeft = source.rowGroup().chunk(leaf).numValues();
    }

    SchemaNode.Leaf leaf() {
        return leaf;
    }

    int numEntries() {
        return numEntries;
    }

    int definition(int entry) {
        return definitions[entry];
    }

    int repetition(int entry) {
        return repetitions[entry];
    }

    /// Lends the values present, in order.
    List<Column> pieces() {
        return pieces;
    }

    /// Returns how many values are present.
    int present() {
        return present;
    }

    /// Frees the values of the rows read last.
    void clear() {
        pieces.forEach(Column::close);
        pieces.clear();
        numEntries = 0;
        present = 0;
    }

    /// Reads the entries of the next rows.
    void read(int numRows) {
        clear();
        walk(numRows, true);
    }

    void skip(long numRows) {
        long left = numRows;
        while (left > 0) {
            int pageRows = wholePage(left);
            if (pageRows > 0) {
                left -= pageRows;
                continue;
            }
            int part = (int) Math.min(left, BLOCK_ENTRIES);
            walk(part, false);
            left -= part;
        }
    }

    /// Passes over a page that starts and ends with a row, and returns its rows; or returns 0.
    private int wholePage(long numRows) {
        if (pageLeft > 0 || chunkLeft <= 0) {
            return 0;
        }
        pageLeft = pages().advance();
        int pageRows = pages().numRows();
        if (pageRows > 0 && pageRows <= numRows && pageLeft < chunkLeft) {
            chunkLeft -= pageLeft;
            pageLeft = 0;
            return pageRows;
        }
        pages().load();
        return 0;
    }

    private PageCursor pages() {
        PageCursor open = pages;
        if (open == null) {
            open = new PageCursor(leaf, source);
            pages = open;
        }
        return open;
    }

    /// Loads levels until there is an entry at hand; says whether the chunk has one.
    private boolean hasEntry() {
        if (blockIndex < blockCount) {
            return true;
        }
        if (chunkLeft <= 0) {
            return false;
        }
        while (pageLeft == 0) {
            pageLeft = pages().advance();
            if (pageLeft > 0) {
                pages().load();
            }
        }
        blockCount = (int) Math.min(Math.min(pageLeft, chunkLeft), BLOCK_ENTRIES);
        blockIndex = 0;
        pageLeft -= blockCount;
        chunkLeft -= blockCount;
        if (leaf.maxDefinition() > 0) {
            pages().definitions().read(blockDefinitions, 0, blockCount);
        }
        if (leaf.maxRepetition() > 0) {
            pages().repetitions().read(blockRepetitions, 0, blockCount);
        }
        return true;
    }

    private void walk(int numRows, boolean keep) {
        int rows = 0;
        boolean isInside = true;
        while (isInside && hasEntry()) {
            int from = blockIndex;
            int values = 0;
            while (blockIndex < blockCount) {
                if (blockRepetitions[blockIndex] == 0) {
                    if (rows == numRows) {
                        isInside = false;
                        break;
                    }
                    rows++;
                } else if (rows == 0) {
                    throw new CorruptPageException("a row starts inside a list");
                }
                values += blockDefinitions[blockIndex] == leaf.maxDefinition() ? 1 : 0;
                blockIndex++;
            }
            take(from, blockIndex - from, values, keep);
        }
        if (rows < numRows) {
            throw new CorruptPageException("the chunk has fewer rows than its row group");
        }
    }

    private void take(int from, int count, int values, boolean keep) {
        if (!keep) {
            if (values > 0) {
                pages().values().skip(values);
            }
            return;
        }
        if (numEntries + count > definitions.length) {
            if (numEntries + count > MAX_ENTRIES) {
                throw new CorruptPageException("more than " + MAX_ENTRIES + " entries in a batch");
            }
            int size = Math.max(numEntries + count, 2 * definitions.length);
            definitions = Arrays.copyOf(definitions, size);
            repetitions = Arrays.copyOf(repetitions, size);
        }
        System.arraycopy(blockDefinitions, from, definitions, numEntries, count);
        System.arraycopy(blockRepetitions, from, repetitions, numEntries, count);
        numEntries += count;
        if (values > 0) {
            pieces.add(pages().values().read(values));
            present += values;
        }
    }

    @Override
    public void close() {
        clear();
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }
}
