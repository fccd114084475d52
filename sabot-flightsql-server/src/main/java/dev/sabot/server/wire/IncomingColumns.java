package dev.sabot.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes columns over the buffers of a message, one reader per Arrow type.
final class IncomingColumns {
    private static final long MICROS_PER_MILLI = 1_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long NANOS_PER_MICRO = 1_000L;
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final long MICROS_PER_DAY = MILLIS_PER_DAY * MICROS_PER_MILLI;

    private IncomingColumns() {}

    /// Reads the value of a row that is not null.
    private interface Reader {
        Object read(int row);
    }

    private static final class ReaderColumn extends IncomingColumn {
        private final @Nullable ByteBuffer validity;
        private final boolean isAllNull;
        private final Reader reader;

        ReaderColumn(
                IncomingField field, int length, @Nullable ByteBuffer validity, Reader reader) {
            super(field.type(), length);
            this.validity = validity;
            this.isAllNull = field.arrowType() instanceof ArrowType.Null;
            this.reader = reader;
        }

        @Override
        boolean isNull(int row) {
            return isAllNull || (validity != null && !bit(validity, row));
        }

        @Override
        Object present(int row) {
            return reader.read(row);
        }
    }

    private static boolean bit(ByteBuffer bits, int row) {
        return (bits.get(row >>> 3) >>> (row & 7) & 1) != 0;
    }

