package dev.sabot.format.json;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads tables to rows of plain Java values.
public final class Rows {
    private Rows() {}

    static List<List<@Nullable Object>> all(Table table, ConnectorContext context) {
        List<Integer> columns = IntStream.range(0, table.schema().size()).boxed().toList();
        return scan(table, new ScanRequest(columns, -1), context);
    }

    static List<List<@Nullable Object>> scan(
            Table table, ScanRequest request, ConnectorContext context) {
        Source source = table.scan(request);
        Schema schema = table.schema().project(request.columns());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Source.Split split : source.splits(null, context)) {
            try (SplitReader reader = source.open(split, null, context)) {
                while (!reader.isFinished()) {
                    try (Batch batch = reader.next()) {
                        if (batch != null) {
                            add(batch, schema, rows);
                        }
                    }
                }
            }
        }
        return rows;
    }

    public static void add(Batch batch, Schema schema, List<List<@Nullable Object>> rows) {
        for (int row = 0; row < batch.numRows(); row++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < batch.numColumns(); column++) {
                values.add(value(batch.column(column), schema.type(column), row));
            }
            rows.add(values);
        }
    }

    /// Writes a schema as `name TYPE, …`.
    static String text(Schema schema) {
        return schema.fields().stream()
                .map(field -> field.name() + " " + field.type())
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Object value(Column column, DataType type, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> column.getBoolean(row);
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_MONTH, INTERVAL_DAY ->
                    column.getLong(row);
            case TIME -> LocalTime.ofNanoOfDay(column.getLong(row) * 1_000);
            case TIMESTAMP -> timestamp(column.getLong(row));
            case TIMESTAMP_TZ -> timestamp(column.getLong(row)).toInstant(ZoneOffset.UTC);
            case DATE -> LocalDate.ofEpochDay(column.getLong(row));
            case REAL -> (float) column.getDouble(row);
            case DOUBLE -> column.getDouble(row);
            case DECIMAL -> {
                BigInteger low = new BigInteger(Long.toUnsignedString(column.getLow(row)));
                BigInteger high = BigInteger.valueOf(column.getHigh(row)).shiftLeft(64);
                yield new BigDecimal(high.add(low), type.scale());
            }
            case VARCHAR -> column.getString(row);
            case VARBINARY -> HexFormat.of().formatHex(column.getBytes(row));
            case NULL -> throw new AssertionError("never read from JSON");
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int element = 0; element < column.valueLength(row); element++) {
                    int at = column.listStart(row) + element;
                    list.add(value(column.child(0), type.element(), at));
                }
                yield list;
            }
            case ROW -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                for (int field = 0; field < type.fields().size(); field++) {
                    fields.put(
                            type.fields().get(field).name(),
                            value(column.child(field), type.fields().get(field).type(), row));
                }
                yield fields;
            }
            case MAP -> {
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                Column entries = column.child(0);
                for (int entry = 0; entry < column.valueLength(row); entry++) {
                    int at = column.listStart(row) + entry;
                    map.put(
                            value(entries.child(0), type.fields().get(0).type(), at),
                            value(entries.child(1), type.fields().get(1).type(), at));
                }
                yield map;
            }
        };
    }

    private static LocalDateTime timestamp(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L),
                (int) Math.floorMod(micros, 1_000_000L) * 1_000,
                ZoneOffset.UTC);
    }
}
