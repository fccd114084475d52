package dev.sabot.exec.function.cast;

import dev.sabot.error.ErrorCode;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Casts among numbers and BOOLEAN.
final class NumberCasts {
    private static final double EXACT_DOUBLE = 0x1p53;

    private NumberCasts() {}

    /// Says whether [DenseCast] may know a faster way.
    static boolean isDense(DataType from, DataType to) {
        boolean isExact = from.kind().isInteger() || from.isDecimal();
        return isExact
                && (to.kind() == TypeKind.BIGINT || to.kind() == TypeKind.DOUBLE || to.isDecimal());
    }

    static RowCast.@Nullable Factory cast(DataType from, DataType to) {
        return switch (from.kind()) {
            case BOOLEAN -> fromBoolean(to);
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> fromExact(from, to);
            case REAL, DOUBLE -> fromDouble(from, to);
            case NULL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    private static RowCast.@Nullable Factory fromBoolean(DataType to) {
        if (!to.kind().isNumeric()) {
            return null;
        }
        boolean isDouble = to.kind().isApproximate();
        return _ -> {
            Int128 value = new Int128();
            return (row, result) -> {
                boolean bool = row.getBoolean(0);
                if (isDouble) {
                    result.setDouble(bool ? 1 : 0);
                    return null;
                }
                value.set(bool ? 1 : 0);
                return storeExact(value, 0, to, result);
            };
        };
    }

    private static RowCast.@Nullable Factory fromExact(DataType from, DataType to) {
        int scale = from.scale();
        return switch (to.kind()) {
            case BOOLEAN ->
                    _ ->
                            (row, result) -> {
                                result.setBoolean((row.getLow(0) | row.getHigh(0)) != 0);
                                return null;
                            };
            case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
                    _ -> {
                        Int128 value = new Int128();
                        return (row, result) -> {
                            value.set(row.getHigh(0), row.getLow(0));
                            return storeExact(value, scale, to, result);
                        };
                    };
            case REAL, DOUBLE ->
                    _ ->
                            (row, result) -> {
                                result.setDouble(
                                        Int128.toDouble(row.getHigh(0), row.getLow(0), scale));
                                return null;
                            };
            case NULL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    /// Rounds an unscaled value half away from zero and stores it as an integer or DECIMAL.
    static @Nullable ErrorCode storeExact(Int128 value, int scale, DataType to, RowResult result) {
        if (scale > to.scale()) {
            value.scaleDown(scale - to.scale());
        } else if (!value.scaleUp(to.scale() - scale)) {
            return ErrorCode.OVERFLOW;
        }
        if (to.isDecimal()) {
            if (!value.fitsPrecision(to.precision())) {
                return ErrorCode.OVERFLOW;
            }
            result.setDecimal(value.high(), value.low());
            return null;
        }
        return value.fitsLong() ? storeLong(value.low(), to, result) : ErrorCode.OVERFLOW;
    }

    static @Nullable ErrorCode storeLong(long value, DataType to, RowResult result) {
        boolean fits =
                switch (to.kind()) {
                    case TINYINT -> value == (byte) value;
                    case SMALLINT -> value == (short) value;
                    case INTEGER -> value == (int) value;
                    case BIGINT -> true;
                    case NULL,
                            BOOLEAN,
                            REAL,
                            DOUBLE,
                            DECIMAL,
                            VARCHAR,
                            VARBINARY,
                            DATE,
                            TIME,
                            TIMESTAMP,
                            TIMESTAMP_TZ,
                            INTERVAL_MONTH,
                            INTERVAL_DAY,
                            ARRAY,
                            ROW,
                            MAP ->
                            throw new IllegalArgumentException(to + " is no integer");
                };
        if (fits) {
            result.setLong(value);
        }
        return fits ? null : ErrorCode.OVERFLOW;
    }

    private static RowCast.@Nullable Factory fromDouble(DataType from, DataType to) {
        return switch (to.kind()) {
            case BOOLEAN ->
                    _ ->
                            (row, result) -> {
                                result.setBoolean(row.getDouble(0) != 0);
                                return null;
                            };
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    _ ->
                            (row, result) -> {
                                double rounded = Math.rint(row.getDouble(0));
                                return rounded >= -0x1p63 && rounded < 0x1p63
                                        ? storeLong((long) rounded, to, result)
                                        : ErrorCode.OVERFLOW;
                            };
            case DECIMAL ->
                    _ -> {
                        Int128 value = new Int128();
                        boolean isReal = from.kind() == TypeKind.REAL;
                        return (row, result) ->
                                storeDouble(row.getDouble(0), isReal, value, to, result);
                    };
            case REAL ->
                    _ ->
                            (row, result) -> {
                                double value = row.getDouble(0);
                                result.setDouble(value);
                                return Double.isFinite(value) && Float.isInfinite((float) value)
                                        ? ErrorCode.OVERFLOW
                                        : null;
                            };
            case DOUBLE ->
                    _ ->
                            (row, result) -> {
                                result.setDouble(row.getDouble(0));
                                return null;
                            };
            case NULL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    null;
        };
    }

    /// Rounds half away from zero the product with the power of ten, so that 0.15 is 0.2 with one
    /// digit although the nearest double is a little less; past 53 bits the shortest decimal
    /// counts.
    private static @Nullable ErrorCode storeDouble(
            double number, boolean isReal, Int128 value, DataType to, RowResult result) {
        if (!Double.isFinite(number)) {
            return ErrorCode.OVERFLOW;
        }
        double scaled =
                number * Int128.toDouble(Int128.tenHigh(to.scale()), Int128.tenLow(to.scale()), 0);
        if (Math.abs(scaled) < EXACT_DOUBLE && to.scale() <= 22) {
            long whole = (long) scaled;
            double rest = Math.abs(scaled - whole);
            whole += rest >= 0.5 ? (scaled < 0 ? -1 : 1) : 0;
            value.set(whole);
        } else {
            String shortest = isReal ? Float.toString((float) number) : Double.toString(number);
            BigDecimal exact = new BigDecimal(shortest).setScale(to.scale(), RoundingMode.HALF_UP);
            if (exact.precision() > to.precision()) {
                return ErrorCode.OVERFLOW;
            }
            value.set(exact.unscaledValue());
        }
        if (!value.fitsPrecision(to.precision())) {
            return ErrorCode.OVERFLOW;
        }
        result.setDecimal(value.high(), value.low());
        return null;
    }
}
