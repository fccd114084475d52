package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Evaluates one node of an expression tree for one task.
///
/// Predicates narrow a bitmap in place ([#filter]); that is how AND chains and OR unions avoid
/// columns of booleans.
///
/// **Threads**: one.
abstract class NodeEvaluator implements Evaluator {
    private final DataType type;
    private final EvaluationContext context;
    private @Nullable Column nullValue;

    NodeEvaluator(DataType type, EvaluationContext context) {
        this.type = type;
        this.context = context;
    }

    final DataType type() {
        return type;
    }

    final EvaluationContext context() {
        return context;
    }

    final BufferAllocator allocator() {
        return context.allocator();
    }

    /// Says whether no row is to be evaluated, so that nothing may fail.
    static boolean isIdle(int numRows, @Nullable Selection active) {
        return numRows == 0 || (active != null && active.count() == 0);
    }

    /// Returns a constant null column of this node's type.
    final Column nulls(int numRows) {
        Column value = nullValue;
        if (value == null) {
            value = Constants.nullValue(type, allocator());
            nullValue = value;
        }
        return Column.constant(value.retain(), numRows);
    }

    /// Clears the bits of rows where this BOOLEAN node is not `wanted` (false or null for true,
    /// true or null for false). Set bits are the active rows; bits past the last row are zero.
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        Selection active = activeRows(bits, numRows);
        if (isIdle(numRows, active)) {
            return;
        }
        try (Column result = evaluate(columns, numRows, active)) {
            Booleans.keep(result, numRows, bits, wanted);
        }
    }

    /// Returns the selection of a bitmap, null when all rows are selected; the words are shared.
    static @Nullable Selection activeRows(long[] bits, int numRows) {
        Selection.Bits active = Selection.Bits.of(bits, numRows);
        return active.count() == numRows ? null : active;
    }

    static boolean isEmpty(long[] bits) {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    static long[] bits(int numRows, @Nullable Selection active) {
        // A selection's array may be longer than the rows need, with leftovers behind them.
        return active == null
                ? Bitmap.ones(numRows)
                : Arrays.copyOf(active.bitmap(numRows), Bitmap.words(numRows));
    }

    @Override
    public final @Nullable Selection select(
            Column[] columns, int numRows, @Nullable Selection active) {
        long[] bits = bits(numRows, active);
        filter(columns, numRows, bits, true);
        Selection.Bits selected = Selection.Bits.of(bits, numRows);
        int before = active == null ? numRows : active.count();
        return selected.count() == before ? active : selected;
    }

    @Override
    public void close() {
        if (nullValue != null) {
            nullValue.close();
            nullValue = null;
        }
    }
}
