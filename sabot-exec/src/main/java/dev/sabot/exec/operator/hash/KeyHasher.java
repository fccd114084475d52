package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;

import org.jspecify.annotations.Nullable;

/// Computes the hashes of rows of key columns, for one task.
///
/// Dictionary entries are hashed once per dictionary. The types of the columns are those the plan
/// says: a column of DECIMAL may come as INT64 in one batch and INT128 in the next.
///
/// **Threads**: one.
public final class KeyHasher {
    private final @Nullable Column[] dictionaries;
    private final long[][] entryHashes;
    private long[] scratch = new long[0];

    public KeyHasher(int numKeys) {
        dictionaries = new @Nullable Column[numKeys];
        entryHashes = new long[numKeys][];
    }

    /// Sets `hashes[i]` to the hash of row `rows[i]` (or i when `rows` is null) of the keys, for i
    /// in 0 until `count`. Without keys all hashes are 0.
    public void hash(Column[] keys, int @Nullable [] rows, int count, long[] hashes) {
        if (keys.length == 0) {
            java.util.Arrays.fill(hashes, 0, count, 0);
            return;
        }
        hashColumn(0, keys[0], rows, count, hashes);
        for (int key = 1; key < keys.length; key++) {
            if (scratch.length < count) {
                scratch = new long[count];
            }
            hashColumn(key, keys[key], rows, count, scratch);
            for (int i = 0; i < count; i++) {
                hashes[i] = KeyHash.combine(hashes[i], scratch[i]);
            }
        }
    }

    private void hashColumn(
            int key, Column column, int @Nullable [] rows, int count, long[] hashes) {
        if (column.isDictionary() && usesEntries(key, column.values(), count)) {
            long[] entries = entryHashes[key];
            for (int i = 0; i < count; i++) {
                hashes[i] = entries[column.valueRow(rows == null ? i : rows[i])];
            }
        } else {
            hashValues(column, rows, count, hashes);
        }
        if (column.hasNulls()) {
            for (int i = 0; i < count; i++) {
                if (column.isNull(rows == null ? i : rows[i])) {
                    hashes[i] = KeyHash.NULL;
                }
            }
        }
    }

    private boolean usesEntries(int key, Column values, int count) {
        if (dictionaries[key] == values) {
            return true;
        }
        if (values.length() == 0 || values.length() > 2 * count) {
            return false;
        }
        long[] entries = new long[values.length()];
        hashValues(values, null, entries.length, entries);
        dictionaries[key] = values;
        entryHashes[key] = entries;
        return true;
    }

    private static void hashValues(Column column, int @Nullable [] rows, int count, long[] hashes) {
        switch (column.layout()) {
            case BIT, INT8, INT16, INT32, INT64 -> {
                ValueReader.readLongs(column, rows, 0, count, hashes);
                for (int i = 0; i < count; i++) {
                    hashes[i] = KeyHash.ofLong(hashes[i]);
                }
            }
            case INT128 -> {
                for (int i = 0; i < count; i++) {
                    int row = rows == null ? i : rows[i];
                    hashes[i] = KeyHash.ofWide(column.getHigh(row), column.getLow(row));
                }
            }
            case FLOAT32, FLOAT64 -> {
                for (int i = 0; i < count; i++) {
                    hashes[i] = KeyHash.ofDouble(column.getDouble(rows == null ? i : rows[i]));
                }
            }
            case VARLEN -> hashBytes(column, rows, count, hashes);
            case LIST, STRUCT -> hashNested(column, rows, count, hashes);
        }
    }

    private static void hashBytes(Column column, int @Nullable [] rows, int count, long[] hashes) {
        boolean hasNulls = column.hasNulls();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!hasNulls || !column.isNull(row)) {
                hashes[i] = KeyHash.ofBytes(column.bytesAddress(row), column.valueLength(row));
            }
        }
    }

    private static void hashNested(Column column, int @Nullable [] rows, int count, long[] hashes) {
        ByteSink sink = new ByteSink();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!column.isNull(row)) {
                sink.clear();
                NestedValues.encode(column, row, true, sink);
                hashes[i] = KeyHash.ofHeapBytes(sink.bytes(), sink.length());
            }
        }
    }
}
