package dev.sabot.planner.catalog;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/// A view as Calcite sees it: a table whose rows are those of a query.
///
/// The tree that gave the columns serves the first reference; each further one gets a tree of its
/// own, because rewrites tell references apart by identity.
public final class ViewTable extends AbstractTable implements TranslatableTable {
    private final String name;
    private final CatalogQuery query;
    private final Expander expander;
    private @Nullable RelNode unused;

    ViewTable(String name, CatalogQuery query, Expander expander) {
        this.name = name;
        this.query = query;
        this.expander = expander;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        RelNode known = unused == null ? expander.expand(name, query) : unused;
        unused = known;
        return known.getRowType();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        RelNode known = unused;
        unused = null;
        return known == null ? expander.expand(name, query) : known;
    }

    /// Plans the query of a view.
    public interface Expander {
        RelNode expand(String name, CatalogQuery query);

        /// Returns a new tree of a table that has a declaration.
        RelNode expand(String name, CatalogTable table);
    }
}
