package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;

import org.jspecify.annotations.Nullable;

/// Feeds an accumulator in runs of rows whose first arguments are not null, and merges group by
/// group.
abstract class RunAccumulator implements Accumulator {
    private final Run run = new Run();
    private final int required;
    private int numGroups;
    private int capacity;

    /// Skips rows where one of so many first arguments is null.
    RunAccumulator(int required) {
        this.required = required;
    }

    /// Returns the number of groups.
    final int numGroups() {
        return numGroups;
    }

    @Override
    public final void ensureGroups(int newGroups) {
        numGroups = Math.max(numGroups, newGroups);
        if (newGroups > capacity) {
            capacity = grownLength(capacity, newGroups);
            grow(capacity);
        }
    }

    /// Returns the length to give an array of so many elements that holds `needed`: twice as much,
    /// half as much again when large.
    static int grownLength(int length, int needed) {
        int more = length < 1 << 20 ? length : length >> 1;
        return needed <= length ? length : Math.max(Math.max(needed, 16), length + more);
    }

    @Override
    public final void accumulate(
            Column[] arguments,
            int @Nullable [] rows,
            int[] groups,
            int count,
            @Nullable Column weights) {
        Run.RowSet set = new Run.RowSet(rows, groups, weights);
        for (int from = 0; from < count; from += Run.SIZE) {
            run.start(set, from, Math.min(Run.SIZE, count - from), arguments, required);
            if (run.count() > 0) {
                add(run, arguments);
            }
        }
    }

    @Override
    public final void merge(Accumulator other, int from, int count, int[] groups) {
        for (int group = from; group < from + count; group++) {
            mergeGroup(other, group, groups[group]);
        }
    }

    @Override
    public final void mergeSelected(
            Accumulator other, int[] sources, int from, int count, int[] targets) {
        for (int i = from; i < from + count; i++) {
            mergeGroup(other, sources[i], targets[i]);
        }
    }

    /// Makes room for so many groups, more than before; seldom called.
    abstract void grow(int newGroups);

    /// Adds the rows of a run, of which there is at least one.
    abstract void add(Run rows, Column[] arguments);

    /// Adds one group of another accumulator of this class.
    abstract void mergeGroup(Accumulator other, int source, int target);
}
