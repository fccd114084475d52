package dev.sabot.format.parquet;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Reads tables to rows of plain Java values.
final class Rows {
    private Rows() {}

    static List<List<@Nullable Object>> all(Table table, ConnectorContext context) {
        List<Integer> columns = IntStream.range(0, table.schema().size()).boxed().toList();
        return scan(table, new ScanRequest(columns, -1), null, context);
    }

    static List<List<@Nullable Object>> scan(
            Table table,
            ScanRequest request,
            @Nullable ScanFilter filter,
            ConnectorContext context) {
        Source source = table.scan(request);
        Schema schema = table.schema().project(request.columns());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Source.Split split : source.splits(filter, context)) {
            try (SplitReader reader = source.open(split, filter, context)) {
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

    static void add(Batch batch, Schema schema, List<List<@Nullable Object>> rows) {
        int[] selected =
                batch.selection() == null
                        ? IntStream.range(0, batch.numRows()).toArray()
                        : batch.selection().indexes(batch.numRows());
        for (int index = 0; index < batch.selectedRows(); index++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < batch.numColumns(); column++) {
                row.add(value(batch.column(column), schema.type(column), selected[index]));
            }
            rows.add(row);
        }
    }

    static @Nullable Object value(Column column, DataType type, int row) {
        if (column.isNull(row)) {
            return null;
        }
        return switch (type.kind()) {
            case NULL -> null;
            case BOOLEAN -> column.getBoolean(row);
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_MONTH, INTERVAL_DAY ->
                    column.getLong(row);
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> column.getLong(row);
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
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int element = 0; element < column.valueLength(row); element++) {
                    list.add(
                            value(
                                    column.child(0),
                                    type.element(),
                                    column.listStart(row) + element));
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
}
