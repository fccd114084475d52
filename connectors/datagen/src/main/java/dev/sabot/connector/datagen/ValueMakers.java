package dev.sabot.connector.datagen;

import dev.sabot.batch.ColumnBuilder;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes the makers of columns from types and options.
final class ValueMakers {
    private static final int DEFAULT_LENGTH = 100;
    private static final int DEFAULT_LIST_LENGTH = 3;
    private static final int MAX_LENGTH = 1 << 20;
    private static final long NULL_SALT = 0x5DEECE66DL;
    private static final long LENGTH_SALT = 0x2545F4914F6CDD1DL;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final FieldOptions options;

    /// How many rows the shortest sequence has.
    private long numRows = Long.MAX_VALUE;

    ValueMakers(FieldOptions options) {
        this.options = options;
    }

    /// Returns how many rows the shortest sequence has, or Long.MAX_VALUE when there is none.
    long numRows() {
        return numRows;
    }

    /// Makes the maker of a column.
    ///
    /// **Errors**: INVALID_ARGUMENT, UNSUPPORTED.
    ///
    /// @param path the names of the column and the rows it is in, parted by points
    ValueMaker of(String path, DataType type) {
        String kind = options.text(path, "kind");
        ValueMaker maker =
                switch (kind == null ? "random" : kind.toLowerCase(java.util.Locale.ROOT)) {
                    case "random" -> random(path, type);
                    case "sequence" -> sequence(path, type);
                    default ->
                            throw FieldOptions.refused(
                                    path, "kind", String.valueOf(kind), "random or sequence");
                };
        double nullRate = options.share(path, "null-rate");
        if (nullRate == 0) {
            return maker;
        }
        return (row, seed, now, builder) -> {
            if (ValueMaker.fraction(seed ^ NULL_SALT, row) < nullRate) {
                builder.appendNull();
            } else {
                maker.append(row, seed, now, builder);
            }
        };
    }

