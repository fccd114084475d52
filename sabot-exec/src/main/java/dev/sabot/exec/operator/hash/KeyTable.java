package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.exec.memory.MemoryBudget;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Numbers distinct key rows densely from 0; keys of a later insertion have higher numbers.
///
/// **Nulls**: null equals null. -0.0 equals 0.0, NaN equals NaN; they come out as 0.0 and one NaN.
///
/// **Threads**: one; reading keys and hashes may be shared once nothing is inserted any more.
///
/// **Errors**: MEMORY_LIMIT when the query's budget refuses to let the table grow.
public abstract sealed class KeyTable implements AutoCloseable permits WordKeyTable, RowKeyTable {
    /// Returns an empty table for keys of the given types; there may be none.
    public static KeyTable create(
            List<DataType> types, String operator, MemoryBudget budget, BufferAllocator allocator) {
        if (types.size() == 1 && KeyLayout.isWord(types.get(0))) {
            return new WordKeyTable(types.get(0), new Reservation(budget, operator));
        }
        return new RowKeyTable(types, new Reservation(budget, operator), allocator);
    }

    /// Returns the number of distinct keys.
    public abstract int size();

    /// Sets `groups[i]` to the number of the key at row `rows[i]` (or i when `rows` is null), for i
    /// in 0 until `count`; keys not seen before get the next numbers, in no order among them. The
    /// columns are lent.
    public abstract void insert(Column[] keys, int @Nullable [] rows, int count, int[] groups);

    /// As [#insert], but keys that are not in the table give -1.
    public abstract void find(Column[] keys, int @Nullable [] rows, int count, int[] groups);

    /// Inserts keys `ids[i]` (or `i` when `ids` is null) of another table of the same types, for i
    /// in `from` until `from + count`; `groups[i]` is the number here.
    public abstract void insertFrom(
            KeyTable other, int @Nullable [] ids, int from, int count, int[] groups);

    /// Sets `hashes[i]` to the hash of key `from + i`, for i in 0 until `count`.
    public abstract void hashes(int from, int count, long[] hashes);

    /// Sets `partitions[i]` to a number from 0 to 255 for key `from + i`, for i in 0 until `count`:
    /// the same for equal keys of all tables of the same types. Neighbouring integers of a single
    /// key often share one, so that tables filled in key order are read in order.
    public abstract void partitions(int from, int count, int[] partitions);

    /// Returns one column per key type of the keys `ids[from + i]` (or `from + i` when `ids` is
    /// null); the caller owns them.
    public abstract Column[] keys(
            int @Nullable [] ids, int from, int count, BufferAllocator allocator);

    /// Frees the memory.
    @Override
    public abstract void close();
}
