package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/// Sums integers and decimals exactly in 128 bits, for SUM and AVG.
///
/// **Errors**: OVERFLOW, when a result does not fit its type or a sum under way leaves 128 bits.
final class SumAccumulator extends RunAccumulator {
    /// What becomes of sum and count.
    enum Result {
        /// The sum; null of no values.
        SUM,
        /// The sum; 0 of no values.
        SUM_OR_ZERO,
        /// Sum over count.
        AVERAGE
    }

    /// Sums of at least this high word are past 38 digits, and far enough from 2^127 that no run of
    /// 64-bit values reaches it unseen.
    private static final long HIGH_LIMIT = 0x6000_0000_0000_0000L;

    private final Result result;
    private final DataType resultType;
    private final int scaleUp;
    private final GroupLoops loops;
    private final long[] values = new long[Run.SIZE];
    private long[] highs = new long[0];

    /// As [GroupLoops#add] has it.
    private long[] states = new long[0];

    /// @param scale the scale of the arguments, 0 for integers
    SumAccumulator(Result result, int scale, DataType resultType) {
        super(1);
        this.result = result;
        this.loops = new GroupLoops(result == Result.AVERAGE);
        this.resultType = resultType;
        this.scaleUp = resultType.isDecimal() ? resultType.scale() - scale : 0;
    }

    @Override
    void grow(int newGroups) {
        states = Arrays.copyOf(states, Math.multiplyExact(GroupLoops.STRIDE, newGroups));
    }

    @Override
    void add(Run run, Column[] arguments) {
        int count = run.count();
        run.longs(arguments[0], values);
        boolean isWide = arguments[0].layout() == Layout.INT128;
        if (!isWide && !run.isWeighted()) {
            loops.add(values, run.groups, count, states, numGroups());
            return;
        }
        if (highs.length == 0) {
            highs = new long[Run.SIZE];
        }
        run.highs(arguments[0], highs);
        for (int i = 0; i < count; i++) {
            long weight = run.isWeighted() ? run.weights[i] : 1;
            addWeighted(run.groups[i], highs[i], values[i], weight);
            states[GroupLoops.STRIDE * run.groups[i] + 2] += weight;
        }
    }

    private void addWeighted(int group, long high, long low, long weight) {
        if (weight == 1) {
            addWide(group, high, low);
        } else if (weight == -1) {
            addWide(group, ~high + (low == 0 ? 1 : 0), -low);
        } else if (high == low >> 63) {
            addWide(group, Math.multiplyHigh(low, weight), low * weight);
        } else {
            BigInteger product = Wide.toBigInteger(high, low).multiply(BigInteger.valueOf(weight));
            if (product.bitLength() > 127) {
                throw overflow();
            }
            addWide(group, product.shiftRight(64).longValue(), product.longValue());
        }
    }

    private void addWide(int group, long high, long low) {
        GroupLoops.addWide(states, group, high, low);
        long sum = high(group);
        if (sum >= HIGH_LIMIT || sum < -HIGH_LIMIT) {
            throw overflow();
        }
    }

    private long low(int group) {
        return states[GroupLoops.STRIDE * group];
    }

    private long high(int group) {
        return states[GroupLoops.STRIDE * group + 1];
    }

    private long count(int group) {
        return states[GroupLoops.STRIDE * group + 2];
    }

    private SabotException overflow() {
        return new SabotException(
                ErrorCode.OVERFLOW,
                "a sum is out of the range of "
                        + resultType
                        + "; cast the argument to DOUBLE or to a DECIMAL of fewer digits");
    }

    @Override
    void mergeGroup(Accumulator other, int source, int target) {
        SumAccumulator that = (SumAccumulator) other;
        states[GroupLoops.STRIDE * target + 2] += that.count(source);
        addWide(target, that.high(source), that.low(source));
    }

    @Override
    public boolean isInvertible() {
        return true;
    }

    @Override
    public Column finish(int from, int count, BufferAllocator allocator) {
        boolean[] isValid = new boolean[count];
        for (int i = 0; i < count; i++) {
            isValid[i] = count(from + i) != 0 || result == Result.SUM_OR_ZERO;
        }
        if (resultType.isDecimal()) {
            return finishDecimals(from, isValid, allocator);
        }
        if (resultType.kind().isApproximate()) {
            return finishDoubles(from, isValid, allocator);
        }
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = low(from + i);
            if (isValid[i] && high(from + i) != longs[i] >> 63) {
                throw overflow();
            }
        }
        return HeapColumns.ofLongs(resultType.layout(), longs, isValid, 0, count, allocator);
    }

    private Column finishDoubles(int from, boolean[] isValid, BufferAllocator allocator) {
        double[] doubles = new double[isValid.length];
        for (int i = 0; i < isValid.length; i++) {
            long low = low(from + i);
            long high = high(from + i);
            double sum = high == low >> 63 ? low : Wide.toBigInteger(high, low).doubleValue();
            doubles[i] = result == Result.AVERAGE ? sum / count(from + i) : sum;
        }
        return HeapColumns.ofDoubles(
                resultType.layout(), doubles, isValid, 0, isValid.length, allocator);
    }

    private Column finishDecimals(int from, boolean[] isValid, BufferAllocator allocator) {
        long[] words = new long[2 * isValid.length];
        for (int i = 0; i < isValid.length; i++) {
            words[2 * i] = low(from + i);
            words[2 * i + 1] = high(from + i);
            if (!isValid[i]) {
                continue;
            }
            if (result == Result.AVERAGE) {
                Wide.divide(words, i, scaleUp, count(from + i));
            }
            if (Wide.exceeds(words[2 * i + 1], words[2 * i], resultType.precision())) {
                throw overflow();
            }
        }
        return HeapColumns.ofWides(words, isValid, 0, isValid.length, allocator);
    }

    @Override
    public List<DataType> stateTypes() {
        return List.of(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT);
    }

    @Override
    public Column[] writeState(int from, int count, BufferAllocator allocator) {
        long[] lows = new long[count];
        long[] highWords = new long[count];
        long[] counts = new long[count];
        for (int i = 0; i < count; i++) {
            lows[i] = low(from + i);
            highWords[i] = high(from + i);
            counts[i] = count(from + i);
        }
        return States.longs(allocator, count, lows, highWords, counts);
    }

    @Override
    public void readState(Column[] state, int[] groups, int count) {
        for (int i = 0; i < count; i++) {
            addWide(groups[i], state[1].getLong(i), state[0].getLong(i));
            states[GroupLoops.STRIDE * groups[i] + 2] += state[2].getLong(i);
        }
    }

    @Override
    public long heapBytes() {
        return 8L * states.length;
    }
}
