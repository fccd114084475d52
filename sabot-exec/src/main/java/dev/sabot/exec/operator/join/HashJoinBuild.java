package dev.sabot.exec.operator.join;

import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.PhysicalPlan;

/// Takes the right input of a hash join and builds the table its left input probes.
///
/// The table's layout is chosen from the keys seen: an array over the range of the key words where
/// that is small enough, open addressing of key words where the keys fit one word, a chained
/// directory of hashes for all other keys.
public final class HashJoinBuild implements Breaker {
    private final PhysicalPlan.HashJoin plan;

    public HashJoinBuild(PhysicalPlan.HashJoin plan) {
        this.plan = plan;
    }

    @Override
    public String name() {
        return "HashJoinBuild";
    }

    @Override
    public HashJoinTable open(QueryContext context) {
        return new HashJoinTable(plan, context);
    }
}
