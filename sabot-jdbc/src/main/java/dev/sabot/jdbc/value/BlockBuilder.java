package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes a block on the heap from rows of plain values; for small results made by the driver. */
public final class BlockBuilder {
    private final List<ColumnDescriptor> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    public BlockBuilder(List<ColumnDescriptor> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * Appends a row.
     *
     * @param values one plain value or null per column; whole numbers of any width
     */
    public BlockBuilder row(List<? extends @Nullable Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    values.size() + " values for " + columns.size() + " columns");
        }
        rows.add(new ArrayList<>(values));
        return this;
    }

    public ColumnBlock build() {
        List<ColumnData> data = new ArrayList<>(columns.size());
        for (int c = 0; c < columns.size(); c++) {
            List<@Nullable Object> values = new ArrayList<>(rows.size());
            for (List<@Nullable Object> row : rows) {
                values.add(row.get(c));
            }
            data.add(column(columns.get(c), values));
        }
        return ColumnBlock.onHeap(rows.size(), data);
    }

    /** Returns one column of plain values. */
    public static ColumnData column(ColumnDescriptor type, List<@Nullable Object> values) {
        int count = values.size();
        ByteBuffer validity = validity(values);
        switch (type.type()) {
            case NULL:
                return ColumnData.nulls(count);
            case BOOLEAN:
                return ColumnData.flat(Layout.BIT, count, validity, bits(values));
            case CHAR:
            case VARCHAR:
            case JSON:
            case VARBINARY:
                return varlen(values, validity);
            case ARRAY:
                return list(type.children().get(0), values, validity);
            case MAP:
                return map(type, values, validity);
            case ROW:
                return struct(type, values, validity);
            default:
                return fixed(type, values, validity);
        }
    }

    private static ByteBuffer validity(List<@Nullable Object> values) {
        ByteBuffer bits = buffer((values.size() + 7) / 8);
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
                bits.put(i >> 3, (byte) (bits.get(i >> 3) | 1 << (i & 7)));
            }
        }
        return bits;
    }

    private static ByteBuffer bits(List<@Nullable Object> values) {
        ByteBuffer bits = buffer((values.size() + 7) / 8);
        for (int i = 0; i < values.size(); i++) {
            if (Boolean.TRUE.equals(values.get(i))) {
                bits.put(i >> 3, (byte) (bits.get(i >> 3) | 1 << (i & 7)));
            }
        }
        return bits;
    }

    private static ColumnData fixed(
            ColumnDescriptor type, List<@Nullable Object> values, ByteBuffer validity) {
        Layout layout = layout(type);
        ByteBuffer data = buffer(values.size() * layout.widthBytes());
        for (Object value : values) {
            if (value == null) {
                data.position(data.position() + layout.widthBytes());
            } else {
                put(data, type, value);
            }
        }
        return ColumnData.flat(layout, values.size(), validity, data.flip());
    }

    private static Layout layout(ColumnDescriptor type) {
        switch (type.type()) {
            case TINYINT:
                return Layout.INT8;
            case SMALLINT:
                return Layout.INT16;
            case INTEGER:
            case DATE:
            case INTERVAL_YEAR_MONTH:
                return Layout.INT32;
            case BIGINT:
            case TIME:
            case TIMESTAMP:
            case TIMESTAMP_WITH_TIME_ZONE:
            case INTERVAL_DAY_TIME:
                return Layout.INT64;
            case REAL:
                return Layout.FLOAT32;
            case DOUBLE:
                return Layout.FLOAT64;
            case DECIMAL:
                return Layout.INT128;
            case UUID:
                return Layout.BYTES16;
            default:
                throw new AssertionError(type.type());
        }
    }

    private static void put(ByteBuffer data, ColumnDescriptor type, Object value) {
        switch (type.type()) {
            case TINYINT:
                data.put(((Number) value).byteValue());
                break;
            case SMALLINT:
                data.putShort(((Number) value).shortValue());
                break;
            case INTEGER:
                data.putInt(((Number) value).intValue());
                break;
            case BIGINT:
                data.putLong(((Number) value).longValue());
                break;
            case REAL:
                data.putFloat(((Number) value).floatValue());
                break;
            case DOUBLE:
                data.putDouble(((Number) value).doubleValue());
                break;
            case DECIMAL:
                putDecimal(data, (BigDecimal) value, type.scale());
                break;
            case UUID:
                UUID uuid = (UUID) value;
                data.putLong(Long.reverseBytes(uuid.getMostSignificantBits()));
                data.putLong(Long.reverseBytes(uuid.getLeastSignificantBits()));
                break;
            default:
                putTemporal(data, type, value);
                break;
        }
    }

    private static void putTemporal(ByteBuffer data, ColumnDescriptor type, Object value) {
        switch (type.type()) {
            case DATE:
                data.putInt(Math.toIntExact(((LocalDate) value).toEpochDay()));
                break;
            case INTERVAL_YEAR_MONTH:
                data.putInt(Math.toIntExact(((Period) value).toTotalMonths()));
                break;
            case TIME:
                data.putLong(((LocalTime) value).toNanoOfDay() / 1000);
                break;
            case TIMESTAMP:
                data.putLong(micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
                break;
            case TIMESTAMP_WITH_TIME_ZONE:
                data.putLong(micros((Instant) value));
                break;
            case INTERVAL_DAY_TIME:
                Duration duration = (Duration) value;
                data.putLong(
                        Math.addExact(
                                Math.multiplyExact(duration.getSeconds(), 1_000_000L),
                                duration.getNano() / 1000));
                break;
            default:
                throw new AssertionError(type.type());
        }
    }

    private static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private static void putDecimal(ByteBuffer data, BigDecimal value, int scale) {
        BigInteger unscaled = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
        data.putLong(unscaled.longValue());
        data.putLong(unscaled.shiftRight(64).longValueExact());
    }

    private static ColumnData varlen(List<@Nullable Object> values, ByteBuffer validity) {
        ByteBuffer offsets = buffer((values.size() + 1) * 4).putInt(0);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Object value : values) {
            if (value instanceof byte[]) {
                data.writeBytes((byte[]) value);
            } else if (value != null) {
                data.writeBytes(((String) value).getBytes(StandardCharsets.UTF_8));
            }
            offsets.putInt(data.size());
        }
        return ColumnData.varlen(
                values.size(), validity, offsets.flip(), ByteBuffer.wrap(data.toByteArray()));
    }

    private static ColumnData list(
            ColumnDescriptor element, List<@Nullable Object> values, ByteBuffer validity) {
        ByteBuffer offsets = buffer((values.size() + 1) * 4).putInt(0);
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object value : values) {
            if (value != null) {
                elements.addAll((List<?>) value);
            }
            offsets.putInt(elements.size());
        }
        return ColumnData.list(values.size(), validity, offsets.flip(), column(element, elements));
    }

    private static ColumnData map(
            ColumnDescriptor type, List<@Nullable Object> values, ByteBuffer validity) {
        ByteBuffer offsets = buffer((values.size() + 1) * 4).putInt(0);
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> mapped = new ArrayList<>();
        for (Object value : values) {
            if (value != null) {
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    keys.add(entry.getKey());
                    mapped.add(entry.getValue());
                }
            }
            offsets.putInt(keys.size());
        }
        ColumnData entries =
                ColumnData.struct(
                        keys.size(),
                        null,
                        List.of(
                                column(type.children().get(0), keys),
                                column(type.children().get(1), mapped)));
        return ColumnData.list(values.size(), validity, offsets.flip(), entries);
    }

    private static ColumnData struct(
            ColumnDescriptor type, List<@Nullable Object> values, ByteBuffer validity) {
        List<ColumnData> fields = new ArrayList<>();
        for (int i = 0; i < type.children().size(); i++) {
            List<@Nullable Object> field = new ArrayList<>(values.size());
            for (Object value : values) {
                field.add(value == null ? null : field(value, i));
            }
            fields.add(column(type.children().get(i), field));
        }
        return ColumnData.struct(values.size(), validity, fields);
    }

    private static @Nullable Object field(Object row, int index) {
        return row instanceof RowValue
                ? ((RowValue) row).values().get(index)
                : ((@Nullable Object[]) row)[index];
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
