package dev.sabot.format.parquet.file;

import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Maps physical types with their annotations to SQL types.
///
/// | Parquet | SQL |
/// |---|---|
/// | INT(8..64), signed | TINYINT to BIGINT |
/// | UINT(8), UINT(16), UINT(32), UINT(64) | SMALLINT, INTEGER, BIGINT, DECIMAL(20, 0) |
/// | DECIMAL, DATE, TIME | the same; times in microseconds, rounded down |
/// | TIMESTAMP | TIMESTAMP, or WITH TIME ZONE when adjusted to UTC; nanoseconds rounded down |
/// | INT96 | TIMESTAMP |
/// | STRING, ENUM, JSON | VARCHAR |
/// | FLOAT16, UUID | REAL, VARCHAR |
/// | BSON, geometries (WKB), plain BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY | VARBINARY |
///
/// What is not listed (INTERVAL, VARIANT) is refused when it is selected.
final class LeafTypes {
    /// A SQL type and the way to it.
    record Mapping(DataType type, Conversion conversion) {}

    private static final Mapping UNSUPPORTED =
            new Mapping(DataType.VARBINARY, Conversion.UNSUPPORTED);
    private static final Mapping TEXT = new Mapping(DataType.VARCHAR, Conversion.COPY);

    private LeafTypes() {}

    static Mapping map(SchemaElement element, Type physical) {
        LogicalType logical = element.getLogicalType();
        ConvertedType converted = element.getConverted_type();
        Mapping mapped = logical == null ? null : fromLogical(element, physical, logical);
        if (mapped == null && converted != null) {
            mapped = fromConverted(element, physical, converted);
        }
        return mapped == null ? fromPhysical(physical) : mapped;
    }

    private static Mapping fromPhysical(Type physical) {
        return switch (physical) {
            case BOOLEAN -> new Mapping(DataType.BOOLEAN, Conversion.COPY);
            case INT32 -> new Mapping(DataType.INTEGER, Conversion.COPY);
            case INT64 -> new Mapping(DataType.BIGINT, Conversion.COPY);
            case INT96 -> new Mapping(DataType.TIMESTAMP, Conversion.INT96_TO_MICROS);
            case FLOAT -> new Mapping(DataType.REAL, Conversion.COPY);
            case DOUBLE -> new Mapping(DataType.DOUBLE, Conversion.COPY);
            case BYTE_ARRAY -> new Mapping(DataType.VARBINARY, Conversion.COPY);
            case FIXED_LEN_BYTE_ARRAY ->
                    new Mapping(DataType.VARBINARY, Conversion.FIXED_TO_VARLEN);
        };
    }

    /// Returns null for an annotation that does not suit the physical type: it is then ignored.
    private static @Nullable Mapping fromLogical(
            SchemaElement element, Type physical, LogicalType logical) {
        if (logical.isSetSTRING() || logical.isSetENUM() || logical.isSetJSON()) {
            return text(physical);
        }
        if (logical.isSetDECIMAL()) {
            DecimalType decimal = logical.getDECIMAL();
            return decimal(physical, decimal.getPrecision(), decimal.getScale());
        }
        if (logical.isSetDATE()) {
            return physical == Type.INT32 ? new Mapping(DataType.DATE, Conversion.COPY) : null;
        }
        if (logical.isSetTIME()) {
            return time(physical, unit(logical.getTIME().getUnit()));
        }
        if (logical.isSetTIMESTAMP()) {
            boolean isUtc = logical.getTIMESTAMP().isIsAdjustedToUTC();
            return timestamp(physical, unit(logical.getTIMESTAMP().getUnit()), isUtc);
        }
        if (logical.isSetINTEGER()) {
            IntType integer = logical.getINTEGER();
            return integer(physical, integer.getBitWidth(), integer.isIsSigned());
        }
        if (logical.isSetUUID()) {
            return isFixed(element, 16)
                    ? new Mapping(DataType.VARCHAR, Conversion.BYTES_TO_UUID)
                    : null;
        }
        if (logical.isSetFLOAT16()) {
            return isFixed(element, 2)
                    ? new Mapping(DataType.REAL, Conversion.FLOAT16_TO_FLOAT)
                    : null;
        }
        boolean isPlain =
                logical.isSetBSON()
                        || logical.isSetUNKNOWN()
                        || logical.isSetGEOMETRY()
                        || logical.isSetGEOGRAPHY();
        if (isPlain) {
            return null;
        }
        return UNSUPPORTED;
    }

