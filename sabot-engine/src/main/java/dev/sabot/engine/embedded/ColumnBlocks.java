package dev.sabot.engine.embedded;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.Layout;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Shows batches of one result to the driver without copying: the buffers are views of the batch's
/// memory, which lives until the block is closed.
///
/// **Threads**: one.
final class ColumnBlocks {
    private final List<DataType> types;

    /// Views of the dictionary seen last per column, so that blocks that share one share its view.
    private final Map<Column, ColumnData> dictionaries = new IdentityHashMap<>();

    /// @param schema that of every batch
    ColumnBlocks(Schema schema) {
        this.types = schema.fields().stream().map(Field::type).toList();
    }

    private static ByteBuffer view(long address, long numBytes) {
        return Memory.ALL.asSlice(address, numBytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Wraps a batch without selection; `release` runs when the block is closed.
    ColumnBlock block(Batch batch, int numRows, Runnable release) {
        List<ColumnData> columns = new ArrayList<>();
        Map<Column, ColumnData> seen = new IdentityHashMap<>();
        for (int index = 0; index < types.size(); index++) {
            columns.add(data(batch.column(index), types.get(index), numRows, seen));
        }
        dictionaries.clear();
        dictionaries.putAll(seen);
        return new ColumnBlock(numRows, columns, release);
    }

    private static @Nullable ByteBuffer validity(Column column, int numRows) {
        return column.validityAddress() == 0
                ? null
                : view(column.validityAddress(), 8L * Bitmap.words(numRows));
    }

    private ColumnData data(
            Column column, DataType type, int numRows, Map<Column, ColumnData> seen) {
        if (type.kind() == TypeKind.NULL) {
            return ColumnData.nulls(numRows);
        }
        return switch (column.encoding()) {
            case FLAT -> flat(column, type, numRows, seen);
            case DICTIONARY ->
                    ColumnData.dictionary(
                            numRows,
                            validity(column, numRows),
                            view(column.dataAddress(), 4L * numRows),
                            dictionary(column.values(), type, seen));
            case CONSTANT -> constant(column, type, numRows, seen);
        };
    }

    private ColumnData dictionary(Column values, DataType type, Map<Column, ColumnData> seen) {
        ColumnData known = dictionaries.get(values);
        if (known == null) {
            known = seen.get(values);
        }
        if (known == null) {
            known = flat(values, type, values.length(), seen);
        }
        seen.put(values, known);
        return known;
    }

    private ColumnData constant(
            Column column, DataType type, int numRows, Map<Column, ColumnData> seen) {
        if (column.isNull(0)) {
            return ColumnData.nulls(numRows);
        }
        ByteBuffer indexes = ByteBuffer.allocate(4 * numRows).order(ByteOrder.LITTLE_ENDIAN);
        return ColumnData.dictionary(
                numRows, null, indexes, dictionary(column.values(), type, seen));
    }

    private ColumnData flat(
            Column column, DataType type, int numRows, Map<Column, ColumnData> seen) {
        ByteBuffer valid = validity(column, numRows);
        return switch (column.layout()) {
            case BIT ->
                    ColumnData.flat(
                            Layout.BIT,
                            numRows,
                            valid,
                            view(column.dataAddress(), 8L * Bitmap.words(numRows)));
            case INT8 -> fixed(Layout.INT8, column, numRows, valid);
            case INT16 -> fixed(Layout.INT16, column, numRows, valid);
            case INT32 -> fixed(Layout.INT32, column, numRows, valid);
            case INT64 -> fixed(Layout.INT64, column, numRows, valid);
            case INT128 -> fixed(Layout.INT128, column, numRows, valid);
            case FLOAT32 -> fixed(Layout.FLOAT32, column, numRows, valid);
            case FLOAT64 -> fixed(Layout.FLOAT64, column, numRows, valid);
            case VARLEN ->
                    ColumnData.varlen(
                            numRows,
                            valid,
                            view(column.offsetsAddress(), 4L * (numRows + 1)),
                            view(column.dataAddress(), end(column, numRows)));
            case LIST ->
                    ColumnData.list(
                            numRows,
                            valid,
                            view(column.offsetsAddress(), 4L * (numRows + 1)),
                            data(column.child(0), elements(type), column.child(0).length(), seen));
            case STRUCT -> {
                List<ColumnData> fields = new ArrayList<>();
                for (int child = 0; child < column.childCount(); child++) {
                    DataType field = type.fields().get(child).type();
                    fields.add(data(column.child(child), field, numRows, seen));
                }
                yield ColumnData.struct(numRows, valid, fields);
            }
        };
    }

    private static DataType elements(DataType list) {
        return list.kind() == TypeKind.MAP ? DataType.row(list.fields()) : list.element();
    }

    private static long end(Column column, int numRows) {
        return Memory.getInt(column.offsetsAddress() + 4L * numRows);
    }

    private static ColumnData fixed(
            Layout layout, Column column, int numRows, @Nullable ByteBuffer valid) {
        return ColumnData.flat(
                layout,
                numRows,
                valid,
                view(column.dataAddress(), (long) layout.widthBytes() * numRows));
    }
}
