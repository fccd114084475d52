package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.ConstantText;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes the kernels of IN over constants that are not null: a few numbers are compared one after
/// another over the whole column, more go into a hash set.
public final class Membership {
    private static final int MAX_RANGES = 4;

    private Membership() {}

    /// Makes the kernel for members in the form of literals of a type that is not nested.
    public static PredicateKernel kernel(
            DataType type, List<Object> members, ColumnKernels kernels) {
        return switch (type.kind()) {
            case VARCHAR, VARBINARY -> new TextSet(members);
            case REAL, DOUBLE -> doubles(type, members);
            case BOOLEAN -> booleans(members);
            case DECIMAL -> decimals(members, kernels);
            case NULL,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    new LongSet(
                            members.stream().mapToLong(member -> (Long) member).toArray(), kernels);
            case ARRAY, ROW, MAP ->
                    throw new IllegalArgumentException("nested values are compared one by one");
        };
    }

    /// Brings equal doubles to equal bits.
    private static long doubleBits(double value) {
        return Double.doubleToLongBits(value == 0 ? 0.0 : value);
    }

    private static PredicateKernel doubles(DataType type, List<Object> members) {
        HashedLongs set =
                new HashedLongs(
                        members.stream()
                                .mapToLong(member -> doubleBits(asDouble(type, member)))
                                .toArray());
        return (arguments, numRows, bits, _) ->
                ActiveRows.keep(
                        numRows,
                        bits,
                        row -> set.contains(doubleBits(arguments[0].getDouble(row))));
    }

    private static double asDouble(DataType type, Object member) {
        double value = ((Number) member).doubleValue();
        return type.layout() == Layout.FLOAT32 ? (float) value : value;
    }

    private static PredicateKernel booleans(List<Object> members) {
        boolean hasTrue = members.contains(true);
        boolean hasFalse = members.contains(false);
        return (arguments, numRows, bits, _) ->
                ActiveRows.keep(
                        numRows, bits, row -> arguments[0].getBoolean(row) ? hasTrue : hasFalse);
    }

    private static PredicateKernel decimals(List<Object> members, ColumnKernels kernels) {
        List<BigInteger> wide = new ArrayList<>();
        List<Long> narrow = new ArrayList<>();
        for (Object member : members) {
            BigInteger value =
                    member instanceof BigInteger unscaled
                            ? unscaled
                            : BigInteger.valueOf((Long) member);
            if (value.bitLength() < 64) {
                narrow.add(value.longValue());
            } else {
                wide.add(value);
            }
        }
        LongSet longs = new LongSet(narrow.stream().mapToLong(Long::longValue).toArray(), kernels);
        long[] highs = wide.stream().mapToLong(value -> value.shiftRight(64).longValue()).toArray();
        long[] lows = wide.stream().mapToLong(BigInteger::longValue).toArray();
        return (arguments, numRows, bits, context) -> {
            Column values = arguments[0];
            if (values.layout() != Layout.INT128) {
                longs.keep(arguments, numRows, bits, context);
                return;
            }
            ActiveRows.keep(
                    numRows,
                    bits,
                    row -> {
                        long high = values.getHigh(row);
                        long low = values.getLow(row);
                        if (high == low >> 63) {
                            return longs.set.contains(low);
                        }
                        return containsPair(highs, lows, high, low);
                    });
        };
    }

    private static boolean containsPair(long[] highs, long[] lows, long high, long low) {
        for (int index = 0; index < highs.length; index++) {
            if (highs[index] == high && lows[index] == low) {
                return true;
            }
        }
        return false;
    }

    /// An immutable open-addressing set of longs.
    private static final class HashedLongs {
        private final long[] slots;
        private final boolean[] isUsed;
        private final int mask;

        HashedLongs(long[] members) {
            int size = Integer.highestOneBit(Math.max(4, members.length * 4));
            slots = new long[size];
            isUsed = new boolean[size];
            mask = size - 1;
            for (long member : members) {
                int slot = slot(member);
                while (isUsed[slot] && slots[slot] != member) {
                    slot = slot + 1 & mask;
                }
                isUsed[slot] = true;
                slots[slot] = member;
            }
        }

        private int slot(long value) {
            return (int) (ConstantText.mix(value) >>> 20) & mask;
        }

