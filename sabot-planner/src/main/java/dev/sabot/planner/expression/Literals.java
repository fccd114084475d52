package dev.sabot.planner.expression;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;

import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Translates constants between Calcite and [Literal].
public final class Literals {
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MICRO_DIGITS = 6;

    /// Microseconds as a decimal number of milliseconds, in which Calcite counts.
    private static final int MILLI_SCALE = 3;

    /// The dates Calcite can write: years 1 to 9999.
    private static final long MIN_DAY = LocalDate.of(1, 1, 1).toEpochDay();

    private static final long MAX_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private Literals() {}

    /// Returns Sabot's form of a constant.
    public static Literal toLiteral(RexLiteral literal) {
        DataType type = TypeMapping.toDataType(literal.getType());
        return new Literal(literal.isNull() ? null : value(literal, type), type);
    }

    private static @Nullable Object value(RexLiteral literal, DataType type) {
        return switch (type.kind()) {
            case NULL -> null;
            case BOOLEAN -> RexLiteral.booleanValue(literal);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> number(literal).longValueExact();
            case REAL, DOUBLE -> number(literal).doubleValue();
            case DECIMAL ->
                    number(literal).setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
            case VARCHAR -> literal.getValueAs(String.class);
            case VARBINARY ->
                    Objects.requireNonNull(literal.getValueAs(ByteString.class)).getBytes();
            case DATE -> (long) date(literal).getDaysSinceEpoch();
            case TIME -> micros(Objects.requireNonNull(literal.getValueAs(TimeString.class)));
            case TIMESTAMP, TIMESTAMP_TZ ->
                    micros(Objects.requireNonNull(literal.getValueAs(TimestampString.class)));
            case INTERVAL_MONTH -> number(literal).longValueExact();
            case INTERVAL_DAY ->
                    number(literal)
                            .multiply(BigDecimal.valueOf(MICROS_PER_MILLI))
                            .setScale(0, RoundingMode.HALF_UP)
                            .longValueExact();
            case ARRAY, ROW -> elements(literal);
            case MAP -> throw new SabotException(ErrorCode.UNSUPPORTED, "constants of type MAP");
        };
    }

    private static DateString date(RexLiteral literal) {
        return Objects.requireNonNull(literal.getValueAs(DateString.class));
    }

    private static BigDecimal number(RexLiteral literal) {
        Object value = literal.getValue();
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Double number -> BigDecimal.valueOf(number);
            case Float number -> BigDecimal.valueOf(number);
            case Number number -> new BigDecimal(number.toString());
            case null, default -> throw new IllegalArgumentException("no number: " + literal);
        };
    }

    private static List<@Nullable Object> elements(RexLiteral literal) {
        List<?> values = Objects.requireNonNull(literal.getValueAs(List.class));
        List<@Nullable Object> elements = new ArrayList<>(values.size());
        for (Object value : values) {
            elements.add(toLiteral((RexLiteral) value).value());
        }
        return elements;
    }

    private static long micros(TimeString time) {
        return LocalTime.parse(time.toString()).toNanoOfDay() / NANOS_PER_MICRO;
    }

    private static long micros(TimestampString timestamp) {
        LocalDateTime value = LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), value);
    }

    /// Returns Calcite's form of a constant, or null when it cannot write it.
    public static @Nullable RexNode toRex(Literal literal, RelDataType type, RexBuilder rex) {
        Object value = literal.value();
        if (value == null) {
            return rex.makeNullLiteral(type);
        }
        return switch (literal.type().kind()) {
            case NULL -> rex.makeNullLiteral(type);
            case BOOLEAN -> rex.makeLiteral((Boolean) value);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    rex.makeLiteral(BigDecimal.valueOf((Long) value), type, true);
            case REAL, DOUBLE -> finite((Double) value, type, rex);
            case DECIMAL ->
                    rex.makeLiteral(
                            new BigDecimal((BigInteger) value, literal.type().scale()), type, true);
            case VARCHAR -> rex.makeLiteral(value, type, true);
            case VARBINARY -> rex.makeLiteral(new ByteString((byte[]) value), type, true);
            case DATE -> date((Long) value, rex);
            case TIMESTAMP -> timestamp((Long) value, literal.type(), rex);
            case INTERVAL_MONTH ->
                    rex.makeIntervalLiteral(
                            BigDecimal.valueOf((Long) value),
                            Objects.requireNonNull(type.getIntervalQualifier()));
            case INTERVAL_DAY ->
                    rex.makeIntervalLiteral(
                            BigDecimal.valueOf((Long) value, MILLI_SCALE),
                            Objects.requireNonNull(type.getIntervalQualifier()));
            case TIME, TIMESTAMP_TZ, ARRAY, ROW, MAP -> null;
        };
    }

    private static @Nullable RexNode finite(double value, RelDataType type, RexBuilder rex) {
        return Double.isFinite(value) ? rex.makeLiteral(value, type, true) : null;
    }

    private static @Nullable RexNode date(long days, RexBuilder rex) {
        return days < MIN_DAY || days > MAX_DAY
                ? null
                : rex.makeDateLiteral(DateString.fromDaysSinceEpoch((int) days));
    }

    private static @Nullable RexNode timestamp(long micros, DataType type, RexBuilder rex) {
        LocalDateTime value =
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L),
                        (int) (Math.floorMod(micros, 1_000_000L) * NANOS_PER_MICRO),
                        ZoneOffset.UTC);
        if (value.getYear() < 1 || value.getYear() > 9999) {
            return null;
        }
        TimestampString text =
                new TimestampString(
                                value.getYear(),
                                value.getMonthValue(),
                                value.getDayOfMonth(),
                                value.getHour(),
                                value.getMinute(),
                                value.getSecond())
                        .withNanos(value.getNano());
        return rex.makeTimestampLiteral(text, Math.min(type.precision(), MICRO_DIGITS));
    }
}
