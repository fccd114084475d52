package dev.sabot.exec.function.aggregate;

/// The loops that add runs of values to groups.
///
/// With few groups, rows of the same group follow each other closely and each addition waits for the
/// last; so four copies of the sums take turns and are added up after the run.
final class GroupLoops {
    /// Up to this many groups are summed in copies.
    static final int FEW = 64;

    private final long[] copies = new long[4 * FEW];

    /// Adds 1 to the count of the group of each row.
    void count(int[] groups, int count, long[] counts, int numGroups) {
        if (numGroups == 1) {
            counts[0] += count;
            return;
        }
        if (numGroups > FEW || count < FEW) {
            for (int i = 0; i < count; i++) {
                counts[groups[i]]++;
            }
            return;
        }
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
        for (int group = 0; group < numGroups; group++) {
            counts[group] += take(group);
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

    /// Adds values to the 128-bit sums of their groups: low word at `2 * group`, then the high one.
    void add(long[] values, int[] groups, int count, long[] sums, int numGroups) {
        if (numGroups <= FEW && isSafe(values, count)) {
            if (numGroups == 1) {
                long sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += values[i];
                }
                addLong(sums, 0, sum);
            } else {
                addToFew(values, groups, count, sums, numGroups);
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            long value = values[i];
            int at = 2 * groups[i];
            long old = sums[at];
            long low = old + value;
            sums[at] = low;
            // Carry out of the unsigned addition of the low words, plus the sign of the value.
            sums[at + 1] += (value >> 63) + (((old & value) | ((old | value) & ~low)) >>> 63);
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

    private void addToFew(long[] values, int[] groups, int count, long[] sums, int numGroups) {
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
        for (int group = 0; group < numGroups; group++) {
            addLong(sums, group, take(group));
        }
    }

    /// Adds a value to the 128-bit sum of a group.
    static void addLong(long[] sums, int group, long value) {
        addWide(sums, group, value >> 63, value);
    }

    /// Adds a 128-bit value to the sum of a group, wrapping around.
    static void addWide(long[] sums, int group, long high, long low) {
        long old = sums[2 * group];
        long sum = old + low;
        sums[2 * group] = sum;
        sums[2 * group + 1] += high + (((old & low) | ((old | low) & ~sum)) >>> 63);
    }
}
