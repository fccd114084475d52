package dev.sabot.exec.function.aggregate;

/// The loops that add runs of values to groups.
///
/// With few groups, rows of the same group follow each other closely and each addition waits for
/// the last; so four copies of the sums take turns and are added up after the run.
final class GroupLoops {
    /// Up to this many groups are summed in copies.
    static final int FEW = 64;

    /// Words per group of the states of sums.
    static final int STRIDE = 3;

    private final boolean countsRows;
    private final long[] copies = new long[4 * FEW];

    /// @param countsRows whether counts beside sums matter; else they are only positive where there
    ///     are rows
    GroupLoops(boolean countsRows) {
        this.countsRows = countsRows;
    }

    /// Adds 1 to the count of the group of each row.
    void count(int[] groups, int count, long[] counts, int numGroups) {
        if (numGroups == 1) {
            counts[0] += count;
        } else if (numGroups > FEW || count < FEW) {
            for (int i = 0; i < count; i++) {
                counts[groups[i]]++;
            }
        } else {
            countFew(groups, count);
            for (int group = 0; group < numGroups; group++) {
                counts[group] += take(group);
            }
        }
    }

    private void countFew(int[] groups, int count) {
        long[] sums = copies;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            sums[groups[i]]++;
            sums[FEW + groups[i + 1]]++;
            sums[2 * FEW + groups[i + 2]]++;
            sums[3 * FEW + groups[i + 3]]++;
        }
        for (; i < count; i++) {
            sums[groups[i]]++;
        }
    }

    private long take(int group) {
        long[] sums = copies;
        long sum = sums[group] + sums[FEW + group] + sums[2 * FEW + group] + sums[3 * FEW + group];
        sums[group] = 0;
        sums[FEW + group] = 0;
        sums[2 * FEW + group] = 0;
        sums[3 * FEW + group] = 0;
        return sum;
    }

    /// Adds the weight of each row to the count of its group.
    static void addWeights(long[] weights, int[] groups, int count, long[] counts) {
        for (int i = 0; i < count; i++) {
            counts[groups[i]] += weights[i];
        }
    }

    /// Adds values to the 128-bit sums of their groups and counts them. The words of a group start
    /// at `3 * group`, side by side: low word, high word, count, which [#countsRows] may leave
    /// vague.
    void add(long[] values, int[] groups, int count, long[] states, int numGroups) {
        if (numGroups > FEW || !isSafe(values, count)) {
            addToMany(values, groups, count, states);
        } else if (numGroups == 1) {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += values[i];
            }
            addWide(states, 0, sum >> 63, sum);
            states[2] += count;
        } else {
            addToFew(values, groups, count);
            for (int group = 0; group < numGroups; group++) {
                long sum = take(group);
                addWide(states, group, sum >> 63, sum);
            }
            if (countsRows) {
                countFew(groups, count);
                for (int group = 0; group < numGroups; group++) {
                    states[STRIDE * group + 2] += take(group);
                }
            } else {
                markFew(groups, count, states);
            }
        }
    }

    /// Makes the counts of the groups that have rows positive.
    private static void markFew(int[] groups, int count, long[] states) {
        long seen = 0;
        for (int i = 0; i < count; i++) {
            seen |= 1L << groups[i];
        }
        for (; seen != 0; seen &= seen - 1) {
            states[STRIDE * Long.numberOfTrailingZeros(seen) + 2]++;
        }
    }

    private static void addToMany(long[] values, int[] groups, int count, long[] states) {
        for (int i = 0; i < count; i++) {
            long value = values[i];
            int at = STRIDE * groups[i];
            long old = states[at];
            long low = old + value;
            states[at] = low;
            // Carry out of the unsigned addition of the low words, plus the sign of the value.
            states[at + 1] += (value >> 63) + (((old & value) | ((old | value) & ~low)) >>> 63);
            states[at + 2]++;
        }
    }

    /// Says whether [Run#SIZE] values as large as the largest sum up within 64 bits.
    private static boolean isSafe(long[] values, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= values[i] ^ values[i] >> 63;
        }
        return Long.numberOfLeadingZeros(bits) > 11;
    }

    private void addToFew(long[] values, int[] groups, int count) {
        long[] parts = copies;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            parts[groups[i]] += values[i];
            parts[FEW + groups[i + 1]] += values[i + 1];
            parts[2 * FEW + groups[i + 2]] += values[i + 2];
            parts[3 * FEW + groups[i + 3]] += values[i + 3];
        }
        for (; i < count; i++) {
            parts[groups[i]] += values[i];
        }
    }

    /// Adds a 128-bit value to the sum of a group, wrapping around.
    static void addWide(long[] states, int group, long high, long low) {
        long old = states[STRIDE * group];
        long sum = old + low;
        states[STRIDE * group] = sum;
        states[STRIDE * group + 1] += high + (((old & low) | ((old | low) & ~sum)) >>> 63);
    }
}
