package dev.sabot.format.parquet.write;

import dev.sabot.connector.FileAccess.OutputFile;

import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Encodes the chunk of a leaf: a dictionary page when it pays, then data pages.
final class ChunkWriter {
    /// Five batches: readers of ours never meet the end of a page inside a batch.
    private static final int PAGE_ROWS = 40_960;

    private static final int PAGE_BYTES = 8 << 20;

    private final OutputFile file;
    private final Compressor compressor;
    private final ByteSink page = new ByteSink();
    private List<PageLocation> pages = new ArrayList<>();
    private long inflatedBytes;
    private long compressedBytes;

    ChunkWriter(OutputFile file, Compressor compressor) {
        this.file = file;
        this.compressor = compressor;
    }

    ColumnMetaData write(LeafBuffer leaf, List<String> path) {
        pages = new ArrayList<>();
        inflatedBytes = 0;
        compressedBytes = 0;
        long start = file.position();
        ValueDictionary dictionary = ValueDictionary.of(leaf);
        if (dictionary != null) {
            writeDictionary(leaf, dictionary);
        }
        long dataStart = file.position();
        writePages(leaf, dictionary);
        List<Encoding> encodings = new ArrayList<>(List.of(Encoding.RLE, Encoding.PLAIN));
        if (dictionary != null) {
            encodings.add(Encoding.RLE_DICTIONARY);
        }
        ColumnMetaData metaData =
                new ColumnMetaData(
                        leaf.physical(),
                        encodings,
                        path,
                        compressor.codec(),
                        leaf.numEntries(),
                        inflatedBytes,
                        compressedBytes,
                        dataStart);
        if (dictionary != null) {
            metaData.setDictionary_page_offset(start);
        }
        metaData.setStatistics(StatisticsWriter.of(leaf));
        return metaData;
    }

    /// Returns where the data pages of the chunk written last are.
    OffsetIndex offsetIndex() {
        return new OffsetIndex(pages);
    }

    private void writeDictionary(LeafBuffer leaf, ValueDictionary dictionary) {
        page.clear();
        for (int index = 0; index < dictionary.size(); index++) {
            putPlain(leaf, dictionary.firsts()[index]);
        }
        PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, page.size(), 0);
        header.setDictionary_page_header(
                new DictionaryPageHeader(dictionary.size(), Encoding.PLAIN));
        writePage(header);
    }

    private void writePages(LeafBuffer leaf, @Nullable ValueDictionary dictionary) {
        int entry = 0;
        int value = 0;
        long firstRow = 0;
        while (entry < leaf.numEntries()) {
            int lastEntry = entry;
            int lastValue = value;
            int rows = 0;
            long numBytes = 0;
            while (lastEntry < leaf.numEntries()) {
                boolean startsRow = leaf.repetitions()[lastEntry] == 0;
                if (startsRow && (rows == PAGE_ROWS || numBytes > PAGE_BYTES)) {
                    break;
                }
                rows += startsRow ? 1 : 0;
                if (leaf.definitions()[lastEntry] == leaf.maxDefinition()) {
                    numBytes +=
                            leaf.physical() == Type.BYTE_ARRAY
                                    ? leaf.end(lastValue) - leaf.start(lastValue) + 4
                                    : 8;
                    lastValue++;
                }
                lastEntry++;
            }
            page.clear();
            putLevels(leaf.repetitions(), leaf.maxRepetition(), entry, lastEntry);
            putLevels(leaf.definitions(), leaf.maxDefinition(), entry, lastEntry);
            putValues(leaf, dictionary, value, lastValue);
            PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size(), 0);
            header.setData_page_header(
                    new DataPageHeader(
                            lastEntry - entry,
                            dictionary == null ? Encoding.PLAIN : Encoding.RLE_DICTIONARY,
                            Encoding.RLE,
                            Encoding.RLE));
            long pageAt = file.position();
            writePage(header);
            pages.add(new PageLocation(pageAt, (int) (file.position() - pageAt), firstRow));
            firstRow += rows;
            entry = lastEntry;
            value = lastValue;
        }
    }

    private void putLevels(int[] levels, int maxLevel, int from, int end) {
        if (maxLevel == 0) {
            return;
        }
        int lengthAt = page.grow(4);
        new HybridWriter(page, HybridWriter.bitWidth(maxLevel)).write(levels, from, end);
        int length = page.size() - lengthAt - 4;
        for (int index = 0; index < 4; index++) {
            page.bytes()[lengthAt + index] = (byte) (length >>> (8 * index));
        }
    }

    private void putValues(
            LeafBuffer leaf, @Nullable ValueDictionary dictionary, int from, int end) {
        if (dictionary != null) {
            int bitWidth = HybridWriter.bitWidth(dictionary.size() - 1);
            page.put((byte) bitWidth);
            new HybridWriter(page, bitWidth).write(dictionary.indexes(), from, end);
        } else if (leaf.physical() == Type.BOOLEAN) {
            for (int value = from; value < end; value += 8) {
                int bits = 0;
                for (int bit = 0; bit < Math.min(8, end - value); bit++) {
                    bits |= (int) leaf.low(value + bit) << bit;
                }
                page.put((byte) bits);
            }
        } else {
            for (int value = from; value < end; value++) {
                putPlain(leaf, value);
            }
        }
    }

    private void putPlain(LeafBuffer leaf, int value) {
        switch (leaf.physical()) {
            case INT32, FLOAT -> page.putLittleEndian(leaf.low(value), 4);
            case INT64, DOUBLE -> page.putLittleEndian(leaf.low(value), 8);
            case FIXED_LEN_BYTE_ARRAY -> {
                page.putBigEndian(leaf.high(value));
                page.putBigEndian(leaf.low(value));
            }
            case BYTE_ARRAY -> {
                int length = leaf.end(value) - leaf.start(value);
                page.putLittleEndian(length, 4);
                page.put(leaf.bytes(), leaf.start(value), length);
            }
            case BOOLEAN, INT96 ->
                    throw new IllegalStateException(leaf.physical() + " is not written so");
        }
    }

    private void writePage(PageHeader header) {
        try {
            byte[] compressed = compressor.compress(page.bytes(), page.size());
            header.setCompressed_page_size(compressed.length);
            ByteArrayOutputStream headerBytes = new ByteArrayOutputStream();
            Util.writePageHeader(header, headerBytes);
            file.write(ByteBuffer.wrap(headerBytes.toByteArray()));
            file.write(ByteBuffer.wrap(compressed));
            inflatedBytes += headerBytes.size() + page.size();
            compressedBytes += headerBytes.size() + compressed.length;
        } catch (IOException e) {
            throw new IllegalStateException("a page cannot be compressed: " + e.getMessage(), e);
        }
    }
}
