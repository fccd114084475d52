package dev.sabot.exec.operator.join.key;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.exec.plan.PhysicalPlan;

/// The keys of a hash join: where they are and how they compare.
public record JoinKeys(int[] left, int[] right, boolean[] nullSafe, KeyKind[] kinds) {
    public static JoinKeys of(PhysicalPlan.HashJoin plan) {
        int count = plan.leftKeys().size();
        int[] left = new int[count];
        int[] right = new int[count];
        boolean[] nullSafe = new boolean[count];
        KeyKind[] kinds = new KeyKind[count];
        for (int key = 0; key < count; key++) {
            left[key] = plan.leftKeys().get(key);
            right[key] = plan.rightKeys().get(key);
            nullSafe[key] = plan.nullSafe().get(key);
            kinds[key] =
                    KeyKind.of(
                            plan.left().schema().type(left[key]),
                            plan.right().schema().type(right[key]));
        }
        return new JoinKeys(left, right, nullSafe, kinds);
    }

    public int count() {
        return left.length;
    }

    /// Lends the key columns of a probe batch.
    public Column[] leftColumns(Batch batch) {
        Column[] columns = new Column[left.length];
        for (int key = 0; key < left.length; key++) {
            columns[key] = batch.column(left[key]);
        }
        return columns;
    }

    /// Says whether a row has a null in a key where null matches nothing.
    public boolean hasUnmatchableNull(Column[] keys, int row) {
        for (int key = 0; key < keys.length; key++) {
            if (!nullSafe[key] && keys[key].isNull(row)) {
                return true;
            }
        }
        return false;
    }
}
