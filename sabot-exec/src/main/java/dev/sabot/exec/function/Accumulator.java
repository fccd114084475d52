package dev.sabot.exec.function;

import dev.sabot.batch.Column;
import dev.sabot.type.DataType;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Holds the states of one aggregate call for many groups, in heap arrays by group number.
///
/// Rows carry signed weights; a row of weight -1 takes back what +1 gave. Functions that cannot take
/// back from a plain state (MIN, MAX) keep what they need once they see a negative weight.
///
/// **Threads**: one.
public interface Accumulator {
    /// Makes room for groups 0 to `numGroups - 1`; new groups are empty.
    void ensureGroups(int numGroups);

    /// Adds rows. Row `rows[i]` (or `i` when `rows` is null) of the lent arguments belongs to group
    /// `groups[i]`, for i in 0 until `count`; its weight is that of `weights` at the same row, or +1.
    ///
    /// **Nulls**: the accumulator skips them where SQL says so.
    void accumulate(
            Column[] arguments,
            int @Nullable [] rows,
            int[] groups,
            int count,
            @Nullable Column weights);

    /// Adds the states of another accumulator of the same call: its group i to this one's group
    /// `groups[i]`, for i in `from` until `from + count`.
    void merge(Accumulator other, int from, int count, int[] groups);

    /// Returns the results of groups `from` until `from + count`, owned by the caller.
    Column finish(int from, int count, BufferAllocator allocator);

    /// Returns the types of the columns a state is written as for exchange, spill and snapshot.
    List<DataType> stateTypes();

    /// Writes the states of groups `from` until `from + count`; the caller owns the columns.
    Column[] writeState(int from, int count, BufferAllocator allocator);

    /// Merges states written by [#writeState]: row i to group `groups[i]`. The columns are lent.
    void readState(Column[] state, int[] groups, int count);

    /// Returns the heap bytes held.
    long heapBytes();
}
