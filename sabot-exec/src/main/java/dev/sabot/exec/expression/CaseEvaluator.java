package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.exec.kernel.ColumnGather;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Evaluates CASE: each value on the rows of its branch only.
final class CaseEvaluator extends NodeEvaluator {
    private final List<NodeEvaluator> conditions;
    private final List<NodeEvaluator> values;

    /// Takes one value more than conditions: the last is ELSE.
    CaseEvaluator(
            List<NodeEvaluator> conditions,
            List<NodeEvaluator> values,
            DataType type,
            EvaluationContext context) {
        super(type, context);
        this.conditions = conditions;
        this.values = values;
    }

    /// Splits rows among the branches: element i has the rows whose first true condition is i, the
    /// last those of ELSE. Stops early, leaving nulls, when no row is left.
    private long[] @Nullable [] split(Column[] columns, int numRows, long[] bits) {
        long[] @Nullable [] taken = new long[values.size()][];
        long[] left = bits;
        for (int branch = 0; branch < conditions.size(); branch++) {
            if (isEmpty(left)) {
                return taken;
            }
            long[] matches = left.clone();
            conditions.get(branch).filter(columns, numRows, matches, true);
            taken[branch] = matches;
            long[] rest = new long[left.length];
            for (int word = 0; word < left.length; word++) {
                rest[word] = left[word] & ~matches[word];
            }
            left = rest;
        }
        taken[conditions.size()] = left;
        return taken;
    }

    @Override
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        long[] @Nullable [] taken = split(columns, numRows, bits.clone());
        Arrays.fill(bits, 0);
        for (int branch = 0; branch < taken.length; branch++) {
            long[] rows = taken[branch];
            if (rows == null || isEmpty(rows)) {
                continue;
            }
            values.get(branch).filter(columns, numRows, rows, wanted);
            for (int word = 0; word < bits.length; word++) {
                bits[word] |= rows[word];
            }
        }
    }

    @Override
    public Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        if (isIdle(numRows, active)) {
            return nulls(numRows);
        }
        long[] @Nullable [] taken = split(columns, numRows, bits(numRows, active));
        int numActive = active == null ? numRows : active.count();
        List<Column> results = new ArrayList<>();
        int[] rowOf = new int[numRows];
        Arrays.fill(rowOf, -1);
        int[] sourceOf = new int[numRows];
        try {
            for (int branch = 0; branch < taken.length; branch++) {
                long[] rows = taken[branch];
                if (rows == null || isEmpty(rows)) {
                    continue;
                }
                Selection.Bits selection = Selection.Bits.of(rows, numRows);
                Selection part = selection.count() == numRows ? null : selection;
                Column result = values.get(branch).evaluate(columns, numRows, part);
                if (selection.count() == numActive) {
                    return result;
                }
                int source = results.size();
                results.add(result);
                int[] indexes = selection.indexes(numRows);
                for (int index = 0; index < selection.count(); index++) {
                    rowOf[indexes[index]] = indexes[index];
                    sourceOf[indexes[index]] = source;
                }
            }
            return merge(results, sourceOf, rowOf, numRows, active);
        } finally {
            results.forEach(Column::close);
        }
    }

    private Column merge(
            List<Column> results,
            int[] sourceOf,
            int[] rowOf,
            int numRows,
            @Nullable Selection active) {
        if (active != null) {
            // Inactive rows may hold anything but null, which would cost a validity bitmap.
            long[] bits = active.bitmap(numRows);
            int any = 0;
            while (any < numRows && rowOf[any] < 0) {
                any++;
            }
            for (int row = 0; row < numRows; row++) {
                if (!Bitmap.get(bits, row)) {
                    rowOf[row] = rowOf[any];
                    sourceOf[row] = sourceOf[any];
                }
            }
        }
        Column[] sources = results.toArray(Column[]::new);
        return ColumnGather.merge(sources, sourceOf, rowOf, numRows, allocator());
    }

    @Override
    public void close() {
        super.close();
        conditions.forEach(NodeEvaluator::close);
        values.forEach(NodeEvaluator::close);
    }
}
