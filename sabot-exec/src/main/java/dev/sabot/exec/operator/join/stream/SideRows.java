package dev.sabot.exec.operator.join.stream;

import dev.sabot.batch.Column;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.operator.hash.KeyTable;
import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.exec.pipeline.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The rows of one side of a stream join that may still meet others: equal rows once, with their
/// net weight, in chains by join key.
///
/// Rows that are dead (expired, or of weight 0) are passed over; when they may be half of all, what
/// lives is copied to new tables, so that a row is copied about once.
///
/// **Threads**: guarded by its partition.
final class SideRows implements AutoCloseable {
    private static final int UNLINKED = -2;
    private static final int END = -1;
    private static final int MIN_CHECK = 16_384;
    private static final String OPERATOR = "StreamJoin";

    private final SidePlan plan;
    private final QueryContext context;
    private final Reservation reservation;
    private KeyTable rows;
    private KeyTable keys;
    private int[] heads = new int[64];
    private int[] next = new int[64];
    private int[] rowKeys = new int[64];
    private long[] weights = new long[64];
    private long[] expiries = new long[64];
    private long[] matches;
    private @Nullable ExpiryHeap heap;
    private int numKeys;
    private int numRows;
    private int nextCheck = MIN_CHECK;
    private long lastExpiry = Long.MIN_VALUE;
    private int[] numbers = new int[0];

    SideRows(SidePlan plan, QueryContext context) {
        this.plan = plan;
        this.context = context;
        this.reservation = new Reservation(context.memory(), OPERATOR);
        this.rows = newRows();
        this.keys = newKeys();
        this.matches = new long[plan.countsMatches() ? 64 : 0];
        this.heap = plan.countsMatches() ? new ExpiryHeap() : null;
    }

    private KeyTable newRows() {
        return KeyTable.create(plan.types(), OPERATOR, context.memory(), context.allocator());
    }

    private KeyTable newKeys() {
        return KeyTable.create(plan.keyTypes(), OPERATOR, context.memory(), context.allocator());
    }

    /// Says whether a row that expires at a time is dead at a watermark of the other side.
    static boolean isDead(long expiry, long watermark) {
        return watermark > expiry || watermark == StreamElement.END_OF_TIME;
    }

    /// Rows to insert: row `at[i]` of the columns with weight and expiry i.
    ///
    /// @param matches matches each row has met already, by i
    record Arrivals(
            Column[] columns,
            Column[] keys,
            int[] at,
            int count,
            long[] weights,
            long[] expiries,
            long[] matches) {}

    /// Keeps rows.
    void insert(Arrivals arrivals) {
        int count = arrivals.count;
        if (numbers.length < 2 * count) {
            numbers = new int[2 * count];
        }
        int[] ids = new int[count];
        keys.insert(arrivals.keys, arrivals.at, count, numbers);
        rows.insert(arrivals.columns, arrivals.at, count, ids);
        grow();
        for (int i = 0; i < count; i++) {
            int id = ids[i];
            if (next[id] == UNLINKED) {
                int key = numbers[i];
                rowKeys[id] = key;
                next[id] = heads[key];
                heads[key] = id;
                expiries[id] = arrivals.expiries[i];
                lastExpiry = Math.max(lastExpiry, arrivals.expiries[i]);
                if (plan.countsMatches()) {
                    matches[id] = arrivals.matches[i];
                }
                if (heap != null) {
                    heap.add(arrivals.expiries[i], id);
                }
            }
            weights[id] += arrivals.weights[i];
        }
    }

    private void grow() {
        int rowCount = rows.size();
        int keyCount = keys.size();
        if (rowCount > next.length) {
            int length = Math.max(rowCount, next.length + (next.length >> 1));
            next = Arrays.copyOf(next, length);
            rowKeys = Arrays.copyOf(rowKeys, length);
            weights = Arrays.copyOf(weights, length);
            expiries = Arrays.copyOf(expiries, length);
            matches = plan.countsMatches() ? Arrays.copyOf(matches, length) : matches;
        }
        if (keyCount > heads.length) {
            heads = Arrays.copyOf(heads, Math.max(keyCount, heads.length + (heads.length >> 1)));
        }
        Arrays.fill(next, numRows, rowCount, UNLINKED);
        Arrays.fill(weights, numRows, rowCount, 0);
        Arrays.fill(heads, numKeys, keyCount, END);
        numRows = rowCount;
        numKeys = keyCount;
        long heapBytes = heap == null ? 0 : heap.heapBytes();
        reservation.resize(24L * next.length + 8L * matches.length + 4L * heads.length + heapBytes);
    }