    /// Returns the next column of a message, with its children.
    ///
    /// **Errors**: MALFORMED_MESSAGE.
    static IncomingColumn next(IncomingField field, IncomingBuffers buffers) {
        FieldNode node = buffers.node();
        int length = IncomingBuffers.length(node.length());
        if (field.arrowType() instanceof ArrowType.Null) {
            return new ReaderColumn(field, length, null, row -> row);
        }
        ByteBuffer validity = buffers.buffer(0);
        boolean hasNulls = node.nullCount() != 0 && validity.capacity() > 0;
        if (hasNulls && validity.capacity() < length + 7 >> 3) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the column '" + field.name() + "' has too short a validity bitmap");
        }
        if (node.nullCount() != 0 && !hasNulls && length > 0) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the column '" + field.name() + "' has nulls but no validity bitmap");
        }
        return new ReaderColumn(
                field, length, hasNulls ? validity : null, reader(field, length, buffers));
    }

    private static Reader reader(IncomingField field, int length, IncomingBuffers buffers) {
        return switch (field.arrowType()) {
            case ArrowType.Bool _ -> {
                ByteBuffer bits = buffers.buffer(length + 7 >> 3);
                yield row -> bit(bits, row);
            }
            case ArrowType.Int integer -> integer(integer, length, buffers);
            case ArrowType.FloatingPoint number -> approximate(number, length, buffers);
            case ArrowType.Decimal decimal -> decimal(field, decimal, length, buffers);
            case ArrowType.Utf8 _ -> {
                Bytes bytes = bytes(length, false, buffers);
                yield row -> text(bytes.at(row));
            }
            case ArrowType.LargeUtf8 _ -> {
                Bytes bytes = bytes(length, true, buffers);
                yield row -> text(bytes.at(row));
            }
            case ArrowType.Binary _ -> {
                Bytes bytes = bytes(length, false, buffers);
                yield row -> array(bytes.at(row));
            }
            case ArrowType.LargeBinary _ -> {
                Bytes bytes = bytes(length, true, buffers);
                yield row -> array(bytes.at(row));
            }
            case ArrowType.FixedSizeBinary fixed -> {
                int width = IncomingBuffers.length(fixed.getByteWidth());
                ByteBuffer data = buffers.buffer((long) width * length);
                yield row -> array(data.slice(width * row, width));
            }
            case ArrowType.Date date -> date(date, length, buffers);
            case ArrowType.Time time -> time(time, length, buffers);
            case ArrowType.Timestamp timestamp -> micros(timestamp.getUnit(), length, buffers);
            case ArrowType.Duration duration -> micros(duration.getUnit(), length, buffers);
            case ArrowType.Interval interval -> interval(interval, length, buffers);
            case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ ->
                    list(field, length, buffers);
            case ArrowType.Struct _ -> struct(field, length, buffers);
            case ArrowType.Map _ -> map(field, length, buffers);
            default ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED, "the Arrow type " + field.arrowType());
        };
    }

    private static Reader integer(ArrowType.Int integer, int length, IncomingBuffers buffers) {
        int width = integer.getBitWidth() / 8;
        ByteBuffer data = buffers.buffer((long) width * length);
        boolean isSigned = integer.getIsSigned();
        return switch (width) {
            case 1 -> row -> (long) (isSigned ? data.get(row) : data.get(row) & 0xff);
            case 2 ->
                    row ->
                            (long)
                                    (isSigned
                                            ? data.getShort(2 * row)
                                            : data.getShort(2 * row) & 0xffff);
            case 4 ->
                    row ->
                            isSigned
                                    ? (long) data.getInt(4 * row)
                                    : Integer.toUnsignedLong(data.getInt(4 * row));
            default ->
                    isSigned
                            ? row -> data.getLong(8 * row)
                            : row -> new BigInteger(Long.toUnsignedString(data.getLong(8 * row)));
        };
    }

    private static Reader approximate(
            ArrowType.FloatingPoint number, int length, IncomingBuffers buffers) {
        return switch (number.getPrecision()) {
            case HALF -> {
                ByteBuffer data = buffers.buffer(2L * length);
                yield row -> (double) Float.float16ToFloat(data.getShort(2 * row));
            }
            case SINGLE -> {
                ByteBuffer data = buffers.buffer(4L * length);
                yield row -> (double) data.getFloat(4 * row);
            }
            case DOUBLE -> {
                ByteBuffer data = buffers.buffer(8L * length);
                yield row -> data.getDouble(8 * row);
            }
        };
    }

    private static Reader decimal(
            IncomingField field, ArrowType.Decimal decimal, int length, IncomingBuffers buffers) {
        int width = decimal.getBitWidth() / 8;
        ByteBuffer data = buffers.buffer((long) width * length);
        BigInteger bound = BigInteger.TEN.pow(decimal.getPrecision());
        return row -> {
            byte[] bigEndian = new byte[width];
            for (int index = 0; index < width; index++) {
                bigEndian[index] = data.get(width * row + width - 1 - index);
            }
            BigInteger unscaled = new BigInteger(bigEndian);
            if (unscaled.abs().compareTo(bound) >= 0) {
                throw new SabotException(
                        ErrorCode.OVERFLOW,
                        "a value of '" + field.name() + "' does not fit " + field.type());
            }
            return unscaled;
        };
    }

    /// The bytes of variable-length values.
    private interface Bytes {
        ByteBuffer at(int row);
    }

    private static Bytes bytes(int length, boolean isLarge, IncomingBuffers buffers) {
        Ranges ranges = ranges(length, isLarge, buffers);
        ByteBuffer data = buffers.buffer(0);
        return row -> {
            int start = ranges.start(row, data.capacity());
            return data.slice(start, ranges.end(row, data.capacity()) - start);
        };
    }

    /// The offsets of variable-length values or lists; none are there when there are no rows.
    private record Ranges(ByteBuffer offsets, boolean isLarge) {
        private int offset(int index, int bound) {
            long offset = isLarge ? offsets.getLong(8 * index) : offsets.getInt(4 * index);
            if (offset < 0 || offset > bound) {
                throw new IndexOutOfBoundsException("offset " + offset + " of " + bound);
            }
            return (int) offset;
        }

        int start(int row, int bound) {
            return offset(row, bound);
        }

        int end(int row, int bound) {
            int end = offset(row + 1, bound);
            if (end < offset(row, bound)) {
                throw new IndexOutOfBoundsException("offsets descend at row " + row);
            }
            return end;
        }
    }

    private static Ranges ranges(int length, boolean isLarge, IncomingBuffers buffers) {
        long width = isLarge ? 8 : 4;
        return new Ranges(buffers.buffer(length == 0 ? 0 : width * (length + 1)), isLarge);
    }

    private static String text(ByteBuffer bytes) {
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text is not UTF-8", e);
        }
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    private static Reader date(ArrowType.Date date, int length, IncomingBuffers buffers) {
        return switch (date.getUnit()) {
            case DAY -> {
                ByteBuffer data = buffers.buffer(4L * length);
                yield row -> (long) data.getInt(4 * row);
            }
            case MILLISECOND -> {
                ByteBuffer data = buffers.buffer(8L * length);
                yield row ->
                        (long)
                                Math.toIntExact(
                                        Math.floorDiv(data.getLong(8 * row), MILLIS_PER_DAY));
            }
        };
    }

    private static Reader time(ArrowType.Time time, int length, IncomingBuffers buffers) {
        Reader micros;
        if (time.getBitWidth() == 32) {
            ByteBuffer data = buffers.buffer(4L * length);
            micros = row -> toMicros(data.getInt(4 * row), time.getUnit());
        } else {
            micros = micros(time.getUnit(), length, buffers);
        }
        return row -> {
            long value = (long) micros.read(row);
            if (value < 0 || value >= MICROS_PER_DAY) {
                throw new SabotException(
                        ErrorCode.DATETIME_OVERFLOW, "a time is not within a day: " + value);
            }
            return value;
        };
    }

    private static Reader micros(TimeUnit unit, int length, IncomingBuffers buffers) {
        ByteBuffer data = buffers.buffer(8L * length);
        return row -> toMicros(data.getLong(8 * row), unit);
    }

    private static long toMicros(long value, TimeUnit unit) {
        return switch (unit) {
            case SECOND -> Math.multiplyExact(value, MICROS_PER_SECOND);
            case MILLISECOND -> Math.multiplyExact(value, MICROS_PER_MILLI);
            case MICROSECOND -> value;
            case NANOSECOND -> Math.floorDiv(value, NANOS_PER_MICRO);
        };
    }

    private static Reader interval(
            ArrowType.Interval interval, int length, IncomingBuffers buffers) {
        return switch (interval.getUnit()) {
            case YEAR_MONTH -> {
                ByteBuffer data = buffers.buffer(4L * length);
                yield row -> (long) data.getInt(4 * row);
            }
            case DAY_TIME -> {
                ByteBuffer data = buffers.buffer(8L * length);
                yield row ->
                        data.getInt(8 * row) * MICROS_PER_DAY
                                + data.getInt(8 * row + 4) * MICROS_PER_MILLI;
            }
            case MONTH_DAY_NANO ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED, "intervals of months, days and nanoseconds");
        };
    }

    private static Reader list(IncomingField field, int length, IncomingBuffers buffers) {
        if (field.arrowType() instanceof ArrowType.FixedSizeList fixed) {
            int size = IncomingBuffers.length(fixed.getListSize());
            IncomingColumn elements = next(field.children().getFirst(), buffers);
            return row -> elements(elements, Math.multiplyExact(row, size), size);
        }
        Ranges ranges = ranges(length, field.arrowType() instanceof ArrowType.LargeList, buffers);
        IncomingColumn elements = next(field.children().getFirst(), buffers);
        return row -> {
            int start = ranges.start(row, elements.length());
            return elements(elements, start, ranges.end(row, elements.length()) - start);
        };
    }

    private static List<@Nullable Object> elements(IncomingColumn column, int start, int count) {
        checkRange(column, start, count);
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = start; index < start + count; index++) {
            values.add(column.value(index));
        }
        return values;
    }

    private static void checkRange(IncomingColumn column, int start, int count) {
        if (start < 0 || count < 0 || start > column.length() - count) {
            throw new IndexOutOfBoundsException(
                    "elements " + start + " + " + count + " of " + column.length());
        }
    }

    private static Reader struct(IncomingField field, int length, IncomingBuffers buffers) {
        List<IncomingColumn> children = new ArrayList<>();
        for (IncomingField child : field.children()) {
            IncomingColumn column = next(child, buffers);
            checkRange(column, 0, length);
            children.add(column);
        }
        return row -> {
            List<@Nullable Object> values = new ArrayList<>(children.size());
            children.forEach(child -> values.add(child.value(row)));
            return values;
        };
    }

    private static Reader map(IncomingField field, int length, IncomingBuffers buffers) {
        Ranges ranges = ranges(length, false, buffers);
        IncomingColumn entries = next(field.children().getFirst(), buffers);
        return row -> {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            int end = ranges.end(row, entries.length());
            for (int index = ranges.start(row, entries.length()); index < end; index++) {
                if (!(entries.value(index) instanceof List<?> entry) || entry.get(0) == null) {
                    throw new IllegalArgumentException("a map's key is null");
                }
                map.put(entry.get(0), entry.get(1));
            }
            return map;
        };
    }
}
