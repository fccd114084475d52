package dev.sabot.connector.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.batch.Batch;
import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.Boundedness;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.RecordEncoder;
import dev.sabot.format.json.JsonFormat;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Which events there are, and when.
final class NexmarkConnectorTest {
    private final BufferAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE);
    private final TestContext context = new TestContext(allocator, 1_000);

    @AfterEach
    void nothingIsLeaked() {
        assertEquals(0, allocator.getAllocatedMemory());
        allocator.close();
    }

    private Table open(@Nullable Schema schema, String... options) {
        Map<String, String> given = new TreeMap<>(Map.of("connector", "nexmark"));
        for (int index = 0; index < options.length; index += 2) {
            given.put(options[index], options[index + 1]);
        }
        return new NexmarkConnector()
                .open(new TableHandle("nexmark", List.of("t"), given, schema), context);
    }

    private static ScanRequest all(Table table) {
        return new ScanRequest(IntStream.range(0, table.schema().size()).boxed().toList(), -1);
    }

    private List<String> rows(Table table, ScanRequest request) {
        Schema schema = table.schema().project(request.columns());
        RecordEncoder encoder =
                new JsonFormat()
                        .recordEncoder(
                                schema, Map.of("encode.ignore-null-fields", "true"), context);
        Source source = table.scan(request);
        List<String> rows = new ArrayList<>();
        for (Source.Split split : source.splits(null, context)) {
            try (SplitReader reader = source.open(split, null, context)) {
                while (!reader.isFinished()) {
                    try (Batch batch = reader.next()) {
                        for (int row = 0; batch != null && row < batch.numRows(); row++) {
                            byte[] text = encoder.encode(batch, row);
                            rows.add(new String(text, StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        }
        return rows;
    }

    /// The events that the figures of other engines were measured with.
    @Test
    void eventsAreThoseOfTheBenchmark() {
        List<String> rows =
                rows(
                        open(null, "events", "6", "scan.parallelism", "1"),
                        new ScanRequest(List.of(0, 1, 2, 3), -1));
        assertEquals(
                """
                {"event_type":0,"person":{"id":1000,"name":"Paul Spencer",\
                "emailAddress":"fif@nfm.com","creditCard":"0934 6889 9573 0730",\
                "city":"Bend","state":"OR","dateTime":"2015-07-15 00:00:00",\
                "extra":"wkidcpzalmcplngxhirkcwelpxwxaufcaaiupjduqxopaifdxtikihgkwvdosxsditzxpcwpq\
                pxanymxhjwhhswjamnvhsrusseknzkxtredmdkhxrghkdg"}}\
                """,
                rows.get(0));
        assertTrue(
                rows.get(1)
                        .startsWith(
                                """
                                {"event_type":1,"auction":{"id":1000,"itemName":"iuuc abylzjzq",\
                                "description":"dii","initialBid":29026307,"reserve":39212119,\
                                "dateTime":"2015-07-15 00:00:00",\
                                "expires":"2015-07-15 00:00:00.271","seller":1000,"category":10,\
                                "extra":"diyejuhszwphuktuibrsnhp\
                                """),
                rows.get(1));
        assertEquals(
                """
                {"event_type":2,"bid":{"auction":1005,"bidder":1001,"price":8472,\
                "channel":"Apple",\
                "url":"https://www.nexmark.com/biej/nit/znc/item.htm?query=1",\
                "dateTime":"2015-07-15 00:00:00",\
                "extra":"zoknuwbqsocvgraomlgmnmtbjhhgvvrtyvmvmszzehdgbqcuucdvonqvqyifayjhgpzrko\
                incdlmb"}}\
                """,
                rows.get(4));
        EventGenerator generator = new EventGenerator(42, 10_000, EventGenerator.FIRST_MILLIS);
        generator.make(999_999);
        assertEquals(60_900, generator.auction());
        assertEquals(20_901, generator.bidder());
        assertEquals(7_156, generator.price());
        assertEquals("channel-6384", generator.channel().toString());
        assertEquals(
                "https://www.nexmark.com/rar/uex_/khn/item.htm?query=1&channel_id=253231104",
                generator.url().toString());
        assertEquals((EventGenerator.FIRST_MILLIS + 99_999) * 1_000, generator.micros());
    }

    @Test
    void kindsHaveTheirShares() {
        for (String kind : List.of("person,100", "auction,300", "bid,4600")) {
            String name = kind.substring(0, kind.indexOf(','));
            int count = Integer.parseInt(kind.substring(kind.indexOf(',') + 1));
            Table table = open(null, "table", name, "events", "5000", "scan.parallelism", "3");
            assertEquals(count, rows(table, all(table)).size());
            assertEquals(count, table.statistics().numRows(), 1e-6);
            assertEquals(count, rows(table, new ScanRequest(List.of(), -1)).size());
        }
    }

    @Test
    void declaredColumnsAreFoundByName() {
        Schema schema =
                Schema.of(
                        Field.of("DATETIME", open(null).schema().type(4)),
                        Field.of("bid", DataType.row(List.of(Field.of("price", DataType.BIGINT)))));
        Table table = open(schema, "events", "5", "scan.parallelism", "1");
        assertEquals(
                "{\"DATETIME\":\"2015-07-15 00:00:00\",\"bid\":{\"price\":8472}}",
                rows(table, all(table)).get(4));
        assertEquals(
                ErrorCode.UNKNOWN_COLUMN,
                assertThrows(
                                SabotException.class,
                                () -> open(Schema.of(Field.of("nothing", DataType.BIGINT))))
                        .code());
        assertEquals(
                ErrorCode.TYPE_MISMATCH,
                assertThrows(
                                SabotException.class,
                                () -> open(Schema.of(Field.of("event_type", DataType.BIGINT))))
                        .code());
    }

    @Test
    void aSplitIsReadOnFromItsMiddle() {
        Table table = open(null, "table", "bid", "events", "5000", "scan.parallelism", "1");
        List<String> expected = rows(table, new ScanRequest(List.of(2), -1));
        Source source = table.scan(new ScanRequest(List.of(2), -1));
        Source.Split split = source.splits(null, context).getFirst();
        long position;
        int numRows;
        try (SplitReader reader = source.open(split, null, context)) {
            try (Batch batch = reader.next()) {
                numRows = batch == null ? 0 : batch.numRows();
            }
            position = reader.position();
        }
        RecordEncoder encoder =
                new JsonFormat()
                        .recordEncoder(table.schema().project(List.of(2)), Map.of(), context);
        try (SplitReader reader = source.open(source.resume(split, position), null, context);
                Batch batch = reader.next()) {
            assertEquals(
                    expected.get(numRows),
                    batch == null
                            ? ""
                            : new String(encoder.encode(batch, 0), StandardCharsets.UTF_8));
        }
    }

    @Test
    void eventsComeWhenTheyAreDue() throws Exception {
        context.clock().set(1_700_000_000_000_000L);
        Table table = open(null, "rate", "100");
        assertEquals(Boundedness.UNBOUNDED, table.boundedness());
        Source source = table.scan(new ScanRequest(List.of(4), -1));
        List<Source.Split> splits = source.splits(null, context);
        assertEquals(1, splits.size());
        try (SplitReader reader = source.open(splits.getFirst(), null, context)) {
            try (Batch batch = reader.next()) {
                assertEquals(1, batch == null ? 0 : batch.numRows());
            }
            assertTrue(reader.isCaughtUp());
            assertNull(reader.next());
            context.clock().addAndGet(50_000);
            assertFalse(reader.isCaughtUp());
            try (Batch batch = reader.next()) {
                assertEquals(5, batch == null ? 0 : batch.numRows());
                assertEquals(
                        1_700_000_000_050_000L, batch == null ? 0 : batch.column(0).getLong(4));
            }
            reader.whenReady().get(10, TimeUnit.SECONDS);
            assertFalse(reader.isFinished());
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        for (String[] wrong :
                new String[][] {
                    {"table", "nothing"},
                    {"events", "-1"},
                    {"rate", "0"},
                    {"event-rate", "x"},
                    {"scan.parallelism", "0"},
                    {"scan.parallelism", "5000"}
                }) {
            SabotException error = assertThrows(SabotException.class, () -> open(null, wrong));
            assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
        }
        SabotException error = assertThrows(SabotException.class, () -> open(null, "what", "1"));
        assertEquals(ErrorCode.OPTION_NOT_ALLOWED, error.code());
    }
}
