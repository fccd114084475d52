package dev.sabot.format.json.decode;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Reads values of the types that are seldom met (lists, maps, bytes) as objects. The value of the
/// last row waits, as it may be replaced.
final class BuilderNode extends ValueNode {
    private final UnusualValues unusual;
    private final ColumnBuilder builder;
    private @Nullable Object waiting;

    BuilderNode(DataType type, UnusualValues unusual) {
        super(type);
        this.unusual = unusual;
        this.builder = new ColumnBuilder(type);
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        appendWaiting();
        int end = scanner.skipValue(at);
        if (end < 0) {
            return end;
        }
        waiting = unusual.read(scanner, at, end);
        return waiting == null ? Scanner.FAILED : end;
    }

    private void appendWaiting() {
        if (waiting != null) {
            builder.appendObject(waiting);
            waiting = null;
        }
    }

    @Override
    void fillValues(int from, int to) {
        appendWaiting();
        for (int row = from; row < to; row++) {
            builder.appendNull();
        }
    }

    @Override
    void clearValue(int row) {
        waiting = null;
    }

    @Override
    void reset() {
        waiting = null;
        builder.reset();
    }

    @Override
    Column buildValues(
            int numRows, int nullCount, @Nullable ArrowBuf validity, BufferAllocator allocator) {
        appendWaiting();
        Column column = builder.build(allocator);
        if (validity != null) {
            // the builder has made its own
            validity.close();
        }
        return column;
    }
}
