package dev.sabot.exec.kernel.simd;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.sabot.batch.Memory;
import dev.sabot.exec.kernel.ConstantText;
import dev.sabot.exec.kernel.ScalarKernels;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// Finds bytes in bytes: a vector of positions is a candidate where both the needle's first and
/// last byte stand at their places, which in text leaves few to compare in full.
final class SimdSearch {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;

    private SimdSearch() {}

    static long find(long from, long end, ConstantText needle) {
        int tail = needle.length() - 1;
        byte first = needle.firstByte();
        byte last = needle.lastByte();
        long at = from;
        for (; at + tail + BYTES.length() <= end; at += BYTES.length()) {
            long candidates = load(at).eq(first).toLong() & load(at + tail).eq(last).toLong();
            while (candidates != 0) {
                long candidate = at + Long.numberOfTrailingZeros(candidates);
                if (needle.startsAt(candidate)) {
                    return candidate;
                }
                candidates &= candidates - 1;
            }
        }
        return ScalarKernels.INSTANCE.find(at, end, needle);
    }

    private static ByteVector load(long address) {
        return ByteVector.fromMemorySegment(BYTES, Memory.ALL, address, LITTLE_ENDIAN);
    }
}
