package dev.sabot.exec.operator.join;

import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.exec.plan.JoinType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Joins by definition: every pair of rows is compared in three-valued logic.
///
/// @param keys the comparison whose null makes a null-aware result unknown
/// @param residual a condition that must be true for a pair to count at all
record JoinReference(JoinType type, Condition keys, Condition residual, int numLeft, int numRight) {
    /// Gives true, false or null for a left and a right row.
    interface Condition {
        @Nullable Boolean test(List<@Nullable Object> left, List<@Nullable Object> right);
    }

    /// Returns how often each row is in the result.
    Map<List<@Nullable Object>, Long> join(
            Map<List<@Nullable Object>, Long> left, Map<List<@Nullable Object>, Long> right) {
        Map<List<@Nullable Object>, Long> result = new LinkedHashMap<>();
        Map<List<@Nullable Object>, Long> unmatchedRight = new LinkedHashMap<>(right);
        Map<List<@Nullable Object>, Long> matchedRight = new LinkedHashMap<>();
        for (Map.Entry<List<@Nullable Object>, Long> entry : left.entrySet()) {
            List<@Nullable Object> row = entry.getKey();
            long weight = entry.getValue();
            boolean isMatched = false;
            boolean isUnknown = false;
            for (Map.Entry<List<@Nullable Object>, Long> other : right.entrySet()) {
                Boolean equal = keys.test(row, other.getKey());
                Boolean rest = residual.test(row, other.getKey());
                if (!Boolean.TRUE.equals(rest) || Boolean.FALSE.equals(equal)) {
                    continue;
                }
                if (equal == null) {
                    isUnknown = true;
                    continue;
                }
                isMatched = true;
                unmatchedRight.remove(other.getKey());
                matchedRight.put(other.getKey(), other.getValue());
                if (JoinShape.emitsPairs(type)) {
                    add(result, row, other.getKey(), weight * other.getValue());
                }
            }
            addRow(result, row, weight, isMatched, isUnknown);
        }
        if (JoinShape.extendsRight(type)) {
            for (Map.Entry<List<@Nullable Object>, Long> entry : unmatchedRight.entrySet()) {
                add(result, nulls(numLeft), entry.getKey(), entry.getValue());
            }
        }
        if (type == JoinType.RIGHT_SEMI) {
            return matchedRight;
        }
        return type == JoinType.RIGHT_ANTI ? unmatchedRight : result;
    }

    private void addRow(
            Map<List<@Nullable Object>, Long> result,
            List<@Nullable Object> row,
            long weight,
            boolean isMatched,
            boolean isUnknown) {
        switch (type) {
            case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI -> {}
            case LEFT, FULL -> {
                if (!isMatched) {
                    add(result, row, nulls(numRight), weight);
                }
            }
            case SEMI -> {
                if (isMatched) {
                    add(result, row, List.of(), weight);
                }
            }
            case ANTI -> {
                if (!isMatched) {
                    add(result, row, List.of(), weight);
                }
            }
            case ANTI_NULL_AWARE -> {
                if (!isMatched && !isUnknown) {
                    add(result, row, List.of(), weight);
                }
            }
            case MARK -> {
                List<@Nullable Object> mark = new ArrayList<>();
                mark.add(isMatched ? (Object) true : isUnknown ? null : (Object) false);
                add(result, row, mark, weight);
            }
        }
    }

    private static List<@Nullable Object> nulls(int count) {
        List<@Nullable Object> nulls = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            nulls.add(null);
        }
        return nulls;
    }

    private static void add(
            Map<List<@Nullable Object>, Long> result,
            List<@Nullable Object> left,
            List<@Nullable Object> right,
            long weight) {
        List<@Nullable Object> row = new ArrayList<>(left);
        row.addAll(right);
        result.merge(row, weight, Long::sum);
    }

    /// Returns the comparison of keys.
    static Condition equalKeys(
            List<Integer> leftKeys, List<Integer> rightKeys, List<Boolean> nullSafe) {
        return (left, right) -> {
            boolean isUnknown = false;
            for (int key = 0; key < leftKeys.size(); key++) {
                Object first = left.get(leftKeys.get(key));
                Object second = right.get(rightKeys.get(key));
                if (!nullSafe.get(key) && (first == null || second == null)) {
                    isUnknown = true;
                } else if (!Objects.equals(canonical(first), canonical(second))) {
                    return false;
                }
            }
            return isUnknown ? null : true;
        };
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    static Map<List<@Nullable Object>, Long> sums(List<Row> rows) {
        return dev.sabot.exec.operator.TestRows.consolidate(rows);
    }
}
