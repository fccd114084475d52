package dev.sabot.format.parquet.file;

import dev.sabot.type.DataType;
import dev.sabot.type.Layout;
import dev.sabot.type.TypeKind;

import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/// Says how values on disk become values of a column.
public enum Conversion {
    /// The bytes are the same.
    COPY(null),
    INT32_TO_INT8(Layout.INT8),
    INT32_TO_INT16(Layout.INT16),
    INT32_TO_INT64(Layout.INT64),
    UINT32_TO_INT64(Layout.INT64),
    INT32_MILLIS_TO_MICROS(Layout.INT64),
    INT64_MILLIS_TO_MICROS(Layout.INT64),
    /// Rounds down, so that instants before 1970 keep their order.
    INT64_NANOS_TO_MICROS(Layout.INT64),
    UINT64_TO_INT128(Layout.INT128),
    /// Nanoseconds of the day and Julian day number; rounds down.
    INT96_TO_MICROS(Layout.INT64),
    FLOAT_TO_DOUBLE(Layout.FLOAT64),
    FLOAT16_TO_FLOAT(Layout.FLOAT32),
    /// Big-endian two's complement of any length, fixed or not.
    BYTES_TO_INT64(Layout.INT64),
    BYTES_TO_INT128(Layout.INT128),
    BYTES_TO_UUID(Layout.VARLEN),
    FIXED_TO_VARLEN(Layout.VARLEN),
    /// The values have a meaning that no SQL type has.
    UNSUPPORTED(Layout.VARLEN);

    private final @Nullable Layout layout;

    Conversion(@Nullable Layout layout) {
        this.layout = layout;
    }

    /// Returns the layout of the column this makes of values of a physical type.
    public Layout layout(Type physical) {
        if (layout != null) {
            return layout;
        }
        return switch (physical) {
            case BOOLEAN -> Layout.BIT;
            case INT32 -> Layout.INT32;
            case INT64 -> Layout.INT64;
            case FLOAT -> Layout.FLOAT32;
            case DOUBLE -> Layout.FLOAT64;
            case BYTE_ARRAY -> Layout.VARLEN;
            case INT96, FIXED_LEN_BYTE_ARRAY ->
                    throw new IllegalStateException(physical + " is never copied");
        };
    }

    /// Returns a leaf that gives its values as another type without loss, or null when it cannot.
    static SchemaNode.@Nullable Leaf widen(SchemaNode.Leaf leaf, DataType wanted) {
        DataType type = leaf.type();
        if (type.equals(wanted)) {
            return leaf;
        }
        if (type.kind() == wanted.kind()) {
            return widenWithinKind(leaf, wanted);
        }
        boolean isSmallInteger =
                leaf.physical() == Type.INT32
                        && (leaf.conversion() == COPY
                                || leaf.conversion() == INT32_TO_INT16
                                || leaf.conversion() == INT32_TO_INT8);
        if (isSmallInteger && type.kind().isInteger()) {
            if (wanted.kind() == TypeKind.BIGINT) {
                return leaf.as(wanted, INT32_TO_INT64);
            }
            if (wanted.kind() == TypeKind.INTEGER) {
                return leaf.as(wanted, COPY);
            }
            if (wanted.kind() == TypeKind.SMALLINT && type.kind() == TypeKind.TINYINT) {
                return leaf.as(wanted, INT32_TO_INT16);
            }
        }
        if (type.kind() == TypeKind.REAL
                && wanted.kind() == TypeKind.DOUBLE
                && leaf.conversion() == COPY) {
            return leaf.as(wanted, FLOAT_TO_DOUBLE);
        }
        return null;
    }

    private static SchemaNode.@Nullable Leaf widenWithinKind(
            SchemaNode.Leaf leaf, DataType wanted) {
        DataType type = leaf.type();
        if (type.isDecimal()) {
            return type.scale() == wanted.scale() && type.precision() <= wanted.precision()
                    ? leaf.as(wanted, leaf.conversion())
                    : null;
        }
        return type.kind().isDateTime() && type.precision() <= wanted.precision()
                ? leaf.as(wanted, leaf.conversion())
                : null;
    }
}
