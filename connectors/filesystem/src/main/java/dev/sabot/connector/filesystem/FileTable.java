package dev.sabot.connector.filesystem;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.WriteRequest;
import dev.sabot.type.Schema;

/// Files that are there, read by their format.
record FileTable(Table files, FileTarget target) implements Table {
    @Override
    public Schema schema() {
        return files.schema();
    }

    @Override
    public TableStatistics statistics() {
        return files.statistics();
    }

    @Override
    public Source scan(ScanRequest request) {
        return files.scan(request);
    }

    @Override
    public Sink write(WriteRequest request) {
        return target.write(request);
    }
}
