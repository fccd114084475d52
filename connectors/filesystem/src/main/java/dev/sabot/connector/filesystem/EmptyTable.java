package dev.sabot.connector.filesystem;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.WriteRequest;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A declared table whose files are still to be written.
record EmptyTable(Schema schema, FileTarget target) implements Table {
    @Override
    public TableStatistics statistics() {
        return new TableStatistics(0, List.of());
    }

    @Override
    public Source scan(ScanRequest request) {
        return new NoSplits();
    }

    @Override
    public Sink write(WriteRequest request) {
        return target.write(request);
    }

    private static final class NoSplits implements Source {
        @Override
        public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
            return List.of();
        }

        @Override
        public boolean appliesFilter() {
            return true;
        }

        @Override
        public SplitReader open(
                Split split, @Nullable ScanFilter filter, ConnectorContext context) {
            throw new IllegalArgumentException("an empty table has no splits");
        }
    }
}