    private static @Nullable Mapping fromConverted(
            SchemaElement element, Type physical, ConvertedType converted) {
        return switch (converted) {
            case UTF8, ENUM, JSON -> text(physical);
            case DECIMAL -> decimal(physical, element.getPrecision(), element.getScale());
            case DATE ->
                    physical == Type.INT32 ? new Mapping(DataType.DATE, Conversion.COPY) : null;
            case TIME_MILLIS ->
                    physical == Type.INT32
                            ? new Mapping(time(3), Conversion.INT32_MILLIS_TO_MICROS)
                            : null;
            case TIME_MICROS ->
                    physical == Type.INT64 ? new Mapping(time(6), Conversion.COPY) : null;
            case TIMESTAMP_MILLIS ->
                    physical == Type.INT64
                            ? new Mapping(instant(3, true), Conversion.INT64_MILLIS_TO_MICROS)
                            : null;
            case TIMESTAMP_MICROS ->
                    physical == Type.INT64 ? new Mapping(instant(6, true), Conversion.COPY) : null;
            case INT_8 -> integer(physical, 8, true);
            case INT_16 -> integer(physical, 16, true);
            case INT_32 -> integer(physical, 32, true);
            case INT_64 -> integer(physical, 64, true);
            case UINT_8 -> integer(physical, 8, false);
            case UINT_16 -> integer(physical, 16, false);
            case UINT_32 -> integer(physical, 32, false);
            case UINT_64 -> integer(physical, 64, false);
            case INTERVAL -> UNSUPPORTED;
            case BSON, LIST, MAP, MAP_KEY_VALUE -> null;
        };
    }

    private static TimeUnit unit(@Nullable TimeUnit unit) {
        return ThriftReader.required(unit, "a time unit");
    }

    private static @Nullable Mapping text(Type physical) {
        return switch (physical) {
            case BYTE_ARRAY -> TEXT;
            case FIXED_LEN_BYTE_ARRAY -> new Mapping(DataType.VARCHAR, Conversion.FIXED_TO_VARLEN);
            case BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE -> null;
        };
    }

    private static @Nullable Mapping decimal(Type physical, int precision, int scale) {
        if (precision < 1
                || precision > DataType.MAX_DECIMAL_PRECISION
                || scale < 0
                || scale > precision) {
            return UNSUPPORTED;
        }
        DataType type = DataType.decimal(precision, scale);
        return switch (physical) {
            case INT32 -> new Mapping(type, Conversion.INT32_TO_INT64);
            case INT64 -> new Mapping(type, Conversion.COPY);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                    new Mapping(
                            type,
                            precision <= DataType.MAX_LONG_PRECISION
                                    ? Conversion.BYTES_TO_INT64
                                    : Conversion.BYTES_TO_INT128);
            case BOOLEAN, INT96, FLOAT, DOUBLE -> null;
        };
    }

    private static DataType time(int precision) {
        return new DataType(TypeKind.TIME, precision, 0, List.of());
    }

    private static DataType instant(int precision, boolean isUtc) {
        return new DataType(
                isUtc ? TypeKind.TIMESTAMP_TZ : TypeKind.TIMESTAMP, precision, 0, List.of());
    }

    private static @Nullable Mapping time(Type physical, TimeUnit unit) {
        if (unit.isSetMILLIS()) {
            return physical == Type.INT32
                    ? new Mapping(time(3), Conversion.INT32_MILLIS_TO_MICROS)
                    : null;
        }
        if (physical != Type.INT64) {
            return null;
        }
        return new Mapping(
                time(6), unit.isSetNANOS() ? Conversion.INT64_NANOS_TO_MICROS : Conversion.COPY);
    }

    private static @Nullable Mapping timestamp(Type physical, TimeUnit unit, boolean isUtc) {
        if (physical != Type.INT64) {
            return null;
        }
        if (unit.isSetMILLIS()) {
            return new Mapping(instant(3, isUtc), Conversion.INT64_MILLIS_TO_MICROS);
        }
        return new Mapping(
                instant(6, isUtc),
                unit.isSetNANOS() ? Conversion.INT64_NANOS_TO_MICROS : Conversion.COPY);
    }

    private static @Nullable Mapping integer(Type physical, int bits, boolean isSigned) {
        if (physical == Type.INT64) {
            return isSigned
                    ? new Mapping(DataType.BIGINT, Conversion.COPY)
                    : new Mapping(DataType.decimal(20, 0), Conversion.UINT64_TO_INT128);
        }
        if (physical != Type.INT32) {
            return null;
        }
        return switch (isSigned ? bits : -bits) {
            case 8 -> new Mapping(DataType.TINYINT, Conversion.INT32_TO_INT8);
            case 16, -8 -> new Mapping(DataType.SMALLINT, Conversion.INT32_TO_INT16);
            case 32, -16 -> new Mapping(DataType.INTEGER, Conversion.COPY);
            case -32 -> new Mapping(DataType.BIGINT, Conversion.UINT32_TO_INT64);
            default -> null;
        };
    }

    private static boolean isFixed(SchemaElement element, int length) {
        return element.getType() == Type.FIXED_LEN_BYTE_ARRAY && element.getType_length() == length;
    }
}
