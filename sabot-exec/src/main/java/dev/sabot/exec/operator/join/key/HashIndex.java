package dev.sabot.exec.operator.join.key;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds rows by the hash of any keys: a directory of first rows, chained, with 32 more bits of the
/// hash per row. The keys themselves stay in the build columns and are compared by [KeyComparison].
public final class HashIndex implements JoinIndex {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] directory;
    private final int[] next;
    private final int[] hashes;
    private final int mask;
    private final boolean isShared;

    public HashIndex(int numRows, boolean isShared) {
        this.directory = new int[capacity(numRows)];
        this.mask = directory.length - 1;
        this.next = new int[numRows];
        this.hashes = new int[numRows];
        this.isShared = isShared;
    }

    private static int capacity(int numRows) {
        long wanted = Math.max(16, numRows + (long) (numRows >> 1));
        return (int) Math.min(1 << 30, Long.highestOneBit(wanted - 1) << 1);
    }

    public static long heapBytes(int numRows) {
        return 4L * capacity(numRows) + 8L * numRows;
    }

    @Override
    public void insert(KeyReader keys, int base, int count) {
        long[] words = keys.words();
        for (int i = 0; i < count; i++) {
            if (keys.isExcluded(i)) {
                continue;
            }
            int slot = (int) words[i] & mask;
            int row = base + i;
            hashes[row] = (int) (words[i] >>> 32);
            if (isShared) {
                next[row] = (int) INTS.getAndSet(directory, slot, row + 1);
            } else {
                next[row] = directory[slot];
                directory[slot] = row + 1;
            }
        }
    }

    @Override
    public void seal() {}

    @Override
    public void find(KeyReader keys, int count, int[] heads) {
        long[] words = keys.words();
        for (int i = 0; i < count; i++) {
            heads[i] = directory[(int) words[i] & mask] - 1;
        }
        if (keys.hasExcluded()) {
            WordIndex.clearExcluded(keys, count, heads);
        }
    }

    @Override
    public int[] next() {
        return next;
    }

    @Override
    public int @Nullable [] hashes() {
        return hashes;
    }

    @Override
    public String layout() {
        return "hash";
    }
}
