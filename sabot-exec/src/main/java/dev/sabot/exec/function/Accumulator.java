package dev.sabot.exec.function;

import dev.sabot.batch.Column;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Holds the states of one aggregate call for many groups, in heap arrays by group number.
///
/// Rows carry signed weights; a row of weight -1 takes back what +1 gave. An accumulator that
/// cannot take back from its state ([#isInvertible()] is false) is given positive weights only,
/// which repeat a row; the operator keeps the weighted values of such a call and replays those that
/// remain. Either all rows an accumulator sees come with weights or none do.
///
/// **Threads**: one; [#finish] of different groups may run on several once nothing is added any
/// more.
public interface Accumulator {
    /// Makes room for groups 0 to `numGroups - 1`; new groups are empty.
    void ensureGroups(int numGroups);

    /// Adds rows. Row `rows[i]` (or `i` when `rows` is null) of the lent arguments belongs to group
    /// `groups[i]`, for i in 0 until `count`; its weight is that of `weights` at the same row, or
    /// +1.
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

    /// As [#merge] for chosen groups: group `sources[i]` of the other to group `targets[i]`, for i
    /// in `from` until `from + count`.
    default void mergeSelected(
            Accumulator other, int[] sources, int from, int count, int[] targets) {
        int[] groups = new int[0];
        for (int i = from; i < from + count; i++) {
            if (groups.length <= sources[i]) {
                groups = new int[Math.max(sources[i] + 1, 2 * groups.length)];
            }
            groups[sources[i]] = targets[i];
            merge(other, sources[i], 1, groups);
        }
    }

    /// Says whether a row of negative weight takes back exactly what the same row gave.
    default boolean isInvertible() {
        return false;
    }

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
