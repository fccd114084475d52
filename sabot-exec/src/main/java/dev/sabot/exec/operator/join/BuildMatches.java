package dev.sabot.exec.operator.join;

import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.exec.plan.ChangeMode;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Notes which build rows had a match. Where the probe side may retract rows, the weights of the
/// matching rows are added up, since a match may be taken back.
///
/// **Threads**: safe; a flag is only ever set, and read after all that probe have ended.
final class BuildMatches {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final boolean[] flags;
    private final long @Nullable [] sums;

    BuildMatches(int numRows, boolean addsUp, Reservation reservation) {
        reservation.add(addsUp ? 8L * numRows : numRows);
        this.flags = new boolean[addsUp ? 0 : numRows];
        this.sums = addsUp ? new long[numRows] : null;
    }

    /// Says whether rows of a change mode may be taken back.
    static boolean needsSums(ChangeMode mode) {
        return switch (mode) {
            case ChangeMode.Append _ -> false;
            case ChangeMode.Weights _, ChangeMode.Upsert _ -> true;
        };
    }

    /// Notes a match with a probe row of a weight.
    void add(int row, long weight) {
        if (sums == null) {
            flags[row] = true;
        } else {
            LONGS.getAndAdd(sums, row, weight);
        }
    }

    /// Drops pairs that change nothing, because their build rows have a match for good.
    void dropSettled(Pairs pairs) {
        if (sums != null) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < pairs.count; i++) {
            int row = pairs.build[i];
            pairs.probe[kept] = pairs.probe[i];
            pairs.build[kept] = row;
            kept += flags[row] ? 0 : 1;
        }
        pairs.count = kept;
    }

    boolean isMatched(int row) {
        return sums == null ? flags[row] : sums[row] > 0;
    }
}
