package dev.sabot.connector.tpch;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.type.Schema;

/// A table at a scale.
record GeneratedTable(TableDefinition<?> definition, double scale) implements Table {
    @Override
    public Schema schema() {
        return definition.schema();
    }

    @Override
    public TableStatistics statistics() {
        return new TableStatistics(
                definition.rows(scale),
                definition.columns().stream()
                        .map(column -> column.statistics().at(scale))
                        .toList());
    }

    @Override
    public Source scan(ScanRequest request) {
        return new GeneratedSource<>(definition, scale, request);
    }
}
