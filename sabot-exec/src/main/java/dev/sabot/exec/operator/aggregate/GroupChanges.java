package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.Gather;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adds groups to a table and says how the rows of the result change by it.
///
/// **Shape**: the old row of a group with weight -1, then the new one with +1; neither when both
/// are equal, only one when a group appears or vanishes.
///
/// **Threads**: guarded by its owner.
final class GroupChanges {
    private final HashAggregate operator;
    private final QueryContext context;
    private final GroupBatches batches;
    private final ResultComparison comparison = new ResultComparison();

    GroupChanges(HashAggregate operator, QueryContext context) {
        this.operator = operator;
        this.context = context;
        this.batches = new GroupBatches(operator, null);
    }

    private GroupTable newTable(int set) {
        return new GroupTable(operator, operator.plan().groupingSets().get(set), context);
    }

    /// Returns the rows of a table whose rows were never given.
    List<Batch> first(int set, GroupTable table) {
        int[] all = new int[table.size()];
        Arrays.setAll(all, group -> group);
        try (GroupTable copy = newTable(set)) {
            copyPresent(table, all, copy);
            try (Batch rows = batch(set, copy)) {
                return rows == null ? List.of() : changes(null, rows, fill(rows.numRows()));
            }
        }
    }

    /// Numbers rows of new ones only.
    private static Pairing fill(int numRows) {
        Pairing pairing = new Pairing(numRows);
        for (int row = 0; row < numRows; row++) {
            pairing.add(-1, row);
        }
        return pairing;
    }

    /// Adds all groups of `delta` to the table.
    List<Batch> apply(int set, GroupTable table, GroupTable delta) {
        int count = delta.size();
        if (count == 0) {
            return List.of();
        }
        try (GroupTable before = newTable(set);
                GroupTable after = newTable(set)) {
            int[] oldRows = copyPresent(table, table.find(delta), before);
            int[] newRows = copyPresent(table, table.merge(delta), after);
            try (Batch old = batch(set, before);
                    Batch fresh = batch(set, after)) {
                return changes(old, fresh, pair(old, fresh, oldRows, newRows));
            }
        }
    }

    /// Returns a table of the groups that have rows left.
    GroupTable withoutVanished(int set, GroupTable table) {
        int[] all = new int[table.size()];
        Arrays.setAll(all, group -> group);
        GroupTable kept = newTable(set);
        try {
            copyPresent(table, all, kept);
            return kept;
        } catch (RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    /// Copies chosen groups (-1: none) that have rows left; returns their numbers there, or -1.
    private static int[] copyPresent(GroupTable from, int[] groups, GroupTable to) {
        int[] numbers = new int[groups.length];
        int[] chosen = new int[groups.length];
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (groups[i] >= 0 && from.isPresent(groups[i])) {
                numbers[i] = count;
                chosen[count++] = groups[i];
            } else {
                numbers[i] = -1;
            }
        }
        if (count == 0) {
            return numbers;
        }
        int[] targets =
                from.numKeys() == 0 ? to.merge(from) : to.mergeSelected(from, chosen, 0, count);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numbers[i] < 0 ? -1 : targets[numbers[i]];
        }
        return numbers;
    }

    private @Nullable Batch batch(int set, GroupTable table) {
        return table.size() == 0
                ? null
                : batches.batch(new GroupBatches.Piece(set, table, 0, table.size(), 0));
    }

    /// Old and new rows of changed groups, -1 for none.
    private static final class Pairing {
        private final int[] oldRows;
        private final int[] newRows;
        private int count;

        Pairing(int capacity) {
            oldRows = new int[capacity];
            newRows = new int[capacity];
        }

        void add(int oldRow, int newRow) {
            oldRows[count] = oldRow;
            newRows[count++] = newRow;
        }
    }

    private Pairing pair(@Nullable Batch old, @Nullable Batch fresh, int[] oldRows, int[] newRows) {
        int firstCall = operator.plan().keys().size();
        Pairing pairing = new Pairing(oldRows.length);
        for (int i = 0; i < oldRows.length; i++) {
            boolean isSame =
                    old != null
                            && fresh != null
                            && oldRows[i] >= 0
                            && newRows[i] >= 0
                            && comparison.areSame(old, oldRows[i], fresh, newRows[i], firstCall);
            if (!isSame && (oldRows[i] >= 0 || newRows[i] >= 0)) {
                pairing.add(oldRows[i], newRows[i]);
            }
        }
        return pairing;
    }

    /// Lays old and new rows out side by side, with their weights.
    private List<Batch> changes(@Nullable Batch old, @Nullable Batch fresh, Pairing pairing) {
        List<Batch> made = new ArrayList<>();
        int base = old == null ? 0 : old.numRows();
        int[] rows = new int[2 * pairing.count];
        long[] weights = new long[2 * pairing.count];
        int count = 0;
        for (int i = 0; i < pairing.count; i++) {
            if (pairing.oldRows[i] >= 0) {
                rows[count] = pairing.oldRows[i];
                weights[count++] = -1;
            }
            if (pairing.newRows[i] >= 0) {
                rows[count] = base + pairing.newRows[i];
                weights[count++] = 1;
            }
        }
        if (count == 0) {
            return made;
        }
        List<Column> columns = new ArrayList<>();
        try {
            int numColumns = operator.plan().keys().size() + operator.plan().calls().size();
            for (int column = 0; column < numColumns; column++) {
                columns.add(joined(old, fresh, column));
            }
            int limit = context.batchRows();
            for (int from = 0; from < count; from += limit) {
                made.add(gather(columns, rows, weights, from, Math.min(limit, count - from)));
            }
            return made;
        } catch (RuntimeException e) {
            made.forEach(Batch::close);
            throw e;
        } finally {
            columns.forEach(Column::close);
        }
    }

    private Column joined(@Nullable Batch old, @Nullable Batch fresh, int column) {
        List<Column> parts = new ArrayList<>();
        if (old != null) {
            parts.add(old.column(column));
        }
        if (fresh != null) {
            parts.add(fresh.column(column));
        }
        return parts.size() == 1
                ? parts.getFirst().retain()
                : Gather.concat(parts, context.allocator());
    }

    private Batch gather(List<Column> columns, int[] allRows, long[] weights, int from, int count) {
        BufferAllocator allocator = context.allocator();
        int[] rows = Arrays.copyOfRange(allRows, from, from + count);
        List<Column> made = new ArrayList<>();
        try {
            for (Column column : columns) {
                made.add(Gather.gather(column, rows, count, allocator));
            }
            Column weight = HeapColumns.ofLongs(Layout.INT64, weights, from, count, allocator);
            return new Batch(count, made.toArray(Column[]::new), null, weight);
        } catch (RuntimeException e) {
            made.forEach(Column::close);
            throw e;
        }
    }
}
