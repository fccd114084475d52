package dev.sabot.exec.operator.join.stream;

import java.util.Arrays;

/// Rows by the time at which they expire, the earliest first.
///
/// **Threads**: guarded by its owner.
final class ExpiryHeap {
    private long[] times = new long[64];
    private int[] rows = new int[64];
    private int size;

    void add(long time, int row) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        int at = size++;
        while (at > 0 && times[(at - 1) >>> 1] > time) {
            int parent = (at - 1) >>> 1;
            times[at] = times[parent];
            rows[at] = rows[parent];
            at = parent;
        }
        times[at] = time;
        rows[at] = row;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long firstTime() {
        return times[0];
    }

    /// Removes the first and returns its row.
    int poll() {
        int first = rows[0];
        size--;
        long time = times[size];
        int row = rows[size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            times[at] = times[child];
            rows[at] = rows[child];
            at = child;
        }
        times[at] = time;
        rows[at] = row;
        return first;
    }

    long heapBytes() {
        return 12L * times.length;
    }
}
