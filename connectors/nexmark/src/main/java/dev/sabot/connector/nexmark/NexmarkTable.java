package dev.sabot.connector.nexmark;

import dev.sabot.batch.ColumnBuilder;
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
import dev.sabot.type.DataType;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Events, all or of one kind.
///
/// @param kind the kind, or null for all
/// @param events how many there are of all kinds, or [GeneratedSplit#NO_END]
/// @param eventRate events in a second of event time
/// @param rate events in a second of real time, or [GeneratedSplit#UNPACED]
/// @param numSplits the splits, or 0
record NexmarkTable(
        String name,
        Schema schema,
        List<EventColumn> columns,
        @Nullable EventKind kind,
        long events,
        double eventRate,
        double rate,
        long seed,
        int numSplits)
        implements Table {
    @Override
    public Boundedness boundedness() {
        return events == GeneratedSplit.NO_END ? Boundedness.UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public TableStatistics statistics() {
        if (boundedness() == Boundedness.UNBOUNDED) {
            return TableStatistics.UNKNOWN;
        }
        double share =
                switch (kind) {
                    case null -> 1;
                    case PERSON -> 0.02;
                    case AUCTION -> 0.06;
                    case BID -> 0.92;
                };
        return new TableStatistics(events * share, List.of());
    }

    @Override
    public Source scan(ScanRequest request) {
        List<EventColumn> wanted = request.columns().stream().map(columns::get).toList();
        return new EventSource(this, wanted);
    }

    /// Makes the columns wanted; the event time of event 0 is that of the split when it is real.
    private record EventSource(NexmarkTable table, List<EventColumn> wanted) implements Source {
        @Override
        public List<Split> splits(@Nullable ScanFilter filter, ConnectorContext context) {
            return GeneratedSplit.all(
                    table.name(), table.numSplits(), table.events(), table.rate(), context);
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
            GeneratedSplit part = (GeneratedSplit) split;
            boolean isReal = table.rate() != GeneratedSplit.UNPACED;
            EventGenerator generator =
                    new EventGenerator(
                            table.seed(),
                            isReal ? table.rate() : table.eventRate(),
                            isReal ? part.startMicros() / 1_000 : EventGenerator.FIRST_MILLIS);
            List<DataType> types = wanted.stream().map(one -> one.field().type()).toList();
            return new GeneratingReader(
                    part, types, (row, builders) -> append(generator, row, builders), context);
        }

        private boolean append(EventGenerator event, long row, List<ColumnBuilder> builders) {
            EventKind kind = table.kind();
            if (kind != null && EventGenerator.kindOf(row) != kind) {
                return false;
            }
            if (!wanted.isEmpty()) {
                event.make(row);
            }
            for (int index = 0; index < wanted.size(); index++) {
                wanted.get(index).appender().append(event, builders.get(index));
            }
            return true;
        }
    }
}
