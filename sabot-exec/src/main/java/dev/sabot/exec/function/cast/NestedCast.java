package dev.sabot.exec.function.cast;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.kernel.ColumnGather;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Casts the elements of an ARRAY, the components of a ROW, by position, or the keys and values of
/// a MAP; the shape stays.
final class NestedCast implements Kernel {
    private final boolean isList;
    private final List<Kernel> parts;

    private NestedCast(boolean isList, List<Kernel> parts) {
        this.isList = isList;
        this.parts = parts;
    }

    static boolean isAllowed(DataType from, DataType to) {
        if (!from.kind().isNested()
                || from.kind() != to.kind()
                || from.fields().size() != to.fields().size()) {
            return false;
        }
        for (int field = 0; field < from.fields().size(); field++) {
            if (!Casts.isAllowed(from.fields().get(field).type(), to.fields().get(field).type())) {
                return false;
            }
        }
        return true;
    }

    static Kernel kernel(DataType from, DataType to, boolean isTry) {
        if (from.kind() == TypeKind.MAP) {
            Kernel entry = kernel(DataType.row(from.fields()), DataType.row(to.fields()), isTry);
            return new NestedCast(true, List.of(entry));
        }
        List<Kernel> parts = new ArrayList<>();
        for (int field = 0; field < from.fields().size(); field++) {
            parts.add(
                    Casts.kernel(
                            from.fields().get(field).type(), to.fields().get(field).type(), isTry));
        }
        return new NestedCast(from.kind() == TypeKind.ARRAY, List.copyOf(parts));
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        try (Column flat = ColumnGather.flatten(arguments[0], context.allocator())) {
            long[] rows = active == null ? Bitmap.ones(numRows) : active.bitmap(numRows).clone();
            if (flat.hasNulls()) {
                Bitmap.and(rows, flat.validityAddress(), numRows);
            }
            return isList
                    ? castList(flat, numRows, rows, context)
                    : castStruct(flat, numRows, rows, context);
        }
    }

    /// Casts one part; nulls propagate.
    private static Column cast(
            Kernel kernel, Column encoded, long[] rows, EvaluationContext context) {
        try (Column part = ColumnGather.flatten(encoded, context.allocator())) {
            return castFlat(kernel, part, rows, context);
        }
    }

    private static Column castFlat(
            Kernel kernel, Column part, long[] rows, EvaluationContext context) {
        int numRows = part.length();
        long[] bits = rows.clone();
        long[] validity = null;
        if (part.hasNulls()) {
            Bitmap.and(bits, part.validityAddress(), numRows);
            validity = Bitmap.ones(numRows);
            Bitmap.and(validity, part.validityAddress(), numRows);
        }
        Selection active = Selection.Bits.of(bits, numRows);
        try (Column result = kernel.evaluate(new Column[] {part}, numRows, active, context);
                Column flat = ColumnGather.flatten(result, context.allocator())) {
            if (validity == null) {
                return flat.retain();
            }
            if (flat.hasNulls()) {
                Bitmap.and(validity, flat.validityAddress(), numRows);
            }
            return flat.withValidity(validity, context.allocator());
        }
    }

    private static @Nullable ArrowBuf validity(
            Column flat, int numRows, BufferAllocator allocator) {
        if (!flat.hasNulls()) {
            return null;
        }
        long numBytes = 8L * Bitmap.words(numRows);
        ArrowBuf copy = allocator.buffer(numBytes);
        Memory.copy(flat.validityAddress(), copy.memoryAddress(), numBytes);
        return copy;
    }

    private Column castList(Column flat, int numRows, long[] rows, EvaluationContext context) {
        Column elements = flat.child(0);
        long[] used = new long[Bitmap.words(elements.length())];
        for (int row = 0; row < numRows; row++) {
            if (Bitmap.get(rows, row)) {
                int start = flat.listStart(row);
                for (int index = 0; index < flat.valueLength(row); index++) {
                    Bitmap.set(used, start + index);
                }
            }
        }
        Column child = cast(parts.get(0), elements, used, context);
        ArrowBuf offsets = null;
        try {
            offsets = context.allocator().buffer(4L * (numRows + 1));
            Memory.copy(flat.offsetsAddress(), offsets.memoryAddress(), 4L * (numRows + 1));
            ArrowBuf valid = validity(flat, numRows, context.allocator());
            return Column.list(numRows, flat.nullCount(), valid, offsets, child);
        } catch (RuntimeException e) {
            child.close();
            if (offsets != null) {
                offsets.close();
            }
            throw e;
        }
    }

    private Column castStruct(Column flat, int numRows, long[] rows, EvaluationContext context) {
        List<Column> children = new ArrayList<>();
        try {
            for (int part = 0; part < parts.size(); part++) {
                children.add(cast(parts.get(part), flat.child(part), rows, context));
            }
            ArrowBuf valid = validity(flat, numRows, context.allocator());
            return Column.struct(numRows, flat.nullCount(), valid, children.toArray(Column[]::new));
        } catch (RuntimeException e) {
            children.forEach(Column::close);
            throw e;
        }
    }
}
