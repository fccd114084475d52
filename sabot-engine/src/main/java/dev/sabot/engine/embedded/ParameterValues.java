package dev.sabot.engine.embedded;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.UUID;

/// Turns the driver's parameter values into literals.
final class ParameterValues {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    private ParameterValues() {}

    /// Returns the value as a literal of the declared type, or of its own type when none is
    /// declared.
    ///
    /// **Errors**: TYPE_MISMATCH for a Java type no SQL type stands for.
    static Literal literal(@Nullable Object value, DataType declared) {
        if (value == null) {
            return new Literal(null, declared);
        }
        Literal own = own(value);
        boolean isSame = own.type().kind() == declared.kind();
        if (isSame && declared.isDecimal() && value instanceof BigDecimal decimal) {
            return new Literal(
                    decimal.setScale(declared.scale(), java.math.RoundingMode.HALF_UP)
                            .unscaledValue(),
                    declared);
        }
        boolean isInteger = own.type().kind().isInteger() && declared.kind().isInteger();
        boolean isApproximate =
                own.type().kind().isApproximate() && declared.kind().isApproximate();
        return isSame || isInteger || isApproximate ? new Literal(own.value(), declared) : own;
    }

    private static Literal own(Object value) {
        return switch (value) {
            case Boolean bool -> new Literal(bool, DataType.BOOLEAN);
            case Byte number -> new Literal(number.longValue(), DataType.TINYINT);
            case Short number -> new Literal(number.longValue(), DataType.SMALLINT);
            case Integer number -> new Literal(number.longValue(), DataType.INTEGER);
            case Long number -> new Literal(number, DataType.BIGINT);
            case Float number -> new Literal(number.doubleValue(), DataType.REAL);
            case Double number -> new Literal(number, DataType.DOUBLE);
            case BigDecimal decimal -> decimal(decimal);
            case String text -> new Literal(text, DataType.VARCHAR);
            case byte[] bytes -> new Literal(bytes, DataType.VARBINARY);
            case LocalDate date -> new Literal(date.toEpochDay(), DataType.DATE);
            case LocalTime time -> new Literal(time.toNanoOfDay() / 1_000, DataType.TIME);
            case LocalDateTime timestamp ->
                    new Literal(micros(timestamp.toInstant(ZoneOffset.UTC)), DataType.TIMESTAMP);
            case Instant instant -> new Literal(micros(instant), DataType.TIMESTAMP_TZ);
            case Period period -> new Literal(period.toTotalMonths(), DataType.INTERVAL_MONTH);
            case Duration duration ->
                    new Literal(duration.toNanos() / 1_000, DataType.INTERVAL_DAY);
            case UUID uuid -> new Literal(uuid.toString(), DataType.VARCHAR);
            default ->
                    throw new SabotException(
                            ErrorCode.TYPE_MISMATCH,
                            "a parameter cannot be a "
                                    + value.getClass().getName()
                                    + "; bind a number, text, date, time or binary value");
        };
    }

    private static Literal decimal(BigDecimal decimal) {
        BigDecimal plain = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
        int precision = Math.max(plain.precision(), plain.scale());
        if (precision > DataType.MAX_DECIMAL_PRECISION) {
            throw new SabotException(
                    ErrorCode.OVERFLOW, "a DECIMAL has at most 38 digits, not " + precision);
        }
        return new Literal(
                plain.unscaledValue(), DataType.decimal(Math.max(1, precision), plain.scale()));
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
                instant.getNano() / 1_000);
    }
}
