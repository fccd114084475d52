package dev.sabot.format.parquet.file;

import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What a footer says of a chunk, in the Java form of filter domains.
///
/// @param min no value is less, or null when unknown
/// @param max no value is greater, or null when unknown
/// @param nullCount nulls, or -1 when unknown
/// @param numValues values, nulls included
public record ChunkStatistics(
        @Nullable Object min, @Nullable Object max, long nullCount, long numValues) {

    /// Says whether no row has a value.
    public boolean isAllNull() {
        return nullCount >= 0 && nullCount == numValues;
    }

    /// Reads the statistics of a leaf in a row group; what cannot be trusted is left out.
    ///
    /// The old fields `min` and `max` are taken for signed numbers only, because writers disagreed
    /// on the order of everything else. NaN bounds are dropped and zeros widened to both signs.
    public static ChunkStatistics of(
            SchemaNode.Leaf leaf, RowGroupInfo rowGroup, FileFooter footer) {
        ChunkInfo chunk = rowGroup.chunk(leaf);
        Statistics statistics = chunk.statistics();
        if (statistics == null) {
            return new ChunkStatistics(null, null, -1, chunk.numValues());
        }
        long nullCount = statistics.isSetNull_count() ? statistics.getNull_count() : -1;
        if (leaf.maxRepetition() > 0) {
            return new ChunkStatistics(null, null, nullCount, chunk.numValues());
        }
        Object min = null;
        Object max = null;
        try {
            if (footer.hasTypeOrder()[leaf.index()] || isSignedNumber(leaf)) {
                min = bound(leaf, statistics.getMin_value(), false);
                max = bound(leaf, statistics.getMax_value(), true);
            }
            if (min == null && max == null && isSignedNumber(leaf)) {
                min = bound(leaf, statistics.getMin(), false);
                max = bound(leaf, statistics.getMax(), true);
            }
        } catch (ArithmeticException _) {
            return new ChunkStatistics(null, null, nullCount, chunk.numValues());
        }
        return new ChunkStatistics(min, max, nullCount, chunk.numValues());
    }

    private static boolean isSignedNumber(SchemaNode.Leaf leaf) {
        boolean isNumber =
                leaf.physical() == Type.INT32
                        || leaf.physical() == Type.INT64
                        || leaf.physical() == Type.FLOAT
                        || leaf.physical() == Type.DOUBLE;
        return isNumber
                && leaf.conversion() != Conversion.UINT32_TO_INT64
                && leaf.conversion() != Conversion.UINT64_TO_INT128;
    }

    private static @Nullable Object bound(
            SchemaNode.Leaf leaf, byte @Nullable [] bytes, boolean isMax) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int width = leaf.physicalWidth();
        if (width > 0 && bytes.length != width || width == 0 && bytes.length != 1) {
            return null;
        }
        return switch (leaf.physical()) {
            case BOOLEAN -> bytes[0] != 0;
            case INT32 -> integer(leaf, buffer.getInt());
            case INT64 -> integer(leaf, buffer.getLong());
            case FLOAT -> approximate(buffer.getFloat(), isMax);
            case DOUBLE -> approximate(buffer.getDouble(), isMax);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ofBytes(leaf, bytes, isMax);
            case INT96 -> null;
        };
    }

    private static @Nullable Object integer(SchemaNode.Leaf leaf, long value) {
        if (leaf.type().isDecimal()) {
            return leaf.conversion() == Conversion.UINT64_TO_INT128
                    ? new BigInteger(Long.toUnsignedString(value))
                    : BigInteger.valueOf(value);
        }
        return switch (leaf.conversion()) {
            case COPY, INT32_TO_INT64, INT32_TO_INT16, INT32_TO_INT8 -> value;
            case UINT32_TO_INT64 -> value & 0xFFFFFFFFL;
            case INT32_MILLIS_TO_MICROS, INT64_MILLIS_TO_MICROS ->
                    Math.multiplyExact(value, 1_000L);
            case INT64_NANOS_TO_MICROS -> Math.floorDiv(value, 1_000L);
            case UINT64_TO_INT128,
                    INT96_TO_MICROS,
                    FLOAT_TO_DOUBLE,
                    FLOAT16_TO_FLOAT,
                    BYTES_TO_INT64,
                    BYTES_TO_INT128,
                    BYTES_TO_UUID,
                    FIXED_TO_VARLEN,
                    UNSUPPORTED ->
                    null;
        };
    }

    private static @Nullable Double approximate(double value, boolean isMax) {
        if (Double.isNaN(value)) {
            return null;
        }
        if (value == 0) {
            return isMax ? 0.0 : -0.0;
        }
        return value;
    }

    private static @Nullable Object ofBytes(SchemaNode.Leaf leaf, byte[] bytes, boolean isMax) {
        if (leaf.type().isDecimal()) {
            return bytes.length == 0 ? null : new BigInteger(bytes);
        }
        boolean isText =
                leaf.type().equals(dev.sabot.type.DataType.VARCHAR)
                        && leaf.conversion() != Conversion.BYTES_TO_UUID;
        return isText ? text(bytes, isMax) : null;
    }

    /// Bounds may be cut off in the middle of a character: a lower one is cut once more, an upper
    /// one dropped.
    private static @Nullable String text(byte[] bytes, boolean isMax) {
        for (int length = bytes.length; length >= Math.max(0, bytes.length - 3); length--) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, length))
                        .toString();
            } catch (CharacterCodingException _) {
                if (isMax) {
                    return null;
                }
            }
        }
        return null;
    }
}
