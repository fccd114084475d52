package dev.sabot.connector.nexmark;

import dev.sabot.batch.Batch;
import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.format.RecordDecoder;
import dev.sabot.format.RecordEncoder;
import dev.sabot.format.json.JsonFormat;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Times the decoding of events as JSON records, per second of CPU of one thread, with the columns
/// of query 0 and with all columns. Not a test: run main.
final class DecodeBenchmark {
    private static final int NUM_EVENTS = Integer.getInteger("events", 200_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 12);

    private DecodeBenchmark() {}

    public static void main(String[] arguments) {
        try (BufferAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE)) {
            TestContext context = new TestContext(allocator, Batch.MAX_ROWS);
            TableHandle handle =
                    new TableHandle(
                            "nexmark",
                            List.of("t"),
                            Map.of("events", Integer.toString(NUM_EVENTS), "scan.parallelism", "1"),
                            null);
            Table table = new NexmarkConnector().open(handle, context);
            List<byte[]> records = records(table, context);
            long bytes = records.stream().mapToLong(one -> one.length).sum();
            System.out.printf("%.1f bytes per event%n", (double) bytes / records.size());
            Schema events = table.schema().project(List.of(0, 1, 2, 3));
            DataType bid = events.type(3);
            List<Field> wanted =
                    List.of("auction", "bidder", "price", "dateTime", "extra").stream()
                            .map(name -> new Schema(bid.fields()).indexOf(name))
                            .map(index -> bid.fields().get(index))
                            .toList();
            run(
                    "bid: 5 columns",
                    Schema.of(Field.of("bid", DataType.row(wanted))),
                    records,
                    context);
            run("bid: 7 columns", events.project(List.of(3)), records, context);
            run("event_type, bid", events.project(List.of(0, 3)), records, context);
            run("all columns", events, records, context);
            run("none", Schema.EMPTY, records, context);
        }
    }

    private static List<byte[]> records(Table table, TestContext context) {
        ScanRequest request = new ScanRequest(List.of(0, 1, 2, 3), -1);
        RecordEncoder encoder =
                new JsonFormat()
                        .recordEncoder(
                                table.schema().project(request.columns()),
                                Map.of("encode.ignore-null-fields", "true"),
                                context);
        Source source = table.scan(request);
        List<byte[]> records = new ArrayList<>();
        try (SplitReader reader =
                source.open(source.splits(null, context).getFirst(), null, context)) {
            while (!reader.isFinished()) {
                try (Batch batch = reader.next()) {
                    for (int row = 0; batch != null && row < batch.numRows(); row++) {
                        records.add(encoder.encode(batch, row));
                    }
                }
            }
        }
        return records;
    }

    private static void run(String name, Schema schema, List<byte[]> records, TestContext context) {
        double best = 0;
        try (RecordDecoder decoder = new JsonFormat().recordDecoder(schema, Map.of(), context)) {
            for (int round = 0; round < ROUNDS; round++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (byte[] record : records) {
                    if (decoder.decode(record, 0, record.length) != null) {
                        throw new IllegalStateException("malformed");
                    }
                    if (decoder.numRows() == context.batchRows()) {
                        decoder.finish().close();
                    }
                }
                decoder.finish().close();
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                best = Math.max(best, records.size() * 1e3 / nanos);
            }
        }
        System.out.printf("%-20s %.2f M events per core-second%n", name, best);
    }
}
