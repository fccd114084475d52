package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.operator.hash.ByteSink;
import dev.sabot.exec.operator.hash.NestedValues;

import java.util.Arrays;

/// Says whether two rows of results are the same.
///
/// **Nulls**: null equals null.
///
/// **Threads**: one.
final class ResultComparison {
    private final ByteSink firstBytes = new ByteSink();
    private final ByteSink secondBytes = new ByteSink();

    /// Compares the columns from one on; the batches are lent.
    boolean areSame(Batch first, int firstRow, Batch second, int secondRow, int fromColumn) {
        for (int column = fromColumn; column < first.numColumns(); column++) {
            if (!isSame(first.column(column), firstRow, second.column(column), secondRow)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(Column first, int firstRow, Column second, int secondRow) {
        boolean isNull = first.isNull(firstRow);
        if (isNull || second.isNull(secondRow)) {
            return isNull && second.isNull(secondRow);
        }
        return switch (first.layout()) {
            case BIT -> first.getBoolean(firstRow) == second.getBoolean(secondRow);
            case INT8, INT16, INT32, INT64, INT128 ->
                    first.getLow(firstRow) == second.getLow(secondRow)
                            && first.getHigh(firstRow) == second.getHigh(secondRow);
            case FLOAT32, FLOAT64 ->
                    Double.doubleToLongBits(first.getDouble(firstRow))
                            == Double.doubleToLongBits(second.getDouble(secondRow));
            case VARLEN ->
                    Memory.mismatch(
                                    first.bytesAddress(firstRow),
                                    first.valueLength(firstRow),
                                    second.bytesAddress(secondRow),
                                    second.valueLength(secondRow))
                            < 0;
            case LIST, STRUCT -> {
                firstBytes.clear();
                secondBytes.clear();
                NestedValues.encode(first, firstRow, true, firstBytes);
                NestedValues.encode(second, secondRow, true, secondBytes);
                yield Arrays.equals(
                        firstBytes.bytes(),
                        0,
                        firstBytes.length(),
                        secondBytes.bytes(),
                        0,
                        secondBytes.length());
            }
        };
    }
}