    private ValueMaker sequence(String path, DataType type) {
        BigDecimal first = options.number(path, "start", type);
        BigDecimal last = options.number(path, "end", type);
        if (first == null || last == null) {
            throw FieldOptions.refused(
                    path, "kind", "sequence", "sequence together with 'start' and 'end' alone");
        }
        long start = whole(path, "start", first);
        long end = whole(path, "end", last);
        if (end < start) {
            throw FieldOptions.refused(path, "end", last.toString(), "not before 'start'");
        }
        long count = end - start + 1;
        numRows = Math.min(numRows, count <= 0 ? Long.MAX_VALUE - 1 : count);
        return switch (type.kind()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> {
                check(path, "start", type, start);
                check(path, "end", type, end);
                yield (row, _, _, builder) -> builder.appendLong(start + row);
            }
            case REAL, DOUBLE -> (row, _, _, builder) -> builder.appendDouble(start + row);
            case DECIMAL ->
                    (row, _, _, builder) ->
                            appendDecimal(builder, type, BigDecimal.valueOf(start + row));
            case VARCHAR ->
                    (row, _, _, builder) -> builder.appendString(Long.toString(start + row));
            case NULL,
                    BOOLEAN,
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
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "column \"" + path + "\" is " + type + ", which has no sequence");
        };
    }

    private static long whole(String path, String name, BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (ArithmeticException _) {
            throw FieldOptions.refused(path, name, value.toString(), "a whole number");
        }
    }

    private static void check(String path, String name, DataType type, long value) {
        int shift = 64 - 8 * type.layout().byteWidth();
        if (value << shift >> shift != value) {
            throw FieldOptions.refused(path, name, Long.toString(value), "within " + type);
        }
    }

    private static void appendDecimal(ColumnBuilder builder, DataType type, BigDecimal value) {
        BigInteger unscaled = value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        builder.appendDecimal(unscaled.shiftRight(64).longValue(), unscaled.longValue());
    }

    private ValueMaker random(String path, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN ->
                    (row, seed, _, builder) ->
                            builder.appendBoolean(ValueMaker.random(seed, row) < 0);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> integer(path, type);
            case REAL, DOUBLE -> approximate(path, type);
            case DECIMAL -> decimal(path, type);
            case VARCHAR, VARBINARY -> text(path, type.equals(DataType.VARCHAR));
            case DATE -> {
                long past = pastMicros(path);
                yield (row, seed, now, builder) ->
                        builder.appendLong(
                                Math.floorDiv(time(row, seed, now, past), 86_400_000_000L));
            }
            case TIME ->
                    (row, seed, _, builder) ->
                            builder.appendLong(
                                    ValueMaker.between(0, 86_399, ValueMaker.random(seed, row))
                                            * 1_000_000);
            case TIMESTAMP, TIMESTAMP_TZ -> {
                long past = pastMicros(path);
                yield (row, seed, now, builder) ->
                        builder.appendLong(
                                Math.floorDiv(time(row, seed, now, past), 1_000) * 1_000);
            }
            case ARRAY -> list(path, type);
            case ROW -> row(path, type);
            case NULL, INTERVAL_MONTH, INTERVAL_DAY, MAP ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED,
                            "column \""
                                    + path
                                    + "\" is "
                                    + type
                                    + ", of which connector datagen makes no values");
        };
    }

    private static long time(long row, long seed, long now, long past) {
        return past == 0 ? now : now - ValueMaker.between(0, past, ValueMaker.random(seed, row));
    }

    /// Returns how far times may lie in the past: a number of milliseconds, or with ms, s, min, h
    /// or d.
    private long pastMicros(String path) {
        String text = options.text(path, "max-past");
        if (text == null) {
            return 0;
        }
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("(\\d{1,9})\\s*(|ms|s|min|h|d)")
                        .matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
        if (!matcher.matches()) {
            throw FieldOptions.refused(path, "max-past", text, "like 500ms, 10s, 5min, 1h or 2d");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "s" -> 1_000_000L;
                    case "min" -> 60_000_000L;
                    case "h" -> 3_600_000_000L;
                    case "d" -> 86_400_000_000L;
                    default -> 1_000L;
                };
        return Long.parseLong(matcher.group(1)) * unit;
    }

    private ValueMaker integer(String path, DataType type) {
        long limit = Long.MAX_VALUE >>> 64 - 8 * type.layout().byteWidth();
        long min = bound(path, "min", type, -limit - 1);
        long max = bound(path, "max", type, limit);
        if (max < min) {
            throw FieldOptions.refused(path, "max", Long.toString(max), "not below 'min'");
        }
        return (row, seed, _, builder) ->
                builder.appendLong(ValueMaker.between(min, max, ValueMaker.random(seed, row)));
    }

    private long bound(String path, String name, DataType type, long defaultValue) {
        BigDecimal given = options.number(path, name, type);
        if (given == null) {
            return defaultValue;
        }
        long value = whole(path, name, given);
        check(path, name, type, value);
        return value;
    }

    private ValueMaker approximate(String path, DataType type) {
        BigDecimal least = options.number(path, "min", type);
        BigDecimal most = options.number(path, "max", type);
        double limit = type.equals(DataType.REAL) ? Float.MAX_VALUE : Double.MAX_VALUE;
        double min = least == null ? 0 : least.doubleValue();
        double max = most == null ? limit : most.doubleValue();
        if (!(min <= max) || max - min > limit) {
            throw FieldOptions.refused(
                    path, "max", String.valueOf(most), "not below 'min' and within " + type);
        }
        return (row, seed, _, builder) ->
                builder.appendDouble(
                        Math.min(max, min + ValueMaker.fraction(seed, row) * (max - min)));
    }

    private ValueMaker decimal(String path, DataType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        BigInteger min = decimalBound(path, "min", type, limit.negate());
        BigInteger max = decimalBound(path, "max", type, limit);
        BigInteger size = max.subtract(min).add(BigInteger.ONE);
        if (size.signum() <= 0) {
            throw FieldOptions.refused(path, "max", max.toString(), "not below 'min'");
        }
        return (row, seed, _, builder) -> {
            BigInteger random =
                    BigInteger.valueOf(ValueMaker.random(seed, row))
                            .shiftLeft(64)
                            .add(BigInteger.valueOf(ValueMaker.random(~seed, row)));
            BigInteger value = min.add(random.mod(size));
            builder.appendDecimal(value.shiftRight(64).longValue(), value.longValue());
        };
    }

    private BigInteger decimalBound(
            String path, String name, DataType type, BigInteger defaultValue) {
        BigDecimal given = options.number(path, name, type);
        if (given == null) {
            return defaultValue;
        }
        BigInteger unscaled = given.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        if (unscaled.abs().compareTo(BigInteger.TEN.pow(type.precision())) >= 0) {
            throw FieldOptions.refused(path, name, given.toString(), "within " + type);
        }
        return unscaled;
    }

    private ValueMaker text(String path, boolean isText) {
        int length = options.count(path, "length", DEFAULT_LENGTH, MAX_LENGTH);
        boolean varies = options.flag(path, "var-len");
        return (row, seed, _, builder) -> {
            long size = length;
            if (varies && length > 0) {
                long random = ValueMaker.random(seed ^ LENGTH_SALT, row);
                size = ValueMaker.between(1, length, random);
            }
            byte[] bytes = new byte[(int) size];
            long rowSeed = ValueMaker.random(seed, row);
            for (int index = 0; index < bytes.length; index++) {
                long random = ValueMaker.random(rowSeed, index >>> 4) >>> 4 * (index & 15);
                bytes[index] = isText ? HEX[(int) random & 15] : (byte) random;
            }
            builder.appendBytes(bytes, 0, bytes.length);
        };
    }

    private ValueMaker list(String path, DataType type) {
        ValueMaker element = of(path + ".element", type.element());
        int length = options.count(path, "length", DEFAULT_LIST_LENGTH, MAX_LENGTH);
        return (row, seed, now, builder) -> {
            long rowSeed = ValueMaker.random(seed, row);
            for (int index = 0; index < length; index++) {
                element.append(index, rowSeed, now, builder.child(0));
            }
            builder.endNested();
        };
    }

    private ValueMaker row(String path, DataType type) {
        List<ValueMaker> parts = new ArrayList<>();
        for (Field field : type.fields()) {
            parts.add(of(path + "." + field.name(), field.type()));
        }
        ValueMaker[] makers = parts.toArray(ValueMaker[]::new);
        return (row, seed, now, builder) -> {
            for (int index = 0; index < makers.length; index++) {
                long own = ValueMaker.random(seed, index);
                makers[index].append(row, own, now, builder.child(index));
            }
            builder.endNested();
        };
    }
}
