package dev.sabot.format.csv;

import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.type.Schema;

import java.util.List;

/// Files of one shape as a table.
record CsvTable(List<FileInfo> files, FileShape shape, ReadOptions options) implements Table {
    @Override
    public Schema schema() {
        return shape.schema();
    }

    @Override
    public TableStatistics statistics() {
        return new TableStatistics(shape.estimatedRows(), List.of());
    }

    @Override
    public Source scan(ScanRequest request) {
        return new CsvSource(this, request);
    }
}
