package dev.sabot.exec.operator.join;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Makes constant null columns of a schema's types, for one task.
///
/// **Threads**: one.
final class NullConstants implements AutoCloseable {
    private final List<DataType> types;
    private final BufferAllocator allocator;
    private final @Nullable Column[] values;

    NullConstants(List<DataType> types, BufferAllocator allocator) {
        this.types = types;
        this.allocator = allocator;
        this.values = new @Nullable Column[types.size()];
    }

    /// Returns nulls of the type of a column; the caller owns them.
    Column column(int index, int numRows) {
        Column value = values[index];
        if (value == null) {
            ColumnBuilder builder = new ColumnBuilder(types.get(index));
            builder.appendNull();
            value = builder.build(allocator);
            values[index] = value;
        }
        return Column.constant(value.retain(), numRows);
    }

    @Override
    public void close() {
        for (int index = 0; index < values.length; index++) {
            Column value = values[index];
            if (value != null) {
                value.close();
                values[index] = null;
            }
        }
    }
}
