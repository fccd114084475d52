package dev.sabot.planner.catalog;

import dev.sabot.planner.type.TypeMapping;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.util.ImmutableBitSet;

import java.util.List;

/// A table of the catalog as Calcite sees it.
public final class RelationTable extends AbstractTable implements TranslatableTable {
    /// What Calcite assumes of a table of unknown size.
    private static final double DEFAULT_ROWS = 1_000_000;

    private final CatalogTable table;

    RelationTable(CatalogTable table) {
        this.table = table;
    }

    CatalogTable table() {
        return table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return TypeMapping.toRowType(factory, table.schema());
    }

    @Override
    public Statistic getStatistic() {
        double rows = table.statistics().numRows();
        List<ImmutableBitSet> keys =
                table.constraints().uniqueKeys().stream().map(ImmutableBitSet::of).toList();
        return Statistics.of(rows < 0 ? DEFAULT_ROWS : rows, keys);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return ColumnScan.of(context.getCluster(), relOptTable, table);
    }
}
