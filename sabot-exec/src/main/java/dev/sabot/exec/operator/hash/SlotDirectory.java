package dev.sabot.exec.operator.hash;

/// Finds numbers by hash with open addressing: each slot has the low 32 bits of the hash and a
/// number.
///
/// The slot of a hash is its low bits, so the directory grows without looking at keys. Words are
/// looked up in runs of at most 1,024.
final class SlotDirectory {
    private static final int RUN = 1_024;

    private final Reservation reservation;
    private final long[] hashes = new long[RUN];
    private final int[] misses = new int[RUN];
    private long[] slots;

    SlotDirectory(int expected, Reservation reservation) {
        this.reservation = reservation;
        int length = Integer.highestOneBit(Math.max(1_024, 2 * expected - 1)) << 1;
        reservation.add(8L * length);
        slots = new long[length];
    }

    /// Lends the slots: 0 is free, else the low 32 bits of the hash above the number + 1. A search
    /// starts at the slot of the hash's low bits and goes on to the next.
    long[] slots() {
        return slots;
    }

    /// Says whether so many numbers are too many for the slots.
    boolean needsGrowth(int numGroups) {
        return numGroups > slots.length >>> 1;
    }

    /// Makes room for so many numbers.
    void grow(int numGroups) {
        long[] old = slots;
        int length = old.length;
        while (numGroups > length >>> 1) {
            length <<= 1;
        }
        reservation.add(8L * length);
        long[] grown = new long[length];
        int mask = length - 1;
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >>> 32) & mask;
                while (grown[slot] != 0) {
                    slot = slot + 1 & mask;
                }
                grown[slot] = entry;
            }
        }
        slots = grown;
        reservation.remove(8L * old.length);
    }

    void release() {
        reservation.remove(8L * slots.length);
        slots = new long[0];
    }

    /// Adds a number whose key is not there yet.
    void append(long hash, int group) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = hash << 32 | (group + 1L);
    }

    /// Numbers words, whose keys are in `keys` by number; returns the new size.
    int insert(long[] source, int run, long[] keys, int size, int[] groups, int at) {
        long[] table = slots;
        int mask = table.length - 1;
        int numMisses = findFirst(source, run, keys, groups, at);
        int next = size;
        for (int miss = 0; miss < numMisses; miss++) {
            int i = misses[miss];
            long key = source[i];
            long hash = hashes[i];
            int slot = (int) hash & mask;
            int group;
            while (true) {
                long entry = table[slot];
                if (entry == 0) {
                    group = next++;
                    keys[group] = key;
                    table[slot] = hash << 32 | next;
                    break;
                }
                group = (int) entry - 1;
                if ((int) (entry >>> 32) == (int) hash && keys[group] == key) {
                    break;
                }
                slot = slot + 1 & mask;
            }
            groups[at + i] = group;
        }
        return next;
    }

    /// Finds the numbers of words, -1 where there is none.
    void find(long[] source, int run, long[] keys, int[] groups, int at) {
        long[] table = slots;
        int mask = table.length - 1;
        int numMisses = findFirst(source, run, keys, groups, at);
        for (int miss = 0; miss < numMisses; miss++) {
            int i = misses[miss];
            long hash = hashes[i];
            int slot = (int) hash & mask;
            int group = -1;
            long entry = table[slot];
            while (entry != 0) {
                int candidate = (int) entry - 1;
                if ((int) (entry >>> 32) == (int) hash && keys[candidate] == source[i]) {
                    group = candidate;
                    break;
                }
                slot = slot + 1 & mask;
                entry = table[slot];
            }
            groups[at + i] = group;
        }
    }

    /// Sets the number of the first entry with the low 32 bits of each hash, -1 where there is
    /// none.
    void findCandidates(long[] rowHashes, int run, int[] candidates, int at) {
        long[] table = slots;
        int mask = table.length - 1;
        for (int i = 0; i < run; i++) {
            int tag = (int) rowHashes[i];
            int slot = tag & mask;
            long entry = table[slot];
            while (entry != 0 && (int) (entry >>> 32) != tag) {
                slot = slot + 1 & mask;
                entry = table[slot];
            }
            candidates[at + i] = (int) entry - 1;
        }
    }

    /// Finds the words whose number is that of the first entry with their hash and lists the
    /// others. Passes of independent loads, so that they wait for memory together.
    private int findFirst(long[] source, int run, long[] keys, int[] groups, int at) {
        for (int i = 0; i < run; i++) {
            hashes[i] = KeyHash.ofLong(source[i]);
        }
        findCandidates(hashes, run, groups, at);
        int numMisses = 0;
        for (int i = 0; i < run; i++) {
            int candidate = groups[at + i];
            misses[numMisses] = i;
            numMisses += candidate >= 0 && keys[candidate] == source[i] ? 0 : 1;
        }
        return numMisses;
    }
}
