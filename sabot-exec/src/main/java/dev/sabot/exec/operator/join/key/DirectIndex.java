package dev.sabot.exec.operator.join.key;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds rows in an array over the whole range of key words: one load per probe.
public final class DirectIndex implements JoinIndex {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    /// Row + 1 by word; 0 where there is none.
    private final int[] rows;

    private final boolean isShared;
    private int @Nullable [] next;
    private volatile boolean hasDuplicates;

    public DirectIndex(long range, int numRows, boolean isShared) {
        this.rows = new int[(int) range];
        this.next = new int[numRows];
        this.isShared = isShared;
    }

    public static long heapBytes(long range, int numRows) {
        return 4 * range + 4L * numRows;
    }

    @Override
    public void insert(KeyReader keys, int base, int count) {
        int[] chain = next;
        if (chain == null) {
            throw new IllegalStateException("the index is sealed");
        }
        long[] words = keys.words();
        boolean foundDuplicate = false;
        for (int i = 0; i < count; i++) {
            if (keys.isExcluded(i)) {
                continue;
            }
            int slot = (int) words[i];
            int row = base + i + 1;
            int previous;
            if (isShared) {
                previous = (int) INTS.getAndSet(rows, slot, row);
            } else {
                previous = rows[slot];
                rows[slot] = row;
            }
            if (previous != 0) {
                chain[row - 1] = previous;
                foundDuplicate = true;
            }
        }
        if (foundDuplicate) {
            hasDuplicates = true;
        }
    }

    @Override
    public void seal() {
        if (!hasDuplicates) {
            next = null;
        }
    }

    @Override
    public void find(KeyReader keys, int count, int[] heads) {
        long[] words = keys.words();
        int[] table = rows;
        long range = table.length;
        for (int i = 0; i < count; i++) {
            long word = words[i];
            heads[i] = word >= 0 && word < range ? table[(int) word] - 1 : -1;
        }
        if (keys.hasExcluded()) {
            WordIndex.clearExcluded(keys, count, heads);
        }
    }

    @Override
    public int @Nullable [] next() {
        return next;
    }

    @Override
    public int @Nullable [] hashes() {
        return null;
    }

    @Override
    public String layout() {
        return "direct";
    }
}
