package dev.sabot.planner.logical;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

import java.util.List;
import java.util.Objects;

/// Says how the event time of an unbounded table arises. Rows and columns are those of the input,
/// which is a scan and what is computed of its rows one by one.
public final class WatermarkAssign extends SingleRel {
    private final int timeColumn;
    private final RexNode watermark;

    private WatermarkAssign(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            int timeColumn,
            RexNode watermark) {
        super(cluster, traits, input);
        this.timeColumn = timeColumn;
        this.watermark = watermark;
    }

    /// Gives rows event time.
    ///
    /// @param watermark over the columns of the input
    public static WatermarkAssign create(RelNode input, int timeColumn, RexNode watermark) {
        RelOptCluster cluster = input.getCluster();
        return new WatermarkAssign(
                cluster, cluster.traitSetOf(Convention.NONE), input, timeColumn, watermark);
    }

    /// Returns the input column that holds the time of a row.
    public int timeColumn() {
        return timeColumn;
    }

    public RexNode watermark() {
        return watermark;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new WatermarkAssign(getCluster(), traits, inputs.getFirst(), timeColumn, watermark);
    }

    @Override
    public RelNode accept(RexShuttle shuttle) {
        RexNode rewritten = Objects.requireNonNull(shuttle.apply(watermark));
        return rewritten == watermark
                ? this
                : new WatermarkAssign(getCluster(), traitSet, input, timeColumn, rewritten);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("time", "$" + timeColumn)
                .item("watermark", watermark);
    }
}
