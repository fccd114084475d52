package dev.sabot.exec.operator.join;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.operator.hash.ByteSink;
import dev.sabot.exec.operator.hash.KeyHash;
import dev.sabot.exec.operator.hash.NestedValues;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.exec.operator.join.key.JoinKeys;
import dev.sabot.exec.operator.join.key.KeyKind;
import dev.sabot.type.Layout;

import java.util.Arrays;

/// Compares the keys of pairs of rows, column by column, for one task.
///
/// **Threads**: one.
final class KeyComparison {
    private final JoinKeys keys;
    private final boolean[] equal;
    private final int[] places;
    private final long[] leftWords;
    private final long[] rightWords;
    private final ByteSink leftBytes = new ByteSink();
    private final ByteSink rightBytes = new ByteSink();

    KeyComparison(JoinKeys keys, int capacity) {
        this.keys = keys;
        this.equal = new boolean[capacity];
        this.places = new int[capacity];
        this.leftWords = new long[capacity];
        this.rightWords = new long[capacity];
    }

    /// Keeps the pairs of equal keys.
    ///
    /// @param nullMatches whether a null of a key that is not null-safe matches anything: then
    /// pairs
    ///     remain whose comparison is true or unknown, else only those where it is true
    void filter(Column[] probe, BuildRows build, Pairs pairs, boolean nullMatches) {
        for (int key = 0; key < probe.length && pairs.count > 0; key++) {
            Column right = build.column(keys.right()[key]);
            compare(keys.kinds()[key], probe[key], right, pairs);
            compareNulls(probe[key], right, pairs, keys.nullSafe()[key], nullMatches);
            int kept = 0;
            for (int i = 0; i < pairs.count; i++) {
                places[kept] = i;
                kept += equal[i] ? 1 : 0;
            }
            if (kept < pairs.count) {
                pairs.keep(places, kept);
            }
        }
    }

    private void compareNulls(
            Column left, Column right, Pairs pairs, boolean isNullSafe, boolean nullMatches) {
        if (!left.hasNulls() && !right.hasNulls()) {
            return;
        }
        for (int i = 0; i < pairs.count; i++) {
            boolean isLeftNull = left.isNull(pairs.probe[i]);
            boolean isRightNull = right.isNull(pairs.build[i]);
            if (isLeftNull || isRightNull) {
                equal[i] = isNullSafe ? isLeftNull && isRightNull : nullMatches;
            }
        }
    }

    private void compare(KeyKind kind, Column left, Column right, Pairs pairs) {
        switch (kind) {
            case INTEGER -> {
                compareWords(left, right, pairs);
                if (left.layout() == Layout.INT128 || right.layout() == Layout.INT128) {
                    compareHighs(left, right, pairs);
                }
            }
            case DOUBLE -> {
                for (int i = 0; i < pairs.count; i++) {
                    equal[i] =
                            left.isNull(pairs.probe[i])
                                    || right.isNull(pairs.build[i])
                                    || KeyHash.doubleBits(left.getDouble(pairs.probe[i]))
                                            == KeyHash.doubleBits(right.getDouble(pairs.build[i]));
                }
            }
            case TEXT -> {
                for (int i = 0; i < pairs.count; i++) {
                    equal[i] =
                            left.isNull(pairs.probe[i])
                                    || right.isNull(pairs.build[i])
                                    || sameText(left, pairs.probe[i], right, pairs.build[i]);
                }
            }
            case NESTED -> {
                for (int i = 0; i < pairs.count; i++) {
                    equal[i] = sameNested(left, pairs.probe[i], right, pairs.build[i]);
                }
            }
        }
    }

    private void compareWords(Column left, Column right, Pairs pairs) {
        ValueReader.readLongs(left, pairs.probe, 0, pairs.count, leftWords);
        ValueReader.readLongs(right, pairs.build, 0, pairs.count, rightWords);
        for (int i = 0; i < pairs.count; i++) {
            equal[i] = leftWords[i] == rightWords[i];
        }
    }

    private void compareHighs(Column left, Column right, Pairs pairs) {
        for (int i = 0; i < pairs.count; i++) {
            if (equal[i]
                    && !left.isNull(pairs.probe[i])
                    && !right.isNull(pairs.build[i])
                    && left.getHigh(pairs.probe[i]) != right.getHigh(pairs.build[i])) {
                equal[i] = false;
            }
        }
    }

    private static boolean sameText(Column left, int leftRow, Column right, int rightRow) {
        int length = left.valueLength(leftRow);
        if (length != right.valueLength(rightRow)) {
            return false;
        }
        long first = left.bytesAddress(leftRow);
        long second = right.bytesAddress(rightRow);
        if (length > 32) {
            return Memory.mismatch(first, length, second, length) < 0;
        }
        int at = 0;
        for (; at + 8 <= length; at += 8) {
            if (Memory.getLong(first + at) != Memory.getLong(second + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (Memory.getByte(first + at) != Memory.getByte(second + at)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameNested(Column left, int leftRow, Column right, int rightRow) {
        leftBytes.clear();
        rightBytes.clear();
        NestedValues.encode(left, leftRow, true, leftBytes);
        NestedValues.encode(right, rightRow, true, rightBytes);
        return Arrays.equals(
                leftBytes.bytes(),
                0,
                leftBytes.length(),
                rightBytes.bytes(),
                0,
                rightBytes.length());
    }
}
