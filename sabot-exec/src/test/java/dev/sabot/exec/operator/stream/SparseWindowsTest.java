package dev.sabot.exec.operator.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.exec.operator.TestRows.Row;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class SparseWindowsTest {
    private static final long SECOND = 1_000_000;
    private static final Schema SCHEMA =
            Schema.of(
                    Field.of("ts", DataType.TIMESTAMP),
                    Field.of("wm", DataType.TIMESTAMP),
                    Field.of("k", DataType.BIGINT),
                    Field.of("v", DataType.BIGINT));

    @Test
    void windowsOfOneLargeBatchAreNotAllOpenAtOnce() {
        try (StreamHarness harness = new StreamHarness(1, 8_192, new Random(1))) {
            TestStream stream = harness.stream("s", SCHEMA, 1);
            harness.start(
                    WindowedAggregateTest.plan(
                            StreamHarness.scan("s", SCHEMA, 0, 1, false),
                            SECOND,
                            SECOND,
                            0,
                            false));
            List<Row> rows = new ArrayList<>();
            for (long row = 0; row < 4_096; row++) {
                rows.add(Row.of(row * SECOND, row * SECOND, row, row));
            }
            stream.feed(0).push(harness.rows().batches(SCHEMA, rows, 8_192, false));
            stream.feed(0).end();
            assertEquals(4_096, harness.await().size());
            long peakBytes = harness.context().memory().peakBytes();
            assertTrue(peakBytes < 128L << 20, peakBytes + " bytes");
        }
    }
}
