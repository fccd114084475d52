package dev.sabot.planner.logical;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

import java.util.List;

/// Gives every row once per window its time lies in: the columns of the input, then those of the
/// window.
public final class WindowAssign extends SingleRel {
    /// How many columns a window has: its start, its end and its last millisecond.
    public static final int NUM_WINDOW_COLUMNS = 3;

    private final int timeColumn;
    private final Span span;

    /// Which windows there are: `[offset + n * slide, offset + n * slide + size)`.
    public record Span(long sizeMicros, long slideMicros, long offsetMicros) {}

    private WindowAssign(
            RelOptCluster cluster, RelTraitSet traits, RelNode input, int timeColumn, Span span) {
        super(cluster, traits, input);
        this.timeColumn = timeColumn;
        this.span = span;
    }

    /// Puts rows into windows by a column of the input.
    public static WindowAssign create(RelNode input, int timeColumn, Span span) {
        RelOptCluster cluster = input.getCluster();
        return new WindowAssign(
                cluster, cluster.traitSetOf(Convention.NONE), input, timeColumn, span);
    }

    /// Returns the input column that holds the time of a row.
    public int timeColumn() {
        return timeColumn;
    }

    public Span span() {
        return span;
    }

    /// Returns the columns of rows of the input type in windows of a time of the given type.
    public static RelDataType rowType(
            RelDataTypeFactory factory, RelDataType input, RelDataType time) {
        RelDataType bound = factory.createTypeWithNullability(time, false);
        return factory.builder()
                .addAll(input.getFieldList())
                .add("window_start", bound)
                .add("window_end", bound)
                .add("window_time", bound)
                .uniquify()
                .build();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new WindowAssign(getCluster(), traits, inputs.getFirst(), timeColumn, span);
    }

    @Override
    protected RelDataType deriveRowType() {
        return rowType(
                getCluster().getTypeFactory(),
                input.getRowType(),
                input.getRowType().getFieldList().get(timeColumn).getType());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("time", "$" + timeColumn)
                .item("size", span.sizeMicros)
                .itemIf("slide", span.slideMicros, span.slideMicros != span.sizeMicros)
                .itemIf("offset", span.offsetMicros, span.offsetMicros != 0);
    }
}
