package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.parquet.file.SchemaNode;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/// Chooses the decoder of a page by encoding and physical type.
public final class ValueReaders {
    private final SchemaNode.Leaf leaf;
    private final BufferAllocator allocator;

    public ValueReaders(SchemaNode.Leaf leaf, BufferAllocator allocator) {
        this.leaf = leaf;
        this.allocator = allocator;
    }

    /// Starts reading dictionary indexes; borrows the dictionary.
    public ValueReader indexes(long address, long end, Column dictionary, boolean staysCoded) {
        return new DictionaryReader(address, end, dictionary, staysCoded, allocator);
    }

    /// Starts reading values of any other encoding.
    ///
    /// **Errors**: UNSUPPORTED for an encoding that does not go with the type.
    public ValueReader values(long address, long end, Encoding encoding) {
        Type physical = leaf.physical();
        switch (encoding) {
            case PLAIN -> {
                return plain(address, end);
            }
            case RLE -> {
                if (physical == Type.BOOLEAN) {
                    return BooleanReader.rle(address, end, allocator);
                }
            }
            case DELTA_BINARY_PACKED -> {
                if (physical == Type.INT32 || physical == Type.INT64) {
                    return new DeltaFixedReader(address, end, fixed());
                }
            }
            case DELTA_LENGTH_BYTE_ARRAY -> {
                if (physical == Type.BYTE_ARRAY) {
                    return new DeltaLengthReader(address, end, binary());
                }
            }
            case DELTA_BYTE_ARRAY -> {
                if (physical == Type.BYTE_ARRAY || physical == Type.FIXED_LEN_BYTE_ARRAY) {
                    return new DeltaByteArrayReader(address, end, binary());
                }
            }
            case BYTE_STREAM_SPLIT -> {
                if (leaf.physicalWidth() > 0) {
                    return new ByteStreamSplitReader(address, end, fixed());
                }
            }
            case PLAIN_DICTIONARY, RLE_DICTIONARY ->
                    throw new CorruptPageException("dictionary indexes without a dictionary");
            case BIT_PACKED -> {}
        }
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                "Parquet encoding " + encoding + " of " + physical + " values is not read");
    }

    private ValueReader plain(long address, long end) {
        return switch (leaf.physical()) {
            case BOOLEAN -> BooleanReader.plain(address, end, allocator);
            case BYTE_ARRAY -> new PlainBinaryReader(address, end, binary());
            case INT32, INT64, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                    new PlainFixedReader(address, end, fixed());
        };
    }

    private FixedConverter fixed() {
        return new FixedConverter(leaf, allocator);
    }

    private BinaryConverter binary() {
        return new BinaryConverter(leaf, allocator);
    }
}
