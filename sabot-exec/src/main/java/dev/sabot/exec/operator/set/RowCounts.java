package dev.sabot.exec.operator.set;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.operator.hash.CodedKeys;
import dev.sabot.exec.operator.hash.KeyTable;
import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;

import java.util.Arrays;
import java.util.List;

/// Counts distinct rows, each side of a set operation by itself. A count is the sum of weights.
///
/// **Threads**: one at a time.
final class RowCounts implements AutoCloseable {
    private final KeyTable table;
    private final CodedKeys coded;
    private final Reservation reservation;
    private final long[][] counts = new long[2][0];
    private int[] groups = new int[0];

    RowCounts(List<DataType> types, QueryContext context) {
        this.reservation = new Reservation(context.memory(), "SetOperation");
        this.table = KeyTable.create(types, "SetOperation", context.memory(), context.allocator());
        this.coded = new CodedKeys(table, types.size());
    }

    int size() {
        return table.size();
    }

    KeyTable table() {
        return table;
    }

    /// Returns how often a row is on a side.
    long count(int side, int row) {
        return row < counts[side].length ? counts[side][row] : 0;
    }

    /// Adds the selected rows of a lent batch to a side.
    void add(int side, Batch batch) {
        int count = batch.selectedRows();
        if (count == 0) {
            return;
        }
        Selection selection = batch.selection();
        int[] rows = selection == null ? null : selection.indexes(batch.numRows());
        int[] numbers = groups(count);
        coded.insert(batch.columns().toArray(Column[]::new), rows, count, numbers);
        long[] own = grow(side);
        Column weights = batch.weights();
        for (int i = 0; i < count; i++) {
            long weight = weights == null ? 1 : weights.getLong(rows == null ? i : rows[i]);
            own[numbers[i]] = sum(own[numbers[i]], weight);
        }
    }

    /// Adds all counts of another.
    void addAll(RowCounts other) {
        int count = other.size();
        int[] numbers = new int[count];
        table.insertFrom(other.table, null, 0, count, numbers);
        for (int side = 0; side < counts.length; side++) {
            long[] own = grow(side);
            for (int row = 0; row < count; row++) {
                own[numbers[row]] = sum(own[numbers[row]], other.count(side, row));
            }
        }
    }

    private static long sum(long count, long more) {
        long sum = count + more;
        if (((count ^ sum) & (more ^ sum)) < 0) {
            throw new SabotException(
                    ErrorCode.OVERFLOW,
                    "a row of a set operation counts more often than 64 bits hold");
        }
        return sum;
    }

    private int[] groups(int count) {
        if (groups.length < count) {
            groups = new int[count];
        }
        return groups;
    }

    private long[] grow(int side) {
        long[] own = counts[side];
        if (own.length < table.size()) {
            int length = Math.max(1_024, Math.max(table.size(), 2 * own.length));
            reservation.add(8L * (length - own.length));
            own = Arrays.copyOf(own, length);
            counts[side] = own;
        }
        return own;
    }

    @Override
    public void close() {
        table.close();
        reservation.close();
    }
}
