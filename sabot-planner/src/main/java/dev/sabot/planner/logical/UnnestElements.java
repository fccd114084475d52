package dev.sabot.planner.logical;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

import java.util.List;

/// Gives one row per element of an array or entry of a map: the columns of the input row, then the
/// element (of a map: key and value), then its position from 1 where that is asked for.
public final class UnnestElements extends SingleRel {
    private final int column;
    private final boolean withOrdinality;
    private final boolean isOuter;

    private UnnestElements(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            int column,
            boolean withOrdinality,
            boolean isOuter) {
        super(cluster, traits, input);
        this.column = column;
        this.withOrdinality = withOrdinality;
        this.isOuter = isOuter;
    }

    /// Unnests a column of the input.
    public static UnnestElements create(
            RelNode input, int column, boolean withOrdinality, boolean isOuter) {
        RelOptCluster cluster = input.getCluster();
        return new UnnestElements(
                cluster,
                cluster.traitSetOf(Convention.NONE),
                input,
                column,
                withOrdinality,
                isOuter);
    }

    /// Returns the input column that holds the array or map.
    public int column() {
        return column;
    }

    public boolean withOrdinality() {
        return withOrdinality;
    }

    /// Says whether a row with an empty or null array appears once, with nulls.
    public boolean isOuter() {
        return isOuter;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new UnnestElements(
                getCluster(), traits, inputs.getFirst(), column, withOrdinality, isOuter);
    }

    @Override
    protected RelDataType deriveRowType() {
        RelDataTypeFactory factory = getCluster().getTypeFactory();
        RelDataTypeFactory.Builder builder = factory.builder();
        builder.addAll(input.getRowType().getFieldList());
        RelDataType collection = input.getRowType().getFieldList().get(column).getType();
        if (collection.getSqlTypeName() == SqlTypeName.MAP) {
            builder.add("KEY", optional(collection.getKeyType()));
            builder.add("VALUE", optional(collection.getValueType()));
        } else {
            builder.add("ELEMENT", optional(collection.getComponentType()));
        }
        if (withOrdinality) {
            builder.add("ORDINALITY", factory.createSqlType(SqlTypeName.INTEGER)).nullable(isOuter);
        }
        return builder.uniquify().build();
    }

    private RelDataType optional(@org.jspecify.annotations.Nullable RelDataType type) {
        if (type == null) {
            throw new IllegalStateException("column " + column + " is no array or map");
        }
        return isOuter
                ? getCluster().getTypeFactory().enforceTypeWithNullability(type, true)
                : type;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("column", column)
                .item("ordinality", withOrdinality)
                .item("outer", isOuter);
    }
}
