package dev.sabot.exec.expression;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Evaluates AND and OR in Kleene's logic. The deciding value (false for AND, true for OR) of one
/// term settles a row, and later terms do not see it.
final class LogicalEvaluator extends NodeEvaluator {
    private final List<NodeEvaluator> terms;
    private final boolean isAnd;

    LogicalEvaluator(List<NodeEvaluator> terms, boolean isAnd, EvaluationContext context) {
        super(DataType.BOOLEAN, context);
        this.terms = terms;
        this.isAnd = isAnd;
    }

    @Override
    void filter(Column[] columns, int numRows, long[] bits, boolean wanted) {
        if (wanted == isAnd) {
            // Every term must have the wanted value: narrow one bitmap.
            for (NodeEvaluator term : terms) {
                if (isEmpty(bits)) {
                    return;
                }
                term.filter(columns, numRows, bits, wanted);
            }
            return;
        }
        // One term with the wanted value suffices: unite, each term seeing only what is left.
        long[] undecided = bits.clone();
        Arrays.fill(bits, 0);
        for (NodeEvaluator term : terms) {
            if (isEmpty(undecided)) {
                return;
            }
            long[] matches = undecided.clone();
            term.filter(columns, numRows, matches, wanted);
            for (int word = 0; word < bits.length; word++) {
                bits[word] |= matches[word];
                undecided[word] &= ~matches[word];
            }
        }
    }

    @Override
    public Column evaluate(Column[] columns, int numRows, @Nullable Selection active) {
        if (isIdle(numRows, active)) {
            return nulls(numRows);
        }
        long[] undecided = bits(numRows, active);
        long[] isNull = new long[undecided.length];
        long[] decided = new long[undecided.length];
        boolean hasNulls = false;
        for (NodeEvaluator term : terms) {
            Selection rest = activeRows(undecided, numRows);
            if (isIdle(numRows, rest)) {
                break;
            }
            try (Column value = term.evaluate(columns, numRows, rest)) {
                long[] deciding = undecided.clone();
                Booleans.keep(value, numRows, deciding, !isAnd);
                long[] valid = undecided.clone();
                Booleans.dropNulls(value, numRows, valid);
                // Fresh words: the selection handed to the term shares the old ones.
                long[] next = new long[undecided.length];
                for (int word = 0; word < undecided.length; word++) {
                    isNull[word] |= undecided[word] & ~valid[word];
                    decided[word] |= deciding[word];
                    next[word] = undecided[word] & ~deciding[word];
                    hasNulls |= isNull[word] != 0;
                }
                undecided = next;
            }
        }
        long[] result = decided;
        long[] validity = hasNulls ? new long[decided.length] : null;
        for (int word = 0; word < decided.length; word++) {
            if (validity != null) {
                validity[word] = ~isNull[word] | decided[word];
            }
            result[word] = isAnd ? ~decided[word] : decided[word];
        }
        if (validity != null && validity.length > 0) {
            validity[validity.length - 1] &= Bitmap.tailMask(numRows);
        }
        return Booleans.column(result, validity, numRows, allocator());
    }

    @Override
    public void close() {
        super.close();
        terms.forEach(NodeEvaluator::close);
    }
}
