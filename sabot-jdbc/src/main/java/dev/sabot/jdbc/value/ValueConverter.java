package dev.sabot.jdbc.value;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Turns plain values into what a caller wants. Numbers are cut towards zero and checked against the
 * limits of the target (22003); texts are parsed (22018); what never fits is 07006.
 *
 * <p>A zoned timestamp is the same instant whatever zone or Calendar comes with the call; only its
 * date and time of day are those of the session's zone. A plain timestamp needs a Calendar's zone,
 * or the JVM's, only to become a {@link Timestamp}.
 */
public final class ValueConverter {
    private static final double LONG_LIMIT = 0x1p63;
    private static final int LONG_DIGITS = 20;
    private static final int MAXIMUM_DIGITS = 10_000;

    private final ZoneId zone;
    private final TextFormat textFormat;

    /** @param zone the session's time zone */
    public ValueConverter(ZoneId zone) {
        this.zone = zone;
        this.textFormat = new TextFormat(zone);
    }

    public String toText(Object value) {
        return textFormat.text(value);
    }

    public boolean toBoolean(Object value) throws SQLException {
        if (value instanceof Boolean) {
            return (Boolean) value;
        }
        if (value instanceof BigDecimal) {
            return ((BigDecimal) value).signum() != 0;
        }
        if (value instanceof Number) {
            return ((Number) value).doubleValue() != 0;
        }
        if (value instanceof String) {
            return TextParser.bool((String) value);
        }
        throw DataErrors.incompatible(value, "BOOLEAN");
    }

