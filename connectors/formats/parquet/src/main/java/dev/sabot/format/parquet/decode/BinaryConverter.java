package dev.sabot.format.parquet.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.format.parquet.file.Conversion;
import dev.sabot.format.parquet.file.SchemaNode;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.BufferAllocator;

/// Makes columns of byte arrays, and refuses text that is not UTF-8.
final class BinaryConverter {
    private final BufferAllocator allocator;
    private final SchemaNode.Leaf leaf;
    private final boolean isText;

    BinaryConverter(SchemaNode.Leaf leaf, BufferAllocator allocator) {
        this.allocator = allocator;
        this.leaf = leaf;
        this.isText = leaf.type().kind() == TypeKind.VARCHAR;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    /// Finishes a writer of `count` byte arrays as a column of the leaf's type.
    ///
    /// @param mayHaveHighBits false when all bytes are known to be ASCII
    Column convert(ColumnWriter writer, int count, boolean mayHaveHighBits) {
        if (leaf.conversion() == Conversion.COPY) {
            if (isText && mayHaveHighBits) {
                Utf8.check(writer.dataAddress(), writer.offsetsAddress(), count);
            }
            return writer.finish();
        }
        if (leaf.physicalWidth() > 0) {
            return convertFixed(writer, count);
        }
        Layout layout = leaf.conversion().layout(leaf.physical());
        try (ColumnWriter numbers = ColumnWriter.fixed(allocator, layout, count)) {
            for (int row = 0; row < count; row++) {
                int start = Memory.getInt(writer.offsetsAddress() + 4L * row);
                int length = Memory.getInt(writer.offsetsAddress() + 4L * (row + 1)) - start;
                long bytes = writer.dataAddress() + start;
                if (layout == Layout.INT64) {
                    long value = BigEndian.toLong(bytes, length);
                    Memory.putLong(numbers.dataAddress() + 8L * row, value);
                } else {
                    BigEndian.toInt128(bytes, length, numbers.dataAddress() + 16L * row);
                }
            }
            return numbers.finish();
        }
    }

    /// Converts values of a fixed length that came in an encoding for byte arrays.
    private Column convertFixed(ColumnWriter writer, int count) {
        int width = leaf.physicalWidth();
        for (int row = 0; row <= count; row++) {
            if (Memory.getInt(writer.offsetsAddress() + 4L * row) != row * width) {
                throw new CorruptPageException("a value is not " + width + " bytes long");
            }
        }
        return new FixedConverter(leaf, allocator).convert(writer.dataAddress(), count);
    }
}
