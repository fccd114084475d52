package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Accumulator;
import org.jspecify.annotations.Nullable;

/// Feeds an accumulator in runs of rows whose first arguments are not null, and merges group by group.
abstract class RunAccumulator implements Accumulator {
    private final Run run = new Run();
    private final int required;
    private int numGroups;

    /// Skips rows where one of so many first arguments is null.
    RunAccumulator(int required) {
        this.required = required;
    }

    /// Returns the number of groups there is room for.
    final int numGroups() {
        return numGroups;
    }

    @Override
    public final void ensureGroups(int newGroups) {
        if (newGroups > numGroups) {
            numGroups = newGroups;
            grow(newGroups);
        }
    }

    /// Returns the length to give an array of so many elements that holds `needed`: half as much again.
    static int grownLength(int length, int needed) {
        return needed <= length ? length : Math.max(Math.max(needed, 16), length + (length >> 1));
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

    /// Makes the state hold so many groups, more than before.
    abstract void grow(int newGroups);

    /// Adds the rows of a run, of which there is at least one.
    abstract void add(Run rows, Column[] arguments);

    /// Adds one group of another accumulator of this class.
    abstract void mergeGroup(Accumulator other, int source, int target);
}
