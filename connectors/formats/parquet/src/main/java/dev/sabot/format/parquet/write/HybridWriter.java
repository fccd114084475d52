package dev.sabot.format.parquet.write;

/// Encodes small integers as run-length and bit-packed runs.
///
/// A run of at least 8 equal values becomes a run-length run; the values between such runs are
/// packed in groups of 8, the last of which is filled up with zeros at the end of the data only.
final class HybridWriter {
    private static final int MIN_RUN = 8;

    private final ByteSink target;
    private final int bitWidth;

    HybridWriter(ByteSink target, int bitWidth) {
        this.target = target;
        this.bitWidth = bitWidth;
    }

    static int bitWidth(int largest) {
        return 32 - Integer.numberOfLeadingZeros(largest);
    }

    void write(int[] values, int from, int end) {
        int packedFrom = from;
        int at = from;
        while (at < end) {
            int stop = at + 1;
            while (stop < end && values[stop] == values[at]) {
                stop++;
            }
            // a packed run ends at a whole group: the run gives up its first values to fill it
            int lead = (8 - (at - packedFrom) % 8) % 8;
            if (stop - at - lead >= MIN_RUN) {
                if (at + lead > packedFrom) {
                    writePacked(values, packedFrom, at + lead);
                }
                writeRun(values[at], stop - at - lead);
                packedFrom = stop;
            }
            at = stop;
        }
        if (end > packedFrom) {
            writePacked(values, packedFrom, end);
        }
    }

    private void writeRun(int value, int count) {
        target.putVarint(count << 1);
        target.putLittleEndian(value, (bitWidth + 7) >>> 3);
    }

    private void writePacked(int[] values, int from, int end) {
        int groups = (end - from + 7) >>> 3;
        target.putVarint(groups << 1 | 1);
        long bits = 0;
        int used = 0;
        for (int index = from; index < from + 8 * groups; index++) {
            long value = index < end ? values[index] : 0;
            bits |= value << used;
            used += bitWidth;
            while (used >= 8) {
                target.put((byte) bits);
                bits >>>= 8;
                used -= 8;
            }
        }
    }
}
