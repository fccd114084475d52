package dev.sabot.format.csv;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads files, each as one split.
record CsvSource(CsvTable table, ScanRequest request) implements Source {
    @Override
    public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
        List<Split> splits = new ArrayList<>();
        long allBytes = table.files().stream().mapToLong(FileInfo::size).sum();
        double rowsPerByte = table.shape().estimatedRows() / Math.max(1, allBytes);
        for (FileInfo file : table.files()) {
            long rows = (long) Math.ceil(file.size() * rowsPerByte);
            splits.add(new CsvSplit(file.path(), file.size(), file.modifiedMillis(), rows));
        }
        return splits;
    }

    @Override
    public boolean appliesFilter() {
        return false;
    }

    @Override
    public SplitReader open(Split split, @Nullable ScanFilter filter, ConnectorContext context) {
        long limit = filter == null ? request.limit() : -1;
        return new CsvSplitReader(table, ((CsvSplit) split).info(), request, limit, context);
    }
}
