package dev.sabot.exec.operator.aggregate;

/// A table with its groups listed by radix partition of the hash of their keys.
final class PartitionedTable {
    static final int PARTITIONS = 256;

    private static final int RUN = 8_192;

    private final GroupTable table;
    private final int[] groups;
    private final int[] starts = new int[PARTITIONS + 1];

    PartitionedTable(GroupTable table) {
        this.table = table;
        int size = table.size();
        this.groups = new int[size];
        byte[] partitions = new byte[size];
        int[] run = new int[RUN];
        for (int from = 0; from < size; from += RUN) {
            int count = Math.min(RUN, size - from);
            table.keyTable().partitions(from, count, run);
            for (int i = 0; i < count; i++) {
                partitions[from + i] = (byte) run[i];
                starts[run[i] + 1]++;
            }
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            starts[partition + 1] += starts[partition];
        }
        int[] next = starts.clone();
        for (int group = 0; group < size; group++) {
            groups[next[partitions[group] & 0xFF]++] = group;
        }
    }

    GroupTable table() {
        return table;
    }

    /// Lends all groups, those of partition 0 first.
    int[] groups() {
        return groups;
    }

    /// Returns where the groups of a partition start in [#groups()].
    int start(int partition) {
        return starts[partition];
    }
}
