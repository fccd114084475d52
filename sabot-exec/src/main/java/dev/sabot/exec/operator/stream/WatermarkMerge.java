package dev.sabot.exec.operator.stream;

import dev.sabot.batch.StreamElement;

import java.util.Arrays;

/// Merges the watermarks of the tasks that feed one operator: the least of those that are not idle.
///
/// A task that has not told its watermark holds the merged one at the beginning of time; one that
/// has ended does not hold it. The merged watermark never goes back: an idle task that speaks again
/// finds it where the others have brought it. While all tasks are idle it stays.
///
/// **Threads**: guarded by its owner.
public final class WatermarkMerge {
    /// The watermark before there is any.
    public static final long BEGINNING = Long.MIN_VALUE;

    private enum Mode {
        ACTIVE,
        IDLE,
        ENDED
    }

    private long[] watermarks = new long[4];
    private Mode[] modes = new Mode[4];
    private int numInputs;
    private long merged = BEGINNING;

    /// Adds a task and returns its number. All are added before the first one speaks.
    public int register() {
        if (numInputs == watermarks.length) {
            watermarks = Arrays.copyOf(watermarks, 2 * numInputs);
            modes = Arrays.copyOf(modes, 2 * numInputs);
        }
        watermarks[numInputs] = BEGINNING;
        modes[numInputs] = Mode.ACTIVE;
        return numInputs++;
    }

    /// Takes a task's watermark. Returns whether the merged one has moved.
    public boolean advance(int input, long micros) {
        watermarks[input] = Math.max(watermarks[input], micros);
        return merge();
    }

    /// Takes what a task says of itself. Returns whether the merged watermark has moved.
    public boolean setIdle(int input, boolean isIdle) {
        if (modes[input] != Mode.ENDED) {
            modes[input] = isIdle ? Mode.IDLE : Mode.ACTIVE;
        }
        return merge();
    }

    /// Notes that a task has ended. Returns whether the merged watermark has moved.
    public boolean end(int input) {
        modes[input] = Mode.ENDED;
        return merge();
    }

    private boolean merge() {
        long least = StreamElement.END_OF_TIME;
        boolean isKnown = true;
        for (int input = 0; input < numInputs; input++) {
            if (modes[input] == Mode.ACTIVE) {
                least = Math.min(least, watermarks[input]);
            }
            isKnown &= modes[input] != Mode.IDLE;
        }
        boolean hasActive = hasMode(Mode.ACTIVE);
        if ((hasActive || isKnown) && least > merged) {
            merged = least;
            return true;
        }
        return false;
    }

    private boolean hasMode(Mode mode) {
        for (int input = 0; input < numInputs; input++) {
            if (modes[input] == mode) {
                return true;
            }
        }
        return false;
    }

    /// Returns the merged watermark.
    public long watermark() {
        return merged;
    }

    /// Says whether no task has anything to say for a while.
    public boolean isIdle() {
        return hasMode(Mode.IDLE) && !hasMode(Mode.ACTIVE);
    }
}