    public byte toByte(Object value) throws SQLException {
        return (byte) toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "TINYINT");
    }

    public short toShort(Object value) throws SQLException {
        return (short) toLong(value, Short.MIN_VALUE, Short.MAX_VALUE, "SMALLINT");
    }

    public int toInt(Object value) throws SQLException {
        return (int) toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER");
    }

    public long toLong(Object value) throws SQLException {
        return toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, "BIGINT");
    }

    /** Returns a whole number within the limits of the target type. */
    public long toLong(Object value, long minimum, long maximum, String target)
            throws SQLException {
        long result;
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            result = ((Number) value).longValue();
        } else if (value instanceof Boolean) {
            result = (Boolean) value ? 1 : 0;
        } else if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            if (!(number >= -LONG_LIMIT && number < LONG_LIMIT)) {
                throw DataErrors.outOfRange(value, target);
            }
            result = (long) number;
        } else if (value instanceof BigDecimal || value instanceof String) {
            BigDecimal number =
                    value instanceof String
                            ? TextParser.decimal((String) value)
                            : (BigDecimal) value;
            result = wholePart(number, target);
        } else {
            throw DataErrors.incompatible(value, target);
        }
        return inRange(result, minimum, maximum, target);
    }

    // The digits are counted first: neither 1e999999999 nor 1e-999999999 may be written out.
    private static long wholePart(BigDecimal number, String target) throws SQLException {
        long digits = (long) number.precision() - number.scale();
        if (digits <= 0) {
            return 0;
        }
        if (digits > LONG_DIGITS) {
            throw DataErrors.outOfRange(number, target);
        }
        BigInteger whole = number.setScale(0, RoundingMode.DOWN).unscaledValue();
        if (whole.bitLength() > 63) {
            throw DataErrors.outOfRange(number, target);
        }
        return whole.longValue();
    }

    /** Returns the value if it lies within the limits, else throws 22003. */
    public static long inRange(long value, long minimum, long maximum, String target)
            throws SQLException {
        if (value < minimum || value > maximum) {
            throw DataErrors.outOfRange(value, target);
        }
        return value;
    }

    public float toFloat(Object value) throws SQLException {
        double wide = value instanceof Float ? (Float) value : toDouble(value);
        float narrow = (float) wide;
        if (Float.isInfinite(narrow) && !Double.isInfinite(wide)) {
            throw DataErrors.outOfRange(value, "REAL");
        }
        return narrow;
    }

    public double toDouble(Object value) throws SQLException {
        if (value instanceof Number) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? 1 : 0;
        }
        if (value instanceof String) {
            return TextParser.real((String) value);
        }
        throw DataErrors.incompatible(value, "DOUBLE");
    }

    public BigDecimal toBigDecimal(Object value) throws SQLException {
        if (value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        if (value instanceof BigInteger) {
            return new BigDecimal((BigInteger) value);
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw DataErrors.outOfRange(value, "DECIMAL");
            }
            return new BigDecimal(value.toString());
        }
        if (value instanceof Number) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Boolean) {
            return (Boolean) value ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (value instanceof String) {
            BigDecimal number = TextParser.decimal((String) value);
            if (Math.abs((long) number.precision() - number.scale()) > MAXIMUM_DIGITS) {
                throw DataErrors.outOfRange(value, "DECIMAL");
            }
            return number;
        }
        throw DataErrors.incompatible(value, "DECIMAL");
    }

    /** Returns a decimal of the given form, rounded half up; 22003 if it has too many digits. */
    public BigDecimal toBigDecimal(Object value, int precision, int scale) throws SQLException {
        BigDecimal number = toBigDecimal(value).setScale(scale, RoundingMode.HALF_UP);
        if (number.precision() > precision) {
            throw DataErrors.outOfRange(value, "DECIMAL(" + precision + ", " + scale + ")");
        }
        return number;
    }

    public byte[] toBytes(Object value) throws SQLException {
        if (value instanceof byte[]) {
            return (byte[]) value;
        }
        if (value instanceof String) {
            return ((String) value).getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof UUID) {
            UUID uuid = (UUID) value;
            return ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        throw DataErrors.incompatible(value, "VARBINARY");
    }

    public LocalDate toLocalDate(Object value) throws SQLException {
        if (value instanceof LocalDate) {
            return (LocalDate) value;
        }
        if (value instanceof LocalTime) {
            throw DataErrors.incompatible(value, "DATE");
        }
        return toLocalDateTime(value, "DATE").toLocalDate();
    }

    public LocalTime toLocalTime(Object value) throws SQLException {
        if (value instanceof LocalTime) {
            return (LocalTime) value;
        }
        if (value instanceof String) {
            return TextParser.time((String) value);
        }
        if (value instanceof LocalDate) {
            throw DataErrors.incompatible(value, "TIME");
        }
        return toLocalDateTime(value, "TIME").toLocalTime();
    }

    public LocalDateTime toLocalDateTime(Object value) throws SQLException {
        return toLocalDateTime(value, "TIMESTAMP");
    }

    private LocalDateTime toLocalDateTime(Object value, String target) throws SQLException {
        if (value instanceof LocalDateTime) {
            return (LocalDateTime) value;
        }
        if (value instanceof LocalDate) {
            return ((LocalDate) value).atStartOfDay();
        }
        if (value instanceof Instant) {
            return LocalDateTime.ofInstant((Instant) value, zone);
        }
        if (value instanceof String) {
            return TextParser.timestamp((String) value);
        }
        throw DataErrors.incompatible(value, target);
    }

    public Instant toInstant(Object value) throws SQLException {
        if (value instanceof Instant) {
            return (Instant) value;
        }
        if (value instanceof String) {
            return TextParser.instant((String) value, zone);
        }
        return toLocalDateTime(value, "TIMESTAMP WITH TIME ZONE").atZone(zone).toInstant();
    }

    public ZonedDateTime toZonedDateTime(Object value) throws SQLException {
        return toInstant(value).atZone(zone);
    }

    public OffsetDateTime toOffsetDateTime(Object value) throws SQLException {
        return toZonedDateTime(value).toOffsetDateTime();
    }

    public Period toPeriod(Object value) throws SQLException {
        if (value instanceof Period) {
            return (Period) value;
        }
        if (value instanceof String) {
            return TextParser.months((String) value);
        }
        throw DataErrors.incompatible(value, "INTERVAL YEAR TO MONTH");
    }

    public Duration toDuration(Object value) throws SQLException {
        if (value instanceof Duration) {
            return (Duration) value;
        }
        if (value instanceof String) {
            return TextParser.duration((String) value);
        }
        throw DataErrors.incompatible(value, "INTERVAL DAY TO SECOND");
    }

    public UUID toUuid(Object value) throws SQLException {
        if (value instanceof UUID) {
            return (UUID) value;
        }
        if (value instanceof String) {
            return TextParser.uuid((String) value);
        }
        if (value instanceof byte[] && ((byte[]) value).length == 16) {
            ByteBuffer bytes = ByteBuffer.wrap((byte[]) value);
            return new UUID(bytes.getLong(), bytes.getLong());
        }
        throw DataErrors.incompatible(value, "UUID");
    }

    public List<?> toList(Object value) throws SQLException {
        if (value instanceof List) {
            return (List<?>) value;
        }
        throw DataErrors.incompatible(value, "ARRAY");
    }

    /** Returns a MAP, or the fields of a ROW by name. */
    public Map<?, ?> toMap(Object value) throws SQLException {
        if (value instanceof Map) {
            return (Map<?, ?>) value;
        }
        if (value instanceof RowValue) {
            return ((RowValue) value).asMap();
        }
        throw DataErrors.incompatible(value, "MAP");
    }

    /** Returns midnight of the value's date in the Calendar's zone, or the JVM's. */
    public Date toDate(Object value, @Nullable Calendar calendar) throws SQLException {
        LocalDate date = toLocalDate(value);
        return calendar == null
                ? Date.valueOf(date)
                : new Date(millis(date.atStartOfDay(), calendar));
    }

    /** Returns the value's time of day on 1970-01-01 in the Calendar's zone, or the JVM's. */
    public Time toTime(Object value, @Nullable Calendar calendar) throws SQLException {
        LocalDateTime time = toLocalTime(value).atDate(LocalDate.EPOCH);
        Calendar local = calendar == null ? new GregorianCalendar() : calendar;
        return new Time(millis(time, local));
    }

    /** Returns the instant, or the local timestamp in the Calendar's zone, or the JVM's. */
    public Timestamp toTimestamp(Object value, @Nullable Calendar calendar) throws SQLException {
        if (value instanceof Instant) {
            return Timestamp.from((Instant) value);
        }
        LocalDateTime local = toLocalDateTime(value);
        if (calendar == null) {
            return Timestamp.valueOf(local);
        }
        Timestamp timestamp = new Timestamp(millis(local, calendar));
        timestamp.setNanos(local.get(ChronoField.NANO_OF_SECOND));
        return timestamp;
    }

    private static long millis(LocalDateTime local, Calendar calendar) {
        Calendar fields = (Calendar) calendar.clone();
        fields.clear();
        int year = local.getYear();
        fields.set(Calendar.ERA, year > 0 ? GregorianCalendar.AD : GregorianCalendar.BC);
        fields.set(
                year > 0 ? year : 1 - year,
                local.getMonthValue() - 1,
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
        return fields.getTimeInMillis() + local.get(ChronoField.MILLI_OF_SECOND);
    }
}
