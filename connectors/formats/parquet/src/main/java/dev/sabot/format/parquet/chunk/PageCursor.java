package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.parquet.codec.Decompressor;
import dev.sabot.format.parquet.decode.CorruptPageException;
import dev.sabot.format.parquet.decode.LevelReader;
import dev.sabot.format.parquet.decode.ValueReader;
import dev.sabot.format.parquet.decode.ValueReaders;
import dev.sabot.format.parquet.file.ChunkInfo;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.format.parquet.file.ThriftReader;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Walks the pages of one chunk: headers first, bytes and values only when they are asked for.
///
/// **Shape**: `advance()` moves to the next data page; `load()` inflates it; then levels and values
/// can be read, in step.
final class PageCursor implements AutoCloseable {
    static final int MAX_PAGE_BYTES = 256 << 20;

    /// Dictionaries of fixed-width values beyond this are resolved while reading: their codes would
    /// spare nobody work.
    private static final int MAX_CODED_VALUES = 8_192;

    /// Some writers forgot the header of the dictionary page in the size of the chunk.
    private static final int PADDING_BYTES = 128;

    private static final int FIRST_HEADER_BYTES = 1 << 10;
    private static final int MAX_HEADER_BYTES = 16 << 20;

    private final SchemaNode.Leaf leaf;
    private final BufferAllocator allocator;
    private final ChunkBytes bytes;
    private final Decompressor decompressor;
    private final ValueReaders readers;
    private long position;
    private long pageAt;
    private long pageBytesAt;
    private PageHeader header = new PageHeader();
    private @Nullable ArrowBuf inflated;
    private @Nullable Column dictionary;
    private @Nullable LevelReader repetitions;
    private @Nullable LevelReader definitions;
    private @Nullable ValueReader values;
    private Encoding encoding = Encoding.PLAIN;
    private long valuesAddress;
    private long valuesEnd;