        boolean contains(long value) {
            int slot = slot(value);
            while (isUsed[slot]) {
                if (slots[slot] == value) {
                    return true;
                }
                slot = slot + 1 & mask;
            }
            return false;
        }
    }

    private static final class LongSet implements PredicateKernel {
        private final long[] members;
        private final HashedLongs set;
        private final ColumnKernels kernels;

        LongSet(long[] members, ColumnKernels kernels) {
            this.members = Arrays.stream(members).sorted().distinct().toArray();
            this.set = new HashedLongs(members);
            this.kernels = kernels;
        }

        @Override
        public void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context) {
            Column values = arguments[0];
            boolean isWide = values.layout() == Layout.INT64 || values.layout() == Layout.INT32;
            if (!values.isFlat() || !isWide) {
                ActiveRows.keep(numRows, bits, row -> set.contains(values.getLong(row)));
            } else if (members.length <= MAX_RANGES) {
                keepRanges(values, numRows, bits);
            } else {
                keepHashed(values, numRows, bits);
            }
        }

        private void keepHashed(Column values, int numRows, long[] bits) {
            long address = values.dataAddress();
            boolean isInt = values.layout() == Layout.INT32;
            for (int word = 0; word < Bitmap.words(numRows); word++) {
                long kept = 0;
                for (long left = bits[word]; left != 0; left &= left - 1) {
                    int bit = Long.numberOfTrailingZeros(left);
                    int row = (word << 6) + bit;
                    long value =
                            isInt
                                    ? Memory.getInt(address + 4L * row)
                                    : Memory.getLong(address + 8L * row);
                    kept |= set.contains(value) ? 1L << bit : 0;
                }
                bits[word] = kept;
            }
        }

        private void keepRanges(Column values, int numRows, long[] bits) {
            long[] found = new long[bits.length];
            for (long member : members) {
                long[] matches = bits.clone();
                if (values.layout() == Layout.INT64) {
                    kernels.keepRangeLong(
                            values.dataAddress(), numRows, member, member, true, matches);
                } else if (member == (int) member) {
                    int value = (int) member;
                    kernels.keepRangeInt(
                            values.dataAddress(), numRows, value, value, true, matches);
                } else {
                    continue;
                }
                for (int word = 0; word < found.length; word++) {
                    found[word] |= matches[word];
                }
            }
            System.arraycopy(found, 0, bits, 0, bits.length);
        }
    }

    private static final class TextSet implements PredicateKernel {
        private final @Nullable ConstantText[] slots;
        private final int mask;

        TextSet(List<Object> members) {
            int size = Integer.highestOneBit(Math.max(4, members.size() * 4));
            slots = new ConstantText[size];
            mask = size - 1;
            for (Object member : members) {
                byte[] bytes =
                        member instanceof String text
                                ? text.getBytes(StandardCharsets.UTF_8)
                                : (byte[]) member;
                ConstantText text = new ConstantText(bytes);
                int slot = slot(text.hash());
                while (slots[slot] != null) {
                    slot = slot + 1 & mask;
                }
                slots[slot] = text;
            }
        }

        private int slot(long hash) {
            return (int) (hash >>> 20) & mask;
        }

        @Override
        public void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context) {
            Column values = arguments[0];
            if (!values.isFlat()) {
                ActiveRows.keep(
                        numRows,
                        bits,
                        row -> contains(values.bytesAddress(row), values.valueLength(row)));
                return;
            }
            long offsets = values.offsetsAddress();
            long data = values.dataAddress();
            for (int word = 0; word < Bitmap.words(numRows); word++) {
                long kept = 0;
                for (long left = bits[word]; left != 0; left &= left - 1) {
                    int bit = Long.numberOfTrailingZeros(left);
                    long at = offsets + 4L * ((word << 6) + bit);
                    int start = Memory.getInt(at);
                    boolean isFound = contains(data + start, Memory.getInt(at + 4) - start);
                    kept |= isFound ? 1L << bit : 0;
                }
                bits[word] = kept;
            }
        }

        private boolean contains(long address, int numBytes) {
            int slot = slot(ConstantText.hash(address, numBytes));
            ConstantText member = slots[slot];
            while (member != null) {
                if (member.isEqual(address, numBytes)) {
                    return true;
                }
                slot = slot + 1 & mask;
                member = slots[slot];
            }
            return false;
        }
    }
}
