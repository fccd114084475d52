package dev.sabot.planner.catalog;

import dev.sabot.connector.Table;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;

import java.util.ArrayList;
import java.util.List;

/// Reads some columns of a table; column `schema().size()` is the ROW_ID.
public final class ColumnScan extends TableScan {
    private final CatalogTable source;
    private final List<Integer> columns;

    private ColumnScan(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelOptTable table,
            CatalogTable source,
            List<Integer> columns) {
        super(cluster, traits, List.of(), table);
        this.source = source;
        this.columns = List.copyOf(columns);
    }

    /// Reads all declared columns.
    static ColumnScan of(RelOptCluster cluster, RelOptTable table, CatalogTable source) {
        List<Integer> columns = new ArrayList<>(source.schema().size());
        for (int index = 0; index < source.schema().size(); index++) {
            columns.add(index);
        }
        return new ColumnScan(cluster, cluster.traitSetOf(Convention.NONE), table, source, columns);
    }

    /// Returns the table that is read.
    public CatalogTable source() {
        return source;
    }

    /// Returns the table column of each output column.
    public List<Integer> columns() {
        return columns;
    }

    /// Returns the output columns.
    public Schema schema() {
        List<Field> fields = new ArrayList<>(columns.size());
        for (int column : columns) {
            fields.add(
                    column == source.schema().size()
                            ? new Field(Table.ROW_ID, DataType.BIGINT, false)
                            : source.schema().field(column));
        }
        return new Schema(fields);
    }

    /// Returns a scan of other columns of the same table.
    public ColumnScan withColumns(List<Integer> tableColumns) {
        return new ColumnScan(getCluster(), getTraitSet(), getTable(), source, tableColumns);
    }

    @Override
    public RelDataType deriveRowType() {
        return TypeMapping.toRowType(getCluster().getTypeFactory(), schema());
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("columns", columns);
    }
}