    PageCursor(SchemaNode.Leaf leaf, ChunkSource source) {
        ChunkInfo chunk = source.rowGroup().chunk(leaf);
        if (chunk.isEncrypted()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED, "encrypted Parquet columns are not read");
        }
        if (chunk.physical() != leaf.physical()) {
            throw new CorruptPageException(
                    "the chunk has type " + chunk.physical() + ", the schema " + leaf.physical());
        }
        this.leaf = leaf;
        this.allocator = source.allocator();
        this.decompressor = Decompressor.of(chunk.codec());
        this.readers = new ValueReaders(leaf, allocator);
        long start = chunk.start();
        long size = chunk.compressedBytes();
        if (size < 0 || size > source.file().info().size()) {
            throw new CorruptPageException("the chunk claims " + size + " bytes");
        }
        this.position = start;
        long end = Math.min(start + size + PADDING_BYTES, source.file().info().size());
        this.bytes = new ChunkBytes(source.file(), start, end, allocator);
    }

    /// Returns where the page under way starts in the file.
    long position() {
        return pageAt;
    }

    /// Moves before the page that has a row, by the offset index, and returns that page's first
    /// row. To be called before any page is read.
    long seek(long row, OffsetIndexReader index) {
        readHeader();
        if (type() == PageType.DICTIONARY_PAGE) {
            readDictionary();
        }
        PageLocation page = index.find(row);
        if (page.getOffset() < pageAt || page.getOffset() >= bytes.end()) {
            throw new CorruptPageException(
                    "the offset index puts a page at " + page.getOffset() + ", outside its chunk");
        }
        position = page.getOffset();
        return page.getFirst_row_index();
    }

    /// Moves to the next data page and returns its number of entries.
    int advance() {
        closePage();
        while (true) {
            readHeader();
            switch (type()) {
                case DATA_PAGE -> {
                    return numEntries(v1().getNum_values());
                }
                case DATA_PAGE_V2 -> {
                    return numEntries(v2().getNum_values());
                }
                case DICTIONARY_PAGE -> readDictionary();
                case INDEX_PAGE -> {}
            }
        }
    }

    /// Returns the rows of the page, or -1 when its header does not say.
    int numRows() {
        return type() == PageType.DATA_PAGE_V2 ? v2().getNum_rows() : -1;
    }

    private PageType type() {
        return ThriftReader.required(header.getType(), "a page's type");
    }

    private DataPageHeader v1() {
        return ThriftReader.required(header.getData_page_header(), "a data page's header");
    }

    private DataPageHeaderV2 v2() {
        return ThriftReader.required(header.getData_page_header_v2(), "a data page's header");
    }

    private static Encoding encoding(@Nullable Encoding named) {
        return ThriftReader.required(named, "a page's encoding");
    }

    private static int numEntries(int count) {
        if (count < 0) {
            throw new CorruptPageException("a page of " + count + " values");
        }
        return count;
    }

    private void readHeader() {
        pageAt = position;
        long wanted = FIRST_HEADER_BYTES;
        while (true) {
            if (position >= bytes.end()) {
                throw new CorruptPageException("the chunk has fewer values than the footer says");
            }
            long present = bytes.available(position, wanted);
            int limit = (int) Math.min(present, MAX_HEADER_BYTES);
            MemoryStream stream = new MemoryStream(bytes.address(position), limit);
            try {
                PageHeader read = new PageHeader();
                ThriftReader.read(read, stream, limit);
                header = read;
                position += stream.position();
                break;
            } catch (IOException e) {
                boolean isAll = limit == bytes.end() - position || limit == MAX_HEADER_BYTES;
                if (isAll) {
                    throw new CorruptPageException(
                            "the page header at "
                                    + position
                                    + " cannot be read: "
                                    + e.getMessage());
                }
                wanted = present * 4;
            }
        }
        int size = header.getUncompressed_page_size();
        if (size < 0 || size > MAX_PAGE_BYTES) {
            throw new CorruptPageException(
                    "a page of " + size + " bytes at " + pageAt + "; 256 MiB are allowed");
        }
        if (header.getCompressed_page_size() < 0
                || header.getCompressed_page_size() > bytes.end() - position) {
            throw new CorruptPageException("the page at " + pageAt + " leaves its chunk");
        }
        pageBytesAt = position;
        position += header.getCompressed_page_size();
    }

    private void readDictionary() {
        DictionaryPageHeader dictionaryHeader = header.getDictionary_page_header();
        if (dictionaryHeader == null || dictionary != null) {
            throw new CorruptPageException("a chunk with two dictionaries, or one without header");
        }
        if (leaf.physicalWidth() == 0) {
            throw new CorruptPageException("a dictionary of booleans");
        }
        Encoding pageEncoding = dictionaryHeader.getEncoding();
        if (pageEncoding != Encoding.PLAIN && pageEncoding != Encoding.PLAIN_DICTIONARY) {
            throw new CorruptPageException("a dictionary in encoding " + pageEncoding);
        }
        int count = dictionaryHeader.getNum_values();
        if (count < 0) {
            throw new CorruptPageException("a dictionary of " + count + " values");
        }
        long address = inflate(pageBytesAt, header.getCompressed_page_size(), 0, true);
        long end = address + header.getUncompressed_page_size();
        dictionary = readers.values(address, end, Encoding.PLAIN).read(count);
    }

    /// Inflates the page and starts reading its levels; once per page.
    void load() {
        if (type() == PageType.DATA_PAGE_V2) {
            loadV2(v2());
        } else {
            loadV1(v1());
        }
    }

    private void loadV1(DataPageHeader page) {
        long address = inflate(pageBytesAt, header.getCompressed_page_size(), 0, true);
        long end = address + header.getUncompressed_page_size();
        int count = page.getNum_values();
        LevelReader.Section section = new LevelReader.Section(address, end);
        if (leaf.maxRepetition() > 0) {
            repetitions =
                    section.read(
                            encoding(page.getRepetition_level_encoding()),
                            leaf.maxRepetition(),
                            count);
        }
        if (leaf.maxDefinition() > 0) {
            definitions =
                    section.read(
                            encoding(page.getDefinition_level_encoding()),
                            leaf.maxDefinition(),
                            count);
        }
        encoding = encoding(page.getEncoding());
        valuesAddress = section.address();
        valuesEnd = end;
    }

    private void loadV2(DataPageHeaderV2 page) {
        int repetitionBytes = page.getRepetition_levels_byte_length();
        int definitionBytes = page.getDefinition_levels_byte_length();
        long levelBytes = (long) repetitionBytes + definitionBytes;
        if (repetitionBytes < 0
                || definitionBytes < 0
                || levelBytes > header.getCompressed_page_size()
                || levelBytes > header.getUncompressed_page_size()) {
            throw new CorruptPageException("the levels at " + pageAt + " leave their page");
        }
        boolean isCompressed = !page.isSetIs_compressed() || page.isIs_compressed();
        long address =
                inflate(
                        pageBytesAt,
                        header.getCompressed_page_size(),
                        (int) levelBytes,
                        isCompressed);
        long end = address + header.getUncompressed_page_size();
        long definitionsAt = address + repetitionBytes;
        if (leaf.maxRepetition() > 0) {
            repetitions = LevelReader.hybrid(address, definitionsAt, leaf.maxRepetition());
        }
        if (leaf.maxDefinition() > 0) {
            definitions =
                    LevelReader.hybrid(
                            definitionsAt, definitionsAt + definitionBytes, leaf.maxDefinition());
        }
        encoding = encoding(page.getEncoding());
        valuesAddress = address + levelBytes;
        valuesEnd = end;
    }

    /// Returns the address of the page's bytes, of which the first `prefix` are never compressed.
    private long inflate(long from, int numBytes, int prefix, boolean isCompressed) {
        long source = bytes.require(from, numBytes);
        int size = header.getUncompressed_page_size();
        if (decompressor == Decompressor.NONE || !isCompressed) {
            if (size != numBytes) {
                throw new CorruptPageException("an uncompressed page of two sizes at " + pageAt);
            }
            return source;
        }
        ArrowBuf target = inflated;
        if (target == null || target.capacity() < size + ChunkBytes.SLACK_BYTES) {
            if (target != null) {
                target.close();
                inflated = null;
            }
            target = allocator.buffer(size + ChunkBytes.SLACK_BYTES);
            inflated = target;
        }
        long address = target.memoryAddress();
        Memory.copy(source, address, prefix);
        try {
            decompressor.decompress(
                    source + prefix, numBytes - prefix, address + prefix, size - prefix);
        } catch (IOException e) {
            throw new CorruptPageException(
                    "the page at " + pageAt + " cannot be inflated: " + e.getMessage());
        }
        return address;
    }

    /// Returns the repetition levels; only for leaves that have some.
    LevelReader repetitions() {
        return present(repetitions);
    }

    /// Returns the definition levels; only for leaves that have some.
    LevelReader definitions() {
        return present(definitions);
    }

    private static <T> T present(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the page is not loaded");
        }
        return part;
    }

    /// Returns the values of the page. A page of nulls alone may have none to start reading.
    ValueReader values() {
        ValueReader present = values;
        if (present == null) {
            boolean isCoded =
                    encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
            Column codes = dictionary;
            if (isCoded && codes != null) {
                boolean staysCoded = leaf.physicalWidth() < 0 || codes.length() <= MAX_CODED_VALUES;
                present = readers.indexes(valuesAddress, valuesEnd, codes, staysCoded);
            } else {
                present = readers.values(valuesAddress, valuesEnd, encoding);
            }
            values = present;
        }
        return present;
    }

    private void closePage() {
        repetitions = null;
        definitions = null;
        values = null;
    }

    @Override
    public void close() {
        closePage();
        bytes.close();
        if (inflated != null) {
            inflated.close();
            inflated = null;
        }
        if (dictionary != null) {
            dictionary.close();
            dictionary = null;
        }
    }
}
