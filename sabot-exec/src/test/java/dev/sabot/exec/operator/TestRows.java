package dev.sabot.exec.operator;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Turns rows of objects into batches of random encodings, selections and layouts, and back.
public final class TestRows {
    private final Random random;
    private final BufferAllocator allocator;

    /// A row and how often it counts.
    public record Row(List<@Nullable Object> values, long weight) {
        public static Row of(@Nullable Object... values) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object value : values) {
                list.add(value);
            }
            return new Row(list, 1);
        }
    }

    public TestRows(Random random, BufferAllocator allocator) {
        this.random = random;
        this.allocator = allocator;
    }

    /// Cuts rows into batches, some with rows between that are not selected.
    public List<Batch> batches(Schema schema, List<Row> rows, int batchRows, boolean isWeighted) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batchRows) {
            int to = Math.min(rows.size(), from + batchRows);
            batches.add(batch(schema, rows.subList(from, to), isWeighted));
        }
        return batches;
    }

    private Batch batch(Schema schema, List<Row> part, boolean isWeighted) {
        List<Row> all = new ArrayList<>();
        int[] selected = new int[part.size()];
        boolean hasSelection = random.nextInt(3) == 0;
        for (int index = 0; index < selected.length; index++) {
            while (hasSelection && random.nextInt(3) == 0) {
                all.add(part.get(random.nextInt(part.size())));
            }
            selected[index] = all.size();
            all.add(part.get(index));
        }
        Column[] columns = new Column[schema.size()];
        for (int column = 0; column < columns.length; column++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (Row row : all) {
                values.add(row.values.get(column));
            }
            columns[column] = column(schema.type(column), values);
        }
        Column weights = null;
        if (isWeighted) {
            ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
            all.forEach(row -> builder.appendLong(row.weight));
            weights = builder.build(allocator);
        }
        Selection selection = new Selection.Indexes(selected, selected.length);
        if (random.nextBoolean()) {
            selection = Selection.Bits.of(selection.bitmap(all.size()), all.size());
        }
        return new Batch(all.size(), columns, hasSelection ? selection : null, weights);
    }

    /// Returns a column of a random encoding.
    public Column column(DataType type, List<@Nullable Object> values) {
        LinkedHashSet<@Nullable Object> distinct = new LinkedHashSet<>(values);
        if (distinct.size() == 1 && random.nextBoolean()) {
            return Column.constant(flat(type, new ArrayList<>(distinct)), values.size());
        }
        if (distinct.size() < 100 && random.nextInt(3) == 0 && !type.kind().isNested()) {
            return dictionary(type, values, distinct);
        }
        return flat(type, values);
    }

    private Column dictionary(
            DataType type, List<@Nullable Object> values, Set<@Nullable Object> distinct) {
        Map<Object, Integer> codes = new HashMap<>();
        List<@Nullable Object> entries = new ArrayList<>();
        for (Object value : distinct) {
            if (value != null) {
                codes.put(value, entries.size());
                entries.add(value);
            }
        }
        if (entries.isEmpty()) {
            return flat(type, values);
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, values.size())) {
            for (int row = 0; row < values.size(); row++) {
                Object value = values.get(row);
                int code = value == null ? 0 : codes.getOrDefault(value, 0);
                Memory.putInt(writer.dataAddress() + 4L * row, code);
                if (value == null) {
                    writer.setNull(row);
                }
            }
            return writer.finishDictionary(flat(type, entries));
        }
    }

    private Column flat(DataType type, List<@Nullable Object> values) {
        if (type.isDecimal() && random.nextInt(3) == 0) {
            return wide(values);
        }
        ColumnBuilder builder = new ColumnBuilder(type);
        values.forEach(builder::appendObject);
        return builder.build(allocator);
    }

    private Column wide(List<@Nullable Object> values) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT128, values.size())) {
            for (int row = 0; row < values.size(); row++) {
                BigInteger value =
                        values.get(row) instanceof BigInteger number ? number : BigInteger.TEN;
                Memory.putLong(writer.dataAddress() + 16L * row, value.longValue());
                Memory.putLong(
                        writer.dataAddress() + 16L * row + 8, value.shiftRight(64).longValue());
                if (values.get(row) == null) {
                    writer.setNull(row);
                }
            }
            return writer.finish();
        }
    }

    /// Returns the selected rows of batches, which are closed.
    public static List<Row> decode(List<Batch> batches, List<DataType> types) {
        List<Row> rows = new ArrayList<>();
        for (Batch batch : batches) {
            try (batch) {
                if (batch.numColumns() != types.size()) {
                    throw new IllegalStateException(
                            batch.numColumns() + " columns for " + types.size() + " types");
                }
                Selection selection = batch.selection();
                int[] selected = selection == null ? null : selection.indexes(batch.numRows());
                Column weights = batch.weights();
                for (int i = 0; i < batch.selectedRows(); i++) {
                    int at = selected == null ? i : selected[i];
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int column = 0; column < types.size(); column++) {
                        values.add(value(batch.column(column), at, types.get(column)));
                    }
                    rows.add(new Row(values, weights == null ? 1 : weights.getLong(at)));
                }
            }
        }
        return rows;
    }

    /// Returns a value in the form of literals; DOUBLE with one zero.
    public static @Nullable Object value(Column column, int row, DataType type) {
        if (column.isNull(row)) {
            return null;
        }
        Column flat = column.isFlat() ? column : column.values();
        return switch (column.layout()) {
            case BIT -> column.getBoolean(row);
            case INT8, INT16, INT32, INT64, INT128 ->
                    type.isDecimal()
                            ? BigInteger.valueOf(column.getHigh(row))
                                    .shiftLeft(64)
                                    .add(new BigInteger(Long.toUnsignedString(column.getLow(row))))
                            : (Object) column.getLong(row);
            case FLOAT32, FLOAT64 -> column.getDouble(row);
            case VARLEN -> column.getString(row);
            case LIST -> {
                boolean isMap = type.kind() == TypeKind.MAP;
                DataType element = isMap ? DataType.row(type.fields()) : type.element();
                List<@Nullable Object> list = new ArrayList<>();
                for (int index = 0; index < column.valueLength(row); index++) {
                    list.add(value(flat.child(0), column.listStart(row) + index, element));
                }
                yield list;
            }
            case STRUCT -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int child = 0; child < flat.childCount(); child++) {
                    DataType component = type.fields().get(child).type();
                    list.add(value(flat.child(child), column.valueRow(row), component));
                }
                yield list;
            }
        };
    }

    /// Adds up the weights of equal rows and leaves out those that come to nothing.
    public static Map<List<@Nullable Object>, Long> consolidate(List<Row> rows) {
        Map<List<@Nullable Object>, Long> sums = new LinkedHashMap<>();
        for (Row row : rows) {
            sums.merge(row.values, row.weight, Long::sum);
        }
        sums.values().removeIf(weight -> weight == 0);
        return sums;
    }
}
