package dev.sabot.exec.operator.join.key;

import dev.sabot.exec.operator.hash.KeyHash;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds rows by open addressing; a slot has the key word and the first row side by side, so that a
/// probe costs one cache miss. Rows of equal words are chained.
public final class WordIndex implements JoinIndex {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /// Marks a slot whose word another thread is about to write.
    private static final long CLAIMED = -1;

    /// Word and row + 1 by turns; 0 rows where a slot is free.
    private final long[] slots;

    private final int mask;
    private final boolean isShared;
    private int @Nullable [] next;
    private volatile boolean hasDuplicates;

    public WordIndex(int numRows, boolean isShared) {
        int capacity = capacity(numRows);
        this.slots = new long[2 * capacity];
        this.mask = capacity - 1;
        this.next = new int[numRows];
        this.isShared = isShared;
    }

    /// Returns the number of slots: at most three in four are taken.
    private static int capacity(int numRows) {
        long wanted = Math.max(16, numRows + numRows / 3L);
        return (int) Math.min(1L << 29, Long.highestOneBit(wanted - 1) << 1);
    }

    /// Says whether so many rows fit one table.
    public static boolean fits(int numRows) {
        return numRows <= 400_000_000;
    }

    public static long heapBytes(int numRows) {
        return 16L * capacity(numRows) + 4L * numRows;
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
            int row = base + i + 1;
            int previous = isShared ? insertShared(words[i], row) : insert(words[i], row);
            if (previous != 0) {
                chain[row - 1] = previous;
                foundDuplicate = true;
            }
        }
        if (foundDuplicate) {
            hasDuplicates = true;
        }
    }

    /// Makes a row the first of its word and returns the one that was, or 0.
    private int insert(long word, int row) {
        int slot = (int) KeyHash.ofLong(word) & mask;
        while (true) {
            int at = 2 * slot;
            long present = slots[at + 1];
            if (present == 0) {
                slots[at] = word;
                slots[at + 1] = row;
                return 0;
            }
            if (slots[at] == word) {
                slots[at + 1] = row;
                return (int) present;
            }
            slot = slot + 1 & mask;
        }
    }

    private int insertShared(long word, int row) {
        int slot = (int) KeyHash.ofLong(word) & mask;
        while (true) {
            int at = 2 * slot;
            long present = (long) LONGS.getAcquire(slots, at + 1);
            if (present == 0) {
                if (LONGS.compareAndSet(slots, at + 1, 0L, CLAIMED)) {
                    slots[at] = word;
                    LONGS.setRelease(slots, at + 1, (long) row);
                    return 0;
                }
            } else if (present == CLAIMED) {
                Thread.onSpinWait();
            } else if (slots[at] != word) {
                slot = slot + 1 & mask;
            } else if (LONGS.compareAndSet(slots, at + 1, present, (long) row)) {
                return (int) present;
            }
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
        long[] table = slots;
        long lastWord = 0;
        int lastHead = -2;
        for (int i = 0; i < count; i++) {
            long word = words[i];
            // Runs of one key are common: a fact table in the order of its parent.
            if (word != lastWord || lastHead == -2) {
                int slot = (int) KeyHash.ofLong(word) & mask;
                long row = table[2 * slot + 1];
                while (row != 0 && table[2 * slot] != word) {
                    slot = slot + 1 & mask;
                    row = table[2 * slot + 1];
                }
                lastWord = word;
                lastHead = (int) row - 1;
            }
            heads[i] = lastHead;
        }
        if (keys.hasExcluded()) {
            clearExcluded(keys, count, heads);
        }
    }

    static void clearExcluded(KeyReader keys, int count, int[] heads) {
        boolean[] excluded = keys.excluded();
        for (int i = 0; i < count; i++) {
            if (excluded[i]) {
                heads[i] = -1;
            }
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
        return "hash of words";
    }
}
