package dev.sabot.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class GatherTest {
    private static final long SEED = 20_260_729;

    private static final List<DataType> TYPES =
            List.of(
                    DataType.BOOLEAN,
                    DataType.TINYINT,
                    DataType.SMALLINT,
                    DataType.INTEGER,
                    DataType.BIGINT,
                    DataType.REAL,
                    DataType.DOUBLE,
                    DataType.decimal(12, 2),
                    DataType.decimal(38, 4),
                    DataType.VARCHAR,
                    DataType.array(DataType.VARCHAR),
                    DataType.row(
                            List.of(
                                    Field.of("a", DataType.BIGINT),
                                    Field.of("b", DataType.array(DataType.INTEGER)))),
                    DataType.map(DataType.VARCHAR, DataType.BOOLEAN));

    private final BufferAllocator allocator = new RootAllocator();
    private final Random random = new Random(SEED);

    @AfterEach
    void closesAllocator() {
        allocator.close();
    }

    @Test
    void gathersAnyRowsOfAnyColumn() {
        for (DataType type : TYPES) {
            for (int length : new int[] {1, 7, 64, 65, 300}) {
                for (Column column : columns(type, length)) {
                    int count = random.nextInt(200);
                    int[] rows = new int[count];
                    for (int index = 0; index < count; index++) {
                        rows[index] = random.nextInt(length);
                    }
                    try (column;
                            Column result = Gather.gather(column, rows, count, allocator)) {
                        assertEquals(column.encoding(), result.encoding());
                        assertRows(column, rows, count, result, type);
                    }
                }
            }
        }
    }

    @Test
    void gathersAbsentRowsAsNulls() {
        for (DataType type : TYPES) {
            for (Column column : columns(type, 50)) {
                int[] rows = new int[130];
                for (int index = 0; index < rows.length; index++) {
                    rows[index] = random.nextInt(51) - 1;
                }
                try (column;
                        Column result =
                                Gather.gatherNullable(column, rows, rows.length, allocator)) {
                    assertRows(column, rows, rows.length, result, type);
                }
            }
        }
    }

    @Test
    void gathersAbsentRowsOfEmptyColumns() {
        for (DataType type : TYPES) {
            try (Column column = new ColumnBuilder(type).build(allocator);
                    Column result =
                            Gather.gatherNullable(column, new int[] {-1, -1}, 2, allocator)) {
                assertEquals(2, result.nullCount());
            }
        }
    }

    @Test
    void flattensWhatIsCodedOrConstant() {
        for (DataType type : TYPES) {
            for (Column column : columns(type, 70)) {
                int[] rows = new int[70];
                for (int index = 0; index < rows.length; index++) {
                    rows[index] = index;
                }
                try (column;
                        Column result = Gather.flatten(column, allocator)) {
                    assertTrue(result.isFlat());
                    assertRows(column, rows, rows.length, result, type);
                }
            }
        }
    }

    @Test
    void concatenatesMixedEncodingsAndSlices() {
        for (DataType type : TYPES) {
            List<Column> columns = new ArrayList<>();
            List<@Nullable Object> expected = new ArrayList<>();
            for (int length : new int[] {5, 64, 0, 33, 130}) {
                for (Column column : columns(type, Math.max(1, length))) {
                    int from = length / 3;
                    try (column) {
                        columns.add(column.slice(from, length - from, allocator));
                    }
                }
            }
            for (Column column : columns) {
                for (int row = 0; row < column.length(); row++) {
                    expected.add(value(column, row, type));
                }
            }
            try (Column result = Gather.concat(columns, allocator)) {
                assertEquals(expected.size(), result.length());
                for (int row = 0; row < expected.size(); row++) {
                    assertEquals(expected.get(row), value(result, row, type), type + " " + row);
                }
            }
            columns.forEach(Column::close);
        }
    }

    @Test
    void concatKeepsASharedDictionary() {
        try (Column coded = dictionary(DataType.VARCHAR, 100);
                Column front = coded.slice(0, 10, allocator);
                Column result = Gather.concat(List.of(coded, front), allocator)) {
            assertTrue(result.isDictionary());
            assertEquals(coded.values(), result.values());
            assertEquals(110, result.length());
        }
    }

    @Test
    void compactKeepsSelectedRowsAndWeights() {
        ColumnBuilder values = new ColumnBuilder(DataType.BIGINT);
        ColumnBuilder weights = new ColumnBuilder(DataType.BIGINT);
        for (int row = 0; row < 100; row++) {
            values.appendLong(row);
            weights.appendLong(row % 2 == 0 ? 1 : -1);
        }
        Selection selection = new Selection.Indexes(new int[] {3, 8, 99, 0}, 3);
        Column[] columns = {values.build(allocator)};
        try (Batch batch = new Batch(100, columns, selection, weights.build(allocator));
                Batch result = Batches.compact(batch, allocator)) {
            assertEquals(3, result.numRows());
            assertNull(result.selection());
            assertEquals(99, result.column(0).getLong(2));
            Column kept = result.weights();
            assertTrue(kept != null && kept.getLong(0) == -1 && kept.getLong(1) == 1);
        }
    }

    private void assertRows(Column column, int[] rows, int count, Column result, DataType type) {
        assertEquals(count, result.length());
        int nulls = 0;
        for (int index = 0; index < count; index++) {
            Object expected = rows[index] < 0 ? null : value(column, rows[index], type);
            assertEquals(expected, value(result, index, type), type + " row " + index);
            nulls += expected == null ? 1 : 0;
        }
        assertEquals(nulls, result.nullCount());
    }

    private List<Column> columns(DataType type, int length) {
        List<Column> columns = new ArrayList<>();
        columns.add(flat(type, length, 0));
        columns.add(flat(type, length, 0.3));
        columns.add(dictionary(type, length));
        columns.add(Column.constant(flat(type, 2, 0), length));
        columns.add(Column.constant(flat(type, 1, 1), length));
        return columns;
    }

    private Column flat(DataType type, int length, double nullShare) {
        ColumnBuilder builder = new ColumnBuilder(type);
        for (int row = 0; row < length; row++) {
            builder.appendObject(random.nextDouble() < nullShare ? null : object(type));
        }
        return builder.build(allocator);
    }

    private Column dictionary(DataType type, int length) {
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, length)) {
            for (int row = 0; row < length; row++) {
                Memory.putInt(writer.dataAddress() + 4L * row, random.nextInt(5));
                if (random.nextInt(4) == 0) {
                    writer.setNull(row);
                }
            }
            return writer.finishDictionary(flat(type, 5, 0));
        }
    }

    private Object object(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case REAL, DOUBLE -> (double) random.nextInt(1000);
            case DECIMAL ->
                    type.precision() > 18 && random.nextInt(3) == 0
                            ? new BigInteger(100, random)
                            : BigInteger.valueOf(random.nextInt());
            case VARCHAR -> "x".repeat(random.nextInt(40)) + random.nextInt(100);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int index = random.nextInt(4); index > 0; index--) {
                    list.add(random.nextInt(4) == 0 ? null : object(type.element()));
                }
                yield list;
            }
            case ROW -> List.of(object(type.fields().get(0).type()), List.of(1L, 2L));
            case MAP -> java.util.Map.of("k" + random.nextInt(9), random.nextBoolean());
            default -> (long) (byte) random.nextInt();
        };
    }

    private static @Nullable Object value(Column column, int row, DataType type) {
        if (column.isNull(row)) {
            return null;
        }
        Column flat = column.isFlat() ? column : column.values();
        return switch (column.layout()) {
            case BIT -> column.getBoolean(row);
            case INT8, INT16, INT32, INT64 ->
                    type.isDecimal()
                            ? BigInteger.valueOf(column.getLong(row))
                            : (Object) column.getLong(row);
            case INT128 ->
                    BigInteger.valueOf(column.getHigh(row))
                            .shiftLeft(64)
                            .add(new BigInteger(Long.toUnsignedString(column.getLow(row))));
            case FLOAT32, FLOAT64 -> column.getDouble(row);
            case VARLEN -> column.getString(row);
            case LIST -> {
                List<@Nullable Object> list = new ArrayList<>();
                DataType element =
                        type.fields().size() == 1 ? type.element() : DataType.row(type.fields());
                for (int index = 0; index < column.valueLength(row); index++) {
                    list.add(value(flat.child(0), column.listStart(row) + index, element));
                }
                yield list;
            }
            case STRUCT -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int index = 0; index < flat.childCount(); index++) {
                    DataType field = type.fields().get(index).type();
                    list.add(value(flat.child(index), column.valueRow(row), field));
                }
                yield list;
            }
        };
    }
}
