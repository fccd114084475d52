package dev.sabot.exec.function.operator;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowKernels.RowFunction;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.kernel.Calendar;
import dev.sabot.exec.kernel.ZoneOffsets;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;
import java.util.function.LongBinaryOperator;

/// Adds and subtracts dates, times, timestamps and intervals.
///
/// Months are added to the calendar date, in the session's zone for TIMESTAMP WITH TIME ZONE, and a
/// day past the end of the month becomes its last. INTERVAL DAY TO SECOND is an exact span.
///
/// **Errors**: DATETIME_OVERFLOW.
final class DateTimeArithmetic {
    private DateTimeArithmetic() {}

    private static Kernel kernel(DataType type, RowFunction function) {
        return RowKernels.row(function).kernel(List.of(), type, List.of());
    }

    private static SabotException overflow(DataType type) {
        return new SabotException(
                ErrorCode.DATETIME_OVERFLOW, "the result is outside the range of " + type);
    }

    private static void set(RowResult result, DataType type, LongBinaryOperator sum, Row row) {
        long value;
        try {
            value = sum.applyAsLong(row.getLong(0), row.getLong(1));
        } catch (ArithmeticException e) {
            throw new SabotException(
                    ErrorCode.DATETIME_OVERFLOW, "the result is outside the range of " + type, e);
        }
        if (type.kind() == TypeKind.DATE || type.kind() == TypeKind.INTERVAL_MONTH) {
            if (value != (int) value) {
                throw overflow(type);
            }
        }
        result.setLong(value);
    }

    /// Computes `point + sign * interval`, the point being argument `point`, 0 or 1.
    static Kernel addInterval(DataType point, DataType interval, DataType result, int at) {
        return addSigned(point, interval, result, at, 1);
    }

    /// Computes `point - interval`.
    static Kernel subtractInterval(DataType point, DataType interval, DataType result) {
        return addSigned(point, interval, result, 0, -1);
    }

    private static Kernel addSigned(
            DataType point, DataType interval, DataType type, int at, int sign) {
        boolean isMonths = interval.kind() == TypeKind.INTERVAL_MONTH;
        if (point.kind() == TypeKind.TIMESTAMP_TZ && isMonths) {
            return addMonthsInZone(type, at, sign);
        }
        LongBinaryOperator sum = adder(point.kind(), interval.kind(), type.kind(), sign);
        LongBinaryOperator inOrder =
                at == 0 ? sum : (first, second) -> sum.applyAsLong(second, first);
        return kernel(type, (row, result) -> set(result, type, inOrder, row));
    }

    private static LongBinaryOperator adder(
            TypeKind point, TypeKind interval, TypeKind result, int sign) {
        boolean isMonths = interval == TypeKind.INTERVAL_MONTH;
        return switch (point) {
            case DATE -> {
                if (isMonths) {
                    yield result == TypeKind.DATE
                            ? (day, months) -> Calendar.addMonths(day, sign * months)
                            : (day, months) ->
                                    Math.multiplyExact(
                                            Calendar.addMonths(day, sign * months),
                                            Calendar.MICROS_PER_DAY);
                }
                yield result == TypeKind.DATE
                        ? (day, micros) ->
                                day + Math.floorDiv(sign * micros, Calendar.MICROS_PER_DAY)
                        : (day, micros) ->
                                addExact(
                                        Math.multiplyExact(day, Calendar.MICROS_PER_DAY),
                                        micros,
                                        sign);
            }
            case TIME ->
                    (time, micros) ->
                            Math.floorMod(
                                    time + sign * (micros % Calendar.MICROS_PER_DAY),
                                    Calendar.MICROS_PER_DAY);
            case TIMESTAMP, TIMESTAMP_TZ ->
                    isMonths
                            ? (time, months) -> addMonths(time, sign * months)
                            : (time, micros) -> addExact(time, micros, sign);
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    REAL,
                    DOUBLE,
                    DECIMAL,
                    VARCHAR,
                    VARBINARY,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    throw new IllegalArgumentException(point + " is no point in time");
        };
    }

    private static long addExact(long value, long micros, int sign) {
        return sign > 0 ? Math.addExact(value, micros) : Math.subtractExact(value, micros);
    }

    private static long addMonths(long micros, long months) {
        long day = Math.floorDiv(micros, Calendar.MICROS_PER_DAY);
        long time = Math.floorMod(micros, Calendar.MICROS_PER_DAY);
        long moved = Calendar.addMonths(day, months);
        return Math.addExact(Math.multiplyExact(moved, Calendar.MICROS_PER_DAY), time);
    }

    /// Computes `instant + sign * months` in the session's zone, the instant being argument `at`.
    private static Kernel addMonthsInZone(DataType type, int at, int sign) {
        return (arguments, numRows, active, context) -> {
            ZoneOffsets zone = new ZoneOffsets(context.timeZone());
            LongBinaryOperator sum =
                    (first, second) -> {
                        long instant = at == 0 ? first : second;
                        long months = sign * (at == 0 ? second : first);
                        return zone.toInstant(addMonths(zone.toLocal(instant), months));
                    };
            return kernel(type, (row, result) -> set(result, type, sum, row))
                    .evaluate(arguments, numRows, active, context);
        };
    }

    /// Computes `interval * number`, the interval being argument `at`, rounded half up.
    static Kernel multiply(DataType type, int at) {
        return kernel(
                type,
                (row, result) ->
                        result.setLong(rounded(row.getLong(at) * row.getDouble(1 - at), type)));
    }

    /// Computes `interval * integer` exactly, the interval being argument `at`.
    static Kernel multiplyExact(DataType type) {
        return kernel(type, (row, result) -> set(result, type, Math::multiplyExact, row));
    }

    /// Computes `interval / number`.
    static Kernel divide(DataType type) {
        return kernel(
                type,
                (row, result) -> {
                    double divisor = row.getDouble(1);
                    if (divisor == 0) {
                        throw ArithmeticErrors.divisionByZero();
                    }
                    result.setLong(rounded(row.getLong(0) / divisor, type));
                });
    }

    private static long rounded(double value, DataType type) {
        double limit = type.kind() == TypeKind.INTERVAL_MONTH ? 0x1p31 : 0x1p63;
        double rounded = Math.rint(value);
        if (!(rounded >= -limit && rounded < limit)) {
            throw overflow(type);
        }
        return (long) rounded;
    }
}
