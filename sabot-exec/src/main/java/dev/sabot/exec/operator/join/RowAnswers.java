package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Selection;
import dev.sabot.exec.plan.JoinType;

import org.jspecify.annotations.Nullable;

/// Says what a join outputs for the rows of a probe batch once it is known which have a match.
final class RowAnswers {
    private RowAnswers() {}

    /// Returns the batch that ends the output for a probe batch, owned by the caller, or null when
    /// there is nothing to add.
    ///
    /// @param matched bits of the rows with a match
    /// @param unknown bits of the rows where that is unknown unless matched; null when it is known
    static @Nullable Batch answer(
            JoinType type,
            Batch input,
            long[] matched,
            long @Nullable [] unknown,
            JoinOutput output) {
        return switch (type) {
            case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> null;
            case LEFT, FULL -> {
                Selection unmatched = select(input, matched, false, null);
                yield unmatched != null && unmatched.count() == 0
                        ? null
                        : output.extended(input, unmatched);
            }
            case SEMI -> keep(input, select(input, matched, true, null));
            case ANTI -> keep(input, select(input, matched, false, null));
            case ANTI_NULL_AWARE -> keep(input, select(input, matched, false, unknown));
            case MARK -> output.marked(input, only(input, matched), active(input, unknown));
        };
    }

    /// Returns the output for a probe batch when there are no build rows, owned by the caller, or
    /// null.
    static @Nullable Batch ofNoBuildRows(JoinType type, Batch input, JoinOutput output) {
        return switch (type) {
            case INNER, RIGHT, SEMI, RIGHT_SEMI, RIGHT_ANTI -> null;
            case LEFT, FULL -> output.extended(input, input.selection());
            case ANTI, ANTI_NULL_AWARE -> input.withSelection(input.selection());
            case MARK -> output.marked(input, new long[Bitmap.words(input.numRows())], null);
        };
    }

    private static @Nullable Batch keep(Batch input, @Nullable Selection rows) {
        return rows != null && rows.count() == 0 ? null : input.withSelection(rows);
    }

    /// Returns the selected rows that are `wanted` and not among others; null when all rows are.
    private static @Nullable Selection select(
            Batch input, long[] matched, boolean wanted, long @Nullable [] others) {
        int numRows = input.numRows();
        Selection selection = input.selection();
        long[] bits = selection == null ? Bitmap.ones(numRows) : selection.bitmap(numRows).clone();
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            bits[word] &= wanted ? matched[word] : ~matched[word];
            if (others != null) {
                bits[word] &= ~others[word];
            }
        }
        Selection.Bits rows = Selection.Bits.of(bits, numRows);
        return rows.count() == numRows ? null : rows;
    }

    private static long[] only(Batch input, long[] bits) {
        Selection selection = input.selection();
        if (selection == null) {
            return bits;
        }
        long[] result = selection.bitmap(input.numRows()).clone();
        for (int word = 0; word < result.length; word++) {
            result[word] &= bits[word];
        }
        return result;
    }

    private static long @Nullable [] active(Batch input, long @Nullable [] bits) {
        return bits == null ? null : only(input, bits);
    }
}
