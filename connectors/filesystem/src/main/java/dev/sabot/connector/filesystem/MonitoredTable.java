package dev.sabot.connector.filesystem;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess.FileInfo;
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

import java.io.Serializable;
import java.util.List;

/// Files of a place that is looked at again and again: new ones are read as they come, the oldest
/// first, each once.
///
/// @param paths files, folders and globs
record MonitoredTable(
        Schema schema, List<String> paths, long intervalMicros, Opener opener, FileTarget target)
        implements Table {
    /// Opens files as a table.
    interface Opener {
        Table open(List<FileInfo> files, ConnectorContext context);
    }

    @Override
    public Boundedness boundedness() {
        return Boundedness.UNBOUNDED;
    }

    @Override
    public TableStatistics statistics() {
        return TableStatistics.UNKNOWN;
    }

    @Override
    public Source scan(ScanRequest request) {
        return new MonitoredSource(this, request);
    }

    @Override
    public Sink write(WriteRequest request) {
        return target.write(request);
    }

    /// All files, in one split: they are in order of time.
    ///
    /// @param numFiles how many files were read before
    /// @param numRows how many rows of the next one were read before
    record AllFiles(String name, long numFiles, long numRows)
            implements Source.Split, Serializable {
        @Override
        public long estimatedRows() {
            return -1;
        }

        @Override
        public String describe() {
            return name;
        }
    }

    /// Reads the files; a position is a number of files and of rows of the next one. It holds as
    /// long as no file that was read is taken away and none comes with an older time.
    private record MonitoredSource(MonitoredTable table, ScanRequest request) implements Source {
        private static final int ROW_BITS = 40;

        @Override
        public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
            return List.of(new AllFiles(String.join(", ", table.paths()), 0, 0));
        }

        @Override
        public boolean appliesFilter() {
            return false;
        }

        @Override
        public Split resume(Split split, long position) {
            return new AllFiles(
                    split.describe(), position >>> ROW_BITS, position & (1L << ROW_BITS) - 1);
        }

        @Override
        public SplitReader open(
                Split split, @Nullable ScanFilter filter, ConnectorContext context) {
            return new MonitoredReader(table, request, (AllFiles) split, context);
        }
    }

    /// Returns the position after some files and rows of the next one.
    static long position(long numFiles, long numRows) {
        return numFiles << MonitoredSource.ROW_BITS | numRows;
    }
}
