package dev.sabot.server.wire;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.server.wire.FlightFrame.Piece;
import dev.sabot.server.wire.IpcMessages.Node;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Layout;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.BufferAllocator;

import java.util.ArrayList;
import java.util.List;

/// Turns batches into frames. Flat buffers go out as they lie; dictionaries and constants are
/// decoded, narrow decimals widened, offsets made to start at 0.
///
/// **Ownership**: the batch is lent and must stay open until the frame was written; what the
/// encoder made itself is freed by [#close()].
///
/// **Threads**: one.
public final class BatchEncoder implements AutoCloseable {
    private final BufferAllocator allocator;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<AutoCloseable> made = new ArrayList<>();

    /// Makes an encoder whose copies come from an allocator.
    public BatchEncoder(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /// Returns the frame of all rows of a batch; the one before is void.
    public FlightFrame encode(Schema schema, Batch batch) {
        reset();
        Batch rows = Batches.compact(batch, allocator);
        made.add(rows);
        for (int index = 0; index < schema.size(); index++) {
            add(schema.type(index), rows.column(index), rows.numRows());
        }
        return IpcMessages.batchFrame(rows.numRows(), nodes, pieces);
    }

    /// Returns the frame of two columns, a number and a dense union: per row the number, the index
    /// of the member that has the value, and the value's row there. The columns are lent.
    ///
    /// @param tags the number (INTEGER), the member (TINYINT) and the row (INTEGER)
    public FlightFrame encodeUnion(List<Column> tags, List<Field> members, List<Column> values) {
        reset();
        Column names = tags.get(0);
        int numRows = names.length();
        add(DataType.INTEGER, names, numRows);
        nodes.add(new Node(numRows, 0));
        addFixed(tags.get(1), numRows);
        addFixed(tags.get(2), numRows);
        for (int member = 0; member < members.size(); member++) {
            Column column = values.get(member);
            add(members.get(member).type(), column, column.length());
        }
        return IpcMessages.batchFrame(numRows, nodes, pieces);
    }

    private void add(DataType type, Column column, int numRows) {
        if (type.kind() == TypeKind.NULL) {
            nodes.add(new Node(numRows, numRows));
            return;
        }
        Column flat = Gather.flatten(column, allocator);
        made.add(flat);
        nodes.add(new Node(numRows, flat.nullCount()));
        addValidity(flat, numRows);
        switch (flat.layout()) {
            case BIT -> pieces.add(new Piece(flat.dataAddress(), numRows + 7L >> 3));
            case INT64 -> {
                if (type.kind() == TypeKind.DECIMAL) {
                    flat = widen(flat);
                }
                addFixed(flat, numRows);
            }
            case INT8, INT16, INT32, INT128, FLOAT32, FLOAT64 -> addFixed(flat, numRows);
            case VARLEN -> {
                long start = addOffsets(flat, numRows);
                long end = end(flat, numRows);
                pieces.add(new Piece(flat.dataAddress() + start, end - start));
            }
            case LIST -> {
                int start = (int) addOffsets(flat, numRows);
                int count = (int) end(flat, numRows) - start;
                Column elements = flat.child(0).slice(start, count, allocator);
                made.add(elements);
                add(elementType(type), elements, count);
            }
            case STRUCT -> {
                List<Field> fields = type.fields();
                for (int child = 0; child < fields.size(); child++) {
                    add(fields.get(child).type(), flat.child(child), numRows);
                }
            }
        }
    }

    private static DataType elementType(DataType type) {
        return type.kind() == TypeKind.MAP ? DataType.row(type.fields()) : type.element();
    }

    private void addValidity(Column flat, int numRows) {
        long address = flat.validityAddress();
        pieces.add(new Piece(address, address == 0 ? 0 : numRows + 7L >> 3));
    }

    private void addFixed(Column flat, int numRows) {
        pieces.add(new Piece(flat.dataAddress(), (long) flat.layout().byteWidth() * numRows));
    }

    private static long end(Column flat, int numRows) {
        return Memory.getInt(flat.offsetsAddress() + 4L * numRows);
    }

    /// Adds the offsets and returns the first of them.
    private long addOffsets(Column flat, int numRows) {
        long from = flat.offsetsAddress();
        int first = Memory.getInt(from);
        long numBytes = 4L * (numRows + 1);
        if (first == 0) {
            pieces.add(new Piece(from, numBytes));
            return 0;
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT32, numRows + 1)) {
            long to = writer.dataAddress();
            for (int row = 0; row <= numRows; row++) {
                Memory.putInt(to + 4L * row, Memory.getInt(from + 4L * row) - first);
            }
            Column offsets = writer.finish();
            made.add(offsets);
            pieces.add(new Piece(offsets.dataAddress(), numBytes));
        }
        return first;
    }

    private Column widen(Column narrow) {
        int numRows = narrow.length();
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT128, numRows)) {
            long from = narrow.dataAddress();
            long to = writer.dataAddress();
            for (int row = 0; row < numRows; row++) {
                long low = Memory.getLong(from + 8L * row);
                Memory.putLong(to + 16L * row, low);
                Memory.putLong(to + 16L * row + 8, low >> 63);
            }
            Column wide = writer.finish();
            made.add(wide);
            return wide;
        }
    }

    /// Returns about how many bytes rows of a batch take as a frame.
    public static long estimatedBytes(Batch batch) {
        long bytes = 0;
        for (Column column : batch.columns()) {
            bytes += estimatedBytes(column, batch.selectedRows());
        }
        return bytes;
    }

    private static long estimatedBytes(Column column, int numRows) {
        Column values = column.isFlat() ? column : column.values();
        long width =
                switch (values.layout()) {
                    case BIT -> 0;
                    case INT8, INT16, INT32, INT128, FLOAT32, FLOAT64 ->
                            values.layout().byteWidth();
                    // A decimal may be widened.
                    case INT64 -> 16;
                    case VARLEN -> 4 + meanBytes(values);
                    case LIST -> {
                        long elements = meanBytes(values);
                        yield 4 + elements * estimatedBytes(values.child(0), 1);
                    }
                    case STRUCT -> {
                        long sum = 0;
                        for (int child = 0; child < values.childCount(); child++) {
                            sum += estimatedBytes(values.child(child), 1);
                        }
                        yield sum;
                    }
                };
        return (width + 1) * numRows + 8L * Bitmap.words(1);
    }

    private static long meanBytes(Column values) {
        int rows = values.length();
        if (rows == 0) {
            return 0;
        }
        long total = end(values, rows) - Memory.getInt(values.offsetsAddress());
        return (total + rows - 1) / rows;
    }

    private void reset() {
        nodes.clear();
        pieces.clear();
        for (AutoCloseable closeable : made) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("a column did not close", e);
            }
        }
        made.clear();
    }

    @Override
    public void close() {
        reset();
    }
}
