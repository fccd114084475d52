package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.type.DataType;

import java.util.Arrays;

/// Makes the predicates that see nulls: IS NULL, IS DISTINCT FROM, IS TRUE and their opposites.
final class NullKernels {
    private NullKernels() {}

    /// Clears the bits of rows that are null, or of those that are not.
    private static void keepNull(Column column, int numRows, long[] bits, boolean wantsNull) {
        if (!column.hasNulls()) {
            if (wantsNull) {
                Arrays.fill(bits, 0);
            }
        } else if (column.isConstant()) {
            if (!wantsNull) {
                Arrays.fill(bits, 0);
            }
        } else {
            long flip = wantsNull ? -1 : 0;
            for (int word = 0; word < Bitmap.words(numRows); word++) {
                bits[word] &= flip ^ Memory.getLong(column.validityAddress() + 8L * word);
            }
        }
    }

    static PredicateKernel isNull(boolean wantsNull) {
        return (arguments, numRows, bits, _) -> keepNull(arguments[0], numRows, bits, wantsNull);
    }

    /// Tests for a truth value: `wanted`, or anything else (null too) when negated.
    static PredicateKernel isTruth(boolean wanted, boolean isNegated) {
        return (arguments, numRows, bits, _) -> {
            Column column = arguments[0];
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> (!column.isNull(row) && column.getBoolean(row) == wanted) != isNegated);
        };
    }

    static PredicateKernel isDistinct(
            boolean isNegated, DataType left, DataType right, ColumnKernels kernels) {
        ComparisonKernel unequal = new ComparisonKernel(Comparison.NOT_EQUAL, left, right, kernels);
        return (arguments, numRows, bits, context) -> {
            long[] bothValid = bits.clone();
            keepNull(arguments[0], numRows, bothValid, false);
            keepNull(arguments[1], numRows, bothValid, false);
            long[] bothNull = bits.clone();
            keepNull(arguments[0], numRows, bothNull, true);
            keepNull(arguments[1], numRows, bothNull, true);
            long[] differ = bothValid.clone();
            boolean isAnyValid = Arrays.stream(differ).anyMatch(word -> word != 0);
            if (isAnyValid) {
                unequal.keep(arguments, numRows, differ, context);
            }
            for (int word = 0; word < bits.length; word++) {
                long isSame = bothNull[word] | bothValid[word] & ~differ[word];
                bits[word] &= isNegated ? isSame : ~isSame;
            }
        };
    }
}
