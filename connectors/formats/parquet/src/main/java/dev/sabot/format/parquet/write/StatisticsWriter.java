package dev.sabot.format.parquet.write;

import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Makes the statistics of a chunk: nulls, and exact bounds where they are short and ordered.
final class StatisticsWriter {
    private static final int MAX_BOUND_BYTES = 256;

    private StatisticsWriter() {}

    static Statistics of(LeafBuffer leaf) {
        Statistics statistics = new Statistics();
        statistics.setNull_count(leaf.numEntries() - leaf.numValues());
        if (leaf.numValues() == 0) {
            return statistics;
        }
        int min = 0;
        int max = 0;
        for (int value = 0; value < leaf.numValues(); value++) {
            if (isNaN(leaf, value)) {
                return statistics;
            }
            min = compare(leaf, value, min) < 0 ? value : min;
            max = compare(leaf, value, max) > 0 ? value : max;
        }
        byte[] least = bound(leaf, min, false);
        byte[] greatest = bound(leaf, max, true);
        if (least != null && greatest != null) {
            statistics.setMin_value(least);
            statistics.setMax_value(greatest);
            statistics.setIs_min_value_exact(true);
            statistics.setIs_max_value_exact(true);
        }
        return statistics;
    }

    private static double approximate(LeafBuffer leaf, int value) {
        return leaf.physical() == Type.FLOAT
                ? Float.intBitsToFloat((int) leaf.low(value))
                : Double.longBitsToDouble(leaf.low(value));
    }

    private static boolean isApproximate(LeafBuffer leaf) {
        return leaf.physical() == Type.FLOAT || leaf.physical() == Type.DOUBLE;
    }

    private static boolean isNaN(LeafBuffer leaf, int value) {
        return isApproximate(leaf) && Double.isNaN(approximate(leaf, value));
    }

    private static int compare(LeafBuffer leaf, int value, int other) {
        if (isApproximate(leaf)) {
            return Double.compare(approximate(leaf, value), approximate(leaf, other));
        }
        if (leaf.physical() == Type.BYTE_ARRAY) {
            return Arrays.compareUnsigned(
                    leaf.bytes(),
                    leaf.start(value),
                    leaf.end(value),
                    leaf.bytes(),
                    leaf.start(other),
                    leaf.end(other));
        }
        if (leaf.physical() == Type.FIXED_LEN_BYTE_ARRAY) {
            int order = Long.compare(leaf.high(value), leaf.high(other));
            return order != 0 ? order : Long.compareUnsigned(leaf.low(value), leaf.low(other));
        }
        return Long.compare(leaf.low(value), leaf.low(other));
    }

    private static byte @Nullable [] bound(LeafBuffer leaf, int value, boolean isMax) {
        ByteSink sink = new ByteSink();
        switch (leaf.physical()) {
            case BOOLEAN -> sink.put((byte) leaf.low(value));
            case INT32 -> sink.putLittleEndian(leaf.low(value), 4);
            case INT64 -> sink.putLittleEndian(leaf.low(value), 8);
            case FLOAT -> {
                boolean isZero = approximate(leaf, value) == 0;
                float zero = isMax ? 0.0f : -0.0f;
                long bits = isZero ? Float.floatToRawIntBits(zero) : leaf.low(value);
                sink.putLittleEndian(bits, 4);
            }
            case DOUBLE -> {
                boolean isZero = approximate(leaf, value) == 0;
                double zero = isMax ? 0.0 : -0.0;
                long bits = isZero ? Double.doubleToRawLongBits(zero) : leaf.low(value);
                sink.putLittleEndian(bits, 8);
            }
            case FIXED_LEN_BYTE_ARRAY -> {
                sink.putBigEndian(leaf.high(value));
                sink.putBigEndian(leaf.low(value));
            }
            case BYTE_ARRAY -> {
                int length = leaf.end(value) - leaf.start(value);
                if (length > MAX_BOUND_BYTES) {
                    return null;
                }
                sink.put(leaf.bytes(), leaf.start(value), length);
            }
            case INT96 -> throw new IllegalStateException("INT96 is not written");
        }
        return Arrays.copyOf(sink.bytes(), sink.size());
    }
}
