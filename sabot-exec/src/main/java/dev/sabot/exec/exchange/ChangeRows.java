package dev.sabot.exec.exchange;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;

import java.util.ArrayList;
import java.util.List;

/// Turns weighted rows into rows whose first column says what happens to them: `+I` inserts, `-D`
/// deletes; a row of weight n appears |n| times.
public final class ChangeRows {
    /// The name of the first column.
    public static final String OPERATION = "_op";

    private static final int INSERT = 0;
    private static final int DELETE = 1;

    private ChangeRows() {}

    /// Returns the schema of changes of rows.
    public static Schema schema(Schema rows) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(OPERATION, DataType.VARCHAR, false));
        fields.addAll(rows.fields());
        return new Schema(fields);
    }

    /// Returns the changes of a lent batch, owned by the caller.
    static List<Batch> of(Batch batch, QueryContext context) {
        Column weights = batch.weights();
        Selection selection = batch.selection();
        int[] selected = selection == null ? null : selection.indexes(batch.numRows());
        int limit = context.batchRows();
        int[] rows = new int[limit];
        int[] operations = new int[limit];
        int filled = 0;
        List<Batch> made = new ArrayList<>();
        try {
            for (int i = 0; i < batch.selectedRows(); i++) {
                int row = selected == null ? i : selected[i];
                long weight = weights == null ? 1 : weights.getLong(row);
                for (long copy = 0; copy < Math.abs(weight); copy++) {
                    rows[filled] = row;
                    operations[filled++] = weight > 0 ? INSERT : DELETE;
                    if (filled == limit) {
                        made.add(gather(batch, rows, operations, filled, context.allocator()));
                        filled = 0;
                    }
                }
            }
            if (filled > 0) {
                made.add(gather(batch, rows, operations, filled, context.allocator()));
            }
            return made;
        } catch (RuntimeException e) {
            made.forEach(Batch::close);
            throw e;
        }
    }

    private static Batch gather(
            Batch batch, int[] rows, int[] operations, int count, BufferAllocator allocator) {
        Column[] columns = new Column[batch.numColumns() + 1];
        int made = 0;
        try {
            columns[made++] = operations(operations, count, allocator);
            for (Column column : batch.columns()) {
                columns[made++] = Gather.gather(column, rows, count, allocator);
            }
            return Batch.of(count, columns);
        } catch (RuntimeException e) {
            for (int index = 0; index < made && columns[index] != null; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    private static Column operations(int[] codes, int count, BufferAllocator allocator) {
        ColumnBuilder builder = new ColumnBuilder(DataType.VARCHAR);
        builder.appendString("+I");
        builder.appendString("-D");
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, count)) {
            Memory.copy(codes, 0, writer.dataAddress(), count);
            return writer.finishDictionary(builder.build(allocator));
        }
    }
}