    /// Sets `first[i]` to the first row of the key at row `at[i]`, -1 when there is none.
    void find(Column[] keyColumns, int[] at, int count, int[] first) {
        keys.find(keyColumns, at, count, first);
        for (int i = 0; i < count; i++) {
            first[i] = first[i] < 0 ? END : heads[first[i]];
        }
    }

    /// Returns the row after another with the same key, or -1.
    int next(int row) {
        return next[row];
    }

    /// Returns the net weight of a row, 0 when it is dead at a watermark of the other side.
    long liveWeight(int row, long watermark) {
        return isDead(expiries[row], watermark) ? 0 : weights[row];
    }

    long weight(int row) {
        return weights[row];
    }

    void addMatches(int row, long weight) {
        matches[row] += weight;
    }

    /// Returns chosen rows, one column each; the caller owns them.
    Column[] columns(int[] ids, int count) {
        return rows.keys(ids, 0, count, context.allocator());
    }

    /// Takes out up to `limit` rows that died at a watermark and are to be given; returns how many.
    int takeAnswers(long watermark, int[] ids, int limit) {
        ExpiryHeap times = heap;
        int count = 0;
        while (times != null
                && count < limit
                && !times.isEmpty()
                && isDead(times.firstTime(), watermark)) {
            int row = times.poll();
            if (weights[row] != 0 && plan.isAnswer(matches[row])) {
                ids[count++] = row;
            }
        }
        return count;
    }

    /// Frees rows that are dead at a watermark when there may be many. While some of them are still
    /// to be given, as the watermark has just moved, all stay.
    void clean(long watermark) {
        if (heap != null && !heap.isEmpty() && isDead(heap.firstTime(), watermark)) {
            return;
        }
        boolean allDead = numRows > 0 && isDead(lastExpiry, watermark);
        if (!allDead && numRows < nextCheck) {
            return;
        }
        int[] live = new int[numRows];
        int count = 0;
        for (int row = 0; row < numRows && !allDead; row++) {
            live[count] = row;
            count += liveWeight(row, watermark) != 0 ? 1 : 0;
        }
        if (2L * count <= numRows) {
            compact(live, count);
        }
        nextCheck = Math.max(MIN_CHECK, 2 * numRows);
    }

    private void compact(int[] live, int count) {
        int[] liveKeys = new int[count];
        for (int i = 0; i < count; i++) {
            liveKeys[i] = rowKeys[live[i]];
        }
        KeyTable oldRows = rows;
        KeyTable oldKeys = keys;
        long[] oldWeights = weights;
        long[] oldExpiries = expiries;
        long[] oldMatches = matches;
        int[] newIds = new int[count];
        int[] newKeys = new int[count];
        rows = newRows();
        keys = newKeys();
        try (oldRows;
                oldKeys) {
            rows.insertFrom(oldRows, live, 0, count, newIds);
            keys.insertFrom(oldKeys, liveKeys, 0, count, newKeys);
        }
        numRows = 0;
        numKeys = 0;
        int length = Math.max(64, count + (count >> 1));
        next = new int[length];
        rowKeys = new int[length];
        weights = new long[length];
        expiries = new long[length];
        matches = new long[plan.countsMatches() ? length : 0];
        heads = new int[Math.max(64, keys.size() + (keys.size() >> 1))];
        heap = plan.countsMatches() ? new ExpiryHeap() : null;
        lastExpiry = Long.MIN_VALUE;
        grow();
        for (int i = 0; i < count; i++) {
            int id = newIds[i];
            rowKeys[id] = newKeys[i];
            next[id] = heads[newKeys[i]];
            heads[newKeys[i]] = id;
            weights[id] = oldWeights[live[i]];
            expiries[id] = oldExpiries[live[i]];
            lastExpiry = Math.max(lastExpiry, expiries[id]);
            if (heap != null) {
                matches[id] = oldMatches[live[i]];
                heap.add(expiries[id], id);
            }
        }
    }

    /// Returns how many rows are held, dead ones included.
    int numRows() {
        return numRows;
    }

    @Override
    public void close() {
        rows.close();
        keys.close();
        reservation.close();
    }
}
