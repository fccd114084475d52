package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;

/// Gives the most frequent value, the least of several.
final class ModeAccumulator extends CollectAccumulator {
    ModeAccumulator(DataType type) {
        super(type, 1);
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = mode(lists().sorted(from + i));
        }
        return lists().values().toColumn(chosen, 0, count, allocator);
    }

    private int mode(int[] sorted) {
        int best = -1;
        int bestCount = 0;
        int start = 0;
        for (int at = 0; at < sorted.length; at++) {
            if (lists().values().compare(sorted[start], lists().values(), sorted[at]) != 0) {
                start = at;
            }
            if (at - start + 1 > bestCount) {
                bestCount = at - start + 1;
                best = sorted[start];
            }
        }
        return best;
    }
}
