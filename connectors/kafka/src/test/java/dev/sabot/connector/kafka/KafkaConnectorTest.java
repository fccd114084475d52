package dev.sabot.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The connector against a real broker.
@Timeout(180)
final class KafkaConnectorTest {
    private static final Schema SCHEMA =
            Schema.of(Field.of("id", DataType.BIGINT), Field.of("name", DataType.VARCHAR));

    @TempDir static Path folder;
    private static Broker broker;
    private static Admin admin;
    private static KafkaProducer<String, String> producer;

    private final BufferAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE);
    private final TestContext context = new TestContext(allocator, 100);

    @BeforeAll
    static void start() throws Exception {
        broker = new Broker(folder);
        admin = Admin.create(Map.of("bootstrap.servers", broker.servers()));
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.servers(),
                                "request.timeout.ms",
                                "10000",
                                "delivery.timeout.ms",
                                "60000"),
                        new StringSerializer(),
                        new StringSerializer());
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close(java.time.Duration.ZERO);
        producer.close(java.time.Duration.ZERO);
        broker.close();
    }

    @AfterEach
    void nothingIsLeaked() {
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    /// Creates a topic and waits until the broker leads its partitions: a producer that is told
    /// otherwise may not ask again for minutes.
    private static void topic(String name, int numPartitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, numPartitions, (short) 1))).all().get();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < numPartitions; partition++) {
            ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                if (attempt == 100) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static void send(String topic, int partition, @Nullable String... values)
            throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (String value : values) {
            sent.add(producer.send(new ProducerRecord<>(topic, partition, "k", value)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    private Table open(String topic, Schema schema, String... more) {
        Map<String, String> options = new TreeMap<>();
        options.put("connector", "kafka");
        options.put("topic", topic);
        options.put("properties.bootstrap.servers", broker.servers());
        options.put("format", "json");
        for (int index = 0; index < more.length; index += 2) {
            options.put(more[index], more[index + 1]);
        }
        options.values().removeIf(String::isEmpty);
        TableHandle handle = new TableHandle("kafka", List.of("t"), options, schema);
        return new KafkaConnector().open(handle, context);
    }

    private Table bounded(String topic, String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        options.addAll(List.of("scan.bounded.mode", "latest-offset"));
        return open(topic, SCHEMA, options.toArray(String[]::new));
    }

    private static ScanRequest all(Table table) {
        return new ScanRequest(IntStream.range(0, table.schema().size()).boxed().toList(), -1);
    }

    private static String text(Batch batch, Schema schema, int row) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < batch.numColumns(); index++) {
            Column column = batch.column(index);
            text.append(index == 0 ? "" : "|");
            if (column.isNull(row)) {
                text.append("NULL");
            } else if (schema.type(index).equals(DataType.VARCHAR)) {
                text.append(column.getString(row));
            } else if (schema.type(index).kind().isNested()) {
                int start = column.listStart(row);
                for (int entry = start; entry < start + column.valueLength(row); entry++) {
                    text.append(column.child(0).child(0).getString(entry)).append('=');
                    byte[] value = column.child(0).child(1).getBytes(entry);
                    text.append(new String(value, StandardCharsets.UTF_8));
                }
            } else {
                text.append(column.getLong(row));
            }
        }
        return text.toString();
    }

    /// Reads until the split ends, or has nothing more now when it does not end.
    private void drain(SplitReader reader, Schema schema, List<String> rows) throws Exception {
        while (!reader.isFinished()) {
            boolean wasCaughtUp = reader.isCaughtUp();
            try (Batch batch = reader.next()) {
                if (batch == null) {
                    if (wasCaughtUp) {
                        return;
                    }
                    reader.whenReady().get(60, TimeUnit.SECONDS);
                } else {
                    for (int row = 0; row < batch.numRows(); row++) {
                        rows.add(text(batch, schema, row));
                    }
                }
            }
        }
    }

    private List<String> read(Table table, ScanRequest request) throws Exception {
        Source source = table.scan(request);
        List<Field> fields = new ArrayList<>(table.schema().fields());
        fields.addAll(table.metadata().fields());
        Schema schema = new Schema(fields).project(request.columns());
        List<String> rows = new ArrayList<>();
        for (Source.Split split : source.splits(null, context)) {
            try (SplitReader reader = source.open(split, null, context)) {
                drain(reader, schema, rows);
            }
        }
        return rows;
    }

    private List<String> read(Table table) throws Exception {
        return read(table, all(table));
    }

    private static String record(int id) {
        return "{\"id\":" + id + ",\"name\":\"n" + id + "\",\"other\":[1,2]}";
    }

    private static String[] records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(KafkaConnectorTest::record)
                .toArray(String[]::new);
    }

    private static List<String> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(id -> id + "|n" + id).toList();
    }

    @Test
    void aBoundedTableIsReadOnce() throws Exception {
        topic("bounded", 2);
        send("bounded", 0, records(0, 250));
        send("bounded", 1, records(1_000, 1_003));
        Table table = bounded("bounded");
        assertEquals(Boundedness.BOUNDED, table.boundedness());
        List<String> expected = new ArrayList<>(rows(0, 250));
        expected.addAll(rows(1_000, 1_003));
        assertEquals(expected, read(table));
        assertEquals(
                List.of("n0", "n1", "n2"),
                read(table, new ScanRequest(List.of(1), 3)).subList(0, 3));
        assertEquals(253, read(table, new ScanRequest(List.of(), -1)).size());
        topic("empty", 3);
        assertEquals(List.of(), read(bounded("empty")));
    }

    @Test
    void offsetsAreChosen() throws Exception {
        topic("offsets", 2);
        long before = System.currentTimeMillis();
        for (int id = 0; id < 5; id++) {
            producer.send(new ProducerRecord<>("offsets", 0, before + id, "k", record(id)));
        }
        send("offsets", 1, records(10, 12));
        admin.alterConsumerGroupOffsets(
                        "some-group",
                        Map.of(new TopicPartition("offsets", 0), new OffsetAndMetadata(4)))
                .all()
                .get();
        assertEquals(List.of(), read(bounded("offsets", "scan.startup.mode", "latest-offset")));
        assertEquals(
                List.of("3|n3", "4|n4", "11|n11"),
                read(
                        bounded(
                                "offsets",
                                "scan.startup.mode",
                                "specific-offsets",
                                "scan.startup.specific-offsets",
                                "partition:0,offset:3;partition:1,offset:1")));
        assertEquals(
                List.of("2|n2", "3|n3", "4|n4"),
                read(bounded(
                                "offsets",
                                "scan.startup.mode",
                                "timestamp",
                                "scan.startup.timestamp-millis",
                                Long.toString(before + 2)))
                        .subList(0, 3));
        assertEquals(
                List.of("4|n4", "10|n10", "11|n11"),
                read(
                        bounded(
                                "offsets",
                                "scan.startup.mode",
                                "group-offsets",
                                "properties.group.id",
                                "some-group",
                                "properties.auto.offset.reset",
                                "earliest")));
        assertEquals(
                List.of("0|n0", "10|n10", "11|n11"),
                read(
                        open(
                                "offsets",
                                SCHEMA,
                                "scan.bounded.mode",
                                "specific-offsets",
                                "scan.bounded.specific-offsets",
                                "partition:0,offset:1")));
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () ->
                                read(
                                        bounded(
                                                "offsets",
                                                "scan.startup.mode",
                                                "group-offsets",
                                                "properties.group.id",
                                                "some-group")));
        assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    }

    @Test
    void keyAndMetadataAreColumns() throws Exception {
        topic("meta", 1);
        producer.send(
                new ProducerRecord<>(
                        "meta",
                        0,
                        1_700_000_000_123L,
                        "{\"id\":7}",
                        "{\"name\":\"x\",\"id\":8}",
                        List.of(new RecordHeader("h", "v".getBytes(StandardCharsets.UTF_8)))));
        producer.send(new ProducerRecord<>("meta", 0, 1_700_000_000_124L, null, "{}"));
        producer.flush();
        Schema schema =
                Schema.of(Field.of("k_id", DataType.BIGINT), Field.of("name", DataType.VARCHAR));
        Table table =
                open(
                        "meta",
                        schema,
                        "scan.bounded.mode",
                        "latest-offset",
                        "key.format",
                        "json",
                        "key.fields",
                        "k_id",
                        "key.fields-prefix",
                        "k_",
                        "value.fields-include",
                        "EXCEPT_KEY");
        assertEquals(
                List.of("topic", "partition", "offset", "timestamp"),
                table.metadata().fields().subList(0, 4).stream().map(Field::name).toList());
        assertEquals(
                List.of(
                        "x|7|0|1700000000123000|h=v|meta|CreateTime",
                        "NULL|NULL|1|1700000000124000||meta|CreateTime"),
                read(table, new ScanRequest(List.of(1, 0, 4, 5, 8, 2, 6), -1)));
    }

    @Test
    void recordsThatCannotBeDecodedAreKept() throws Exception {
        topic("bad", 1);
        send("bad", 0, record(0), "{\"id\":", record(1), null, "{\"id\":\"x\"}", record(2));
        assertEquals(rows(0, 3), read(bounded("bad")));
        assertEquals(
                List.of(
                        "t | bad-0 | 1 | malformed JSON at byte 6: a value is expected | {\"id\":",
                        "t | bad-0 | 3 | the record has no value | ",
                        "t | bad-0 | 4 | column \"id\": 'x' is no BIGINT | {\"id\":\"x\"}"),
                context.letters());
        context.letters().clear();
        assertEquals(rows(0, 3), read(bounded("bad", "on-error", "skip")));
        assertEquals(3, context.letters().size());
        assertEquals("skipped | t | bad-0", context.letters().getFirst());
        SabotException error =
                assertThrows(SabotException.class, () -> read(bounded("bad", "on-error", "fail")));
        assertEquals(ErrorCode.MALFORMED_MESSAGE, error.code());
        assertTrue(error.getMessage().contains("bad-0 at offset 1"));
    }

    @Test
    void anUnboundedTableGoesOn() throws Exception {
        topic("endless", 1);
        send("endless", 0, records(0, 150));
        Table table = open("endless", SCHEMA);
        assertEquals(Boundedness.UNBOUNDED, table.boundedness());
        Source source = table.scan(all(table));
        Source.Split split = source.splits(null, context).getFirst();
        List<String> rows = new ArrayList<>();
        long middle;
        try (SplitReader reader = source.open(split, null, context)) {
            assertFalse(reader.isCaughtUp());
            drain(reader, SCHEMA, rows);
            assertEquals(rows(0, 150), rows);
            assertTrue(reader.isCaughtUp());
            assertFalse(reader.isFinished());
            assertNull(reader.next());
            middle = reader.position();
            assertEquals(150, middle);
            var ready = reader.whenReady();
            send("endless", 0, records(150, 152));
            ready.get(10, TimeUnit.SECONDS);
            drain(reader, SCHEMA, rows);
            assertEquals(rows(0, 152), rows);
        }
        rows.clear();
        try (SplitReader reader = source.open(source.resume(split, middle), null, context)) {
            drain(reader, SCHEMA, rows);
            assertEquals(rows(150, 152), rows);
        }
    }

    @Test
    void aReaderMayBeClosedAtAnyTime() throws Exception {
        topic("closed", 1);
        send("closed", 0, records(0, 1_000));
        Table table = open("closed", SCHEMA);
        Source source = table.scan(all(table));
        Source.Split split = source.splits(null, context).getFirst();
        for (int round = 0; round < 5; round++) {
            SplitReader reader = source.open(split, null, context);
            var ready = reader.whenReady();
            if (round > 1) {
                ready.get(10, TimeUnit.SECONDS);
            }
            if (round > 2) {
                try (Batch batch = reader.next()) {
                    assertEquals(100, batch == null ? 0 : batch.numRows());
                }
            }
            reader.close();
            assertTrue(reader.isFinished());
            assertNull(reader.next());
            ready.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void lostOffsetsAreAnError() throws Exception {
        topic("lost", 1);
        send("lost", 0, records(0, 10));
        admin.deleteRecords(Map.of(new TopicPartition("lost", 0), RecordsToDelete.beforeOffset(5)))
                .all()
                .get();
        assertEquals(rows(5, 10), read(bounded("lost")));
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () ->
                                read(
                                        bounded(
                                                "lost",
                                                "scan.startup.mode",
                                                "specific-offsets",
                                                "scan.startup.specific-offsets",
                                                "partition:0,offset:2")));
        assertEquals(ErrorCode.UNAVAILABLE, error.code());
        assertTrue(error.getMessage().contains("it keeps 5 to 10"), error.getMessage());
    }

    @Test
    void anUnknownTopicIsNamedAtOnce() throws Exception {
        topic("known", 1);
        SabotException error = assertThrows(SabotException.class, () -> read(bounded("unknown")));
        assertEquals(ErrorCode.UNKNOWN_OBJECT, error.code());
        assertTrue(error.getMessage().contains("known"), error.getMessage());
        Table table = open("unknown", SCHEMA);
        try (Sink sink = table.write(new WriteRequest(WriteRequest.Mode.INSERT, SCHEMA))) {
            assertThrows(SabotException.class, () -> sink.openWriter(context));
        }
    }

    @Test
    void anUnreachableBrokerIsAnErrorWithinSeconds() {
        Table table = open("any", SCHEMA, "properties.bootstrap.servers", "127.0.0.1:1");
        long start = System.nanoTime();
        SabotException error =
                assertThrows(
                        SabotException.class, () -> table.scan(all(table)).splits(null, context));
        assertEquals(ErrorCode.UNAVAILABLE, error.code());
        assertTrue(error.getMessage().contains("127.0.0.1:1"), error.getMessage());
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
        Table unresolved =
                open("any", SCHEMA, "properties.bootstrap.servers", "no.such.host.invalid:9092");
        error =
                assertThrows(
                        SabotException.class,
                        () -> unresolved.scan(all(table)).splits(null, context));
        assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    }

    private Batch batch(int from, int to) {
        ColumnBuilder ids = new ColumnBuilder(DataType.BIGINT);
        ColumnBuilder names = new ColumnBuilder(DataType.VARCHAR);
        for (int id = from; id < to; id++) {
            ids.appendLong(id);
            names.appendString("n" + id);
        }
        return Batch.of(to - from, ids.build(allocator), names.build(allocator));
    }

    @Test
    void rowsAreWritten() throws Exception {
        topic("written", 1);
        Table table =
                open(
                        "written",
                        SCHEMA,
                        "scan.bounded.mode",
                        "latest-offset",
                        "key.format",
                        "json",
                        "key.fields",
                        "id",
                        "value.fields-include",
                        "EXCEPT_KEY",
                        "sink.delivery-guarantee",
                        "at-least-once");
        try (Sink sink = table.write(new WriteRequest(WriteRequest.Mode.INSERT, SCHEMA))) {
            for (int epoch = 0; epoch < 2; epoch++) {
                try (Sink.Writer writer = sink.openWriter(context)) {
                    writer.write(batch(epoch * 50, epoch * 50 + 50));
                    writer.finish();
                }
                sink.prepare(epoch);
                assertEquals(rows(0, epoch * 50 + 50), read(table));
                sink.commit(epoch);
            }
        }
        Table values =
                open(
                        "written",
                        Schema.of(
                                Field.of("id", DataType.BIGINT),
                                Field.of("name", DataType.VARCHAR)),
                        "scan.bounded.mode",
                        "latest-offset");
        assertEquals("NULL|n0", read(values).getFirst());
    }

    @Test
    void rowsOfTransactionsTakenBackAreNotRead() throws Exception {
        topic("transactions", 1);
        try (KafkaProducer<String, String> transactional =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.servers(), "transactional.id", "x"),
                        new StringSerializer(),
                        new StringSerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>("transactions", 0, "k", record(0)));
            transactional.commitTransaction();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>("transactions", 0, "k", record(1)));
            transactional.flush();
            transactional.abortTransaction();
        }
        assertEquals(rows(0, 1), read(bounded("transactions")));
        assertEquals(
                rows(0, 2),
                read(bounded("transactions", "properties.isolation.level", "read_uncommitted")));
    }

    /// Kills the broker in the middle of reading. The default is short; longer by
    /// `-Dkafka.outage.seconds=25`.
    @Test
    void anOutageLosesAndRepeatsNothing() throws Exception {
        int seconds = Integer.getInteger("kafka.outage.seconds", 3);
        topic("outage", 1);
        send("outage", 0, records(0, 5_000));
        Table table = open("outage", SCHEMA);
        Source source = table.scan(all(table));
        List<String> rows = new ArrayList<>();
        try (SplitReader reader =
                source.open(source.splits(null, context).getFirst(), null, context)) {
            drain(reader, SCHEMA, rows);
            assertTrue(reader.isCaughtUp());
            broker.kill();
            long start = System.nanoTime();
            while (System.nanoTime() - start < seconds * 1_000_000_000L) {
                assertNull(reader.next());
                Thread.sleep(50);
            }
            assertFalse(reader.isCaughtUp(), "an unreachable broker is never caught up");
            broker.restart();
            send("outage", 0, records(5_000, 6_000));
            // what was caught up with may have been the time before
            while (rows.size() < 6_000) {
                drain(reader, SCHEMA, rows);
            }
        }
        assertEquals(rows(0, 6_000), rows);
    }
}
