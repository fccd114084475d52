package dev.sabot.planner.catalog;

import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.Schema;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/// A table with a declaration of its own as Calcite sees it: what is computed and when it happened
/// are nodes above the scan.
public final class DeclaredTable extends AbstractTable implements TranslatableTable {
    private final String name;
    private final CatalogTable table;
    private final Schema columns;
    private final ViewTable.Expander expander;

    DeclaredTable(String name, CatalogTable table, Schema columns, ViewTable.Expander expander) {
        this.name = name;
        this.table = table;
        this.columns = columns;
        this.expander = expander;
    }

    Schema columns() {
        return columns;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return TypeMapping.toRowType(factory, columns);
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return expander.expand(name, table);
    }
}
