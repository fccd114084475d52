package dev.sabot.connector.datagen;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.GeneratedSplit;
import dev.sabot.connector.GeneratingReader;
import dev.sabot.connector.ScanFilter;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Made-up rows. The values of a row depend on the seed, the column and the number of the row, and
/// times on the clock.
///
/// @param columns the makers of the schema's columns
/// @param end how many rows there are, or [GeneratedSplit#NO_END]
/// @param rowsPerSecond how many are made in a second, or [GeneratedSplit#UNPACED]
/// @param numSplits the splits, or 0
record DatagenTable(
        String name,
        Schema schema,
        List<ValueMaker> columns,
        long end,
        double rowsPerSecond,
        long seed,
        int numSplits)
        implements Table {
    @Override
    public Boundedness boundedness() {
        return end == GeneratedSplit.NO_END ? Boundedness.UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public TableStatistics statistics() {
        return end == GeneratedSplit.NO_END
                ? TableStatistics.UNKNOWN
                : new TableStatistics(end, List.of());
    }

    @Override
    public Source scan(ScanRequest request) {
        return new DatagenSource(this, request);
    }

    private record DatagenSource(DatagenTable table, ScanRequest request) implements Source {
        @Override
        public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
            return GeneratedSplit.all(
                    table.name(), table.numSplits(), table.end(), table.rowsPerSecond(), context);
        }

        @Override
        public boolean appliesFilter() {
            return false;
        }

        @Override
        public Split resume(Split split, long position) {
            return ((GeneratedSplit) split).from(position);
        }

        @Override
        public SplitReader open(
                Split split, @Nullable ScanFilter filter, ConnectorContext context) {
            int[] columns = request.columns().stream().mapToInt(Integer::intValue).toArray();
            long[] seeds = new long[columns.length];
            ValueMaker[] makers = new ValueMaker[columns.length];
            for (int index = 0; index < columns.length; index++) {
                seeds[index] = ValueMaker.random(table.seed(), columns[index] + 1L);
                makers[index] = table.columns().get(columns[index]);
            }
            GeneratingReader.Rows rows =
                    (row, builders) -> {
                        for (int index = 0; index < makers.length; index++) {
                            makers[index].append(
                                    row, seeds[index], context.nowMicros(), builders.get(index));
                        }
                        return true;
                    };
            return new GeneratingReader(
                    (GeneratedSplit) split,
                    table.schema().project(request.columns()).types(),
                    rows,
                    context);
        }
    }
}
