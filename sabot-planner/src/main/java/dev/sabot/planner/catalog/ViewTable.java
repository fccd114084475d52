package dev.sabot.planner.catalog;

import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/// A view as Calcite sees it: a table whose rows are those of a query.
public final class ViewTable extends AbstractTable implements TranslatableTable {
    private final String name;
    private final CatalogQuery query;
    private final Expander expander;

    ViewTable(String name, CatalogQuery query, Expander expander) {
        this.name = name;
        this.query = query;
        this.expander = expander;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return expander.rowType(name, query);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return expander.expand(name, query, context.getCluster());
    }

    /// Plans the query of a view.
    public interface Expander {
        RelDataType rowType(String name, CatalogQuery query);

        RelNode expand(String name, CatalogQuery query, RelOptCluster cluster);
    }
}
