package dev.sabot.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.jdbc.arrow.ArrowColumn;
import dev.sabot.jdbc.arrow.BatchReader;
import dev.sabot.jdbc.arrow.MessageWriter;
import dev.sabot.jdbc.arrow.SchemaReader;
import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.SessionException;
import dev.sabot.jdbc.value.ColumnReader;
import dev.sabot.jdbc.wire.Commands;
import dev.sabot.jdbc.wire.FlightData;
import dev.sabot.jdbc.wire.FlightInfo;
import dev.sabot.jdbc.wire.ProtoReader;
import dev.sabot.jdbc.wire.ProtoWriter;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What the driver writes it can read, and what is no message it refuses with 08P01. */
class ArrowMessagesTest {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private static byte[] schema() {
        return FlightData.write(null, MessageWriter.schema(TypeMatrix.COLUMNS), NONE);
    }

    private static byte[] batch() {
        ColumnBlock block = TypeMatrix.block();
        MessageWriter.Batch batch = MessageWriter.batch(block.rowCount(), block.columns());
        return FlightData.write(null, batch.header(), batch.body());
    }

    private static List<ArrowColumn> columns(byte[] schema) throws SessionException {
        return SchemaReader.read(FlightData.read(schema).header());
    }

    @Test
    void everyTypeComesBack() throws SessionException, SQLException {
        List<ArrowColumn> columns = columns(schema());
        ColumnBlock sent = TypeMatrix.block();
        ColumnBlock got = new BatchReader(columns).read(FlightData.read(batch()));
        assertEquals(2, got.rowCount());
        for (int i = 0; i < columns.size(); i++) {
            ColumnReader expected = ColumnReader.of(TypeMatrix.COLUMNS.get(i));
            expected.bind(sent.column(i));
            ColumnReader given = ColumnReader.of(columns.get(i).descriptor());
            given.bind(got.column(i));
            String name = TypeMatrix.COLUMNS.get(i).name();
            assertEquals(name, columns.get(i).descriptor().name());
            if (expected.value(0) instanceof byte[]) {
                assertArrayEquals((byte[]) expected.value(0), (byte[]) given.value(0));
            } else {
                assertEquals(expected.value(0), given.value(0), name);
            }
            assertEquals(null, given.value(1), name);
        }
    }

    @Test
    void firstRowsOfABlockReadAlike() throws SessionException, SQLException {
        List<ArrowColumn> columns = columns(schema());
        ColumnBlock block = new BatchReader(columns).read(FlightData.read(batch())).firstRows(1);
        assertEquals(1, block.rowCount());
        assertEquals(columns.size(), block.columns().size());
    }

    @Test
    void anEncapsulatedSchemaIsReadWithAndWithoutItsMark() throws SessionException {
        ByteBuffer header = MessageWriter.schema(TypeMatrix.COLUMNS);
        ByteBuffer old = ByteBuffer.allocate(header.remaining() + 4);
        old.order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(header.remaining());
        old.put(header.duplicate()).flip();
        assertEquals(TypeMatrix.COLUMNS.size(), SchemaReader.readEncapsulated(old).size());
        ByteBuffer marked = ByteBuffer.allocate(header.remaining() + 8);
        marked.order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(-1).putInt(header.remaining());
        marked.put(header).flip();
        assertEquals(TypeMatrix.COLUMNS.size(), SchemaReader.readEncapsulated(marked).size());
        assertMalformed(() ->
                SchemaReader.readEncapsulated(
                        ByteBuffer.wrap(
                                "ARRO1234".getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
        assertEquals(0, SchemaReader.readEncapsulated(NONE).size());
    }

    private interface Reading {
        void run() throws SessionException;
    }

    private static void assertMalformed(Reading reading) {
        assertEquals("08P01", assertThrows(SessionException.class, reading::run).sqlState());
    }

    @Test
    void protobufThatEndsEarlyIsRefused() {
        byte[] message = new ProtoWriter().text(1, "text").varint(2, 1L << 60).toByteArray();
        for (int length = 1; length < message.length; length++) {
            byte[] cut = Arrays.copyOf(message, length);
            if (length == 6) {
                continue; // Exactly the first field: a message.
            }
            assertMalformed(() -> {
                ProtoReader reader = new ProtoReader(cut);
                while (reader.next()) {
                    reader.skip();
                }
            });
        }
        assertMalformed(() -> FlightInfo.read(new byte[] {(byte) 0xff}));
        assertMalformed(() -> FlightData.read(new byte[] {0x12, 0x7f}));
        assertMalformed(() -> Commands.options(new byte[] {0x0a, 0x02, 0x0a, 0x05}));
    }

    // Whatever bytes come, reading ends, with a result or with an error of the session.
    @Test
    void damagedMessagesNeverBreakTheReader() throws SessionException {
        byte[] schema = schema();
        byte[] batch = batch();
        List<ArrowColumn> columns = columns(schema);
        long seed = 20_261;
        Random random = new Random(seed);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] damaged = damage(trial % 2 == 0 ? schema : batch, random);
            try {
                if (trial % 2 == 0) {
                    readAll(columns(damaged), batch);
                } else {
                    readAll(columns, damaged);
                }
            } catch (SessionException e) {
                String state = e.sqlState();
                assertEquals(state.equals("0A000") ? "0A000" : "08P01", state, "seed " + seed);
            } catch (SQLException e) {
                // A number that is no date: the value is wrong, not the message.
                assertEquals("22", e.getSQLState().substring(0, 2), "seed " + seed);
            }
        }
    }

    private static byte[] damage(byte[] message, Random random) {
        byte[] damaged = message.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0:
                    damaged[at] = (byte) random.nextInt(256);
                    break;
                case 1:
                    damaged[at] ^= (byte) (1 << random.nextInt(8));
                    break;
                case 2:
                    damaged[at] = (byte) 0xff;
                    break;
                default:
                    damaged = Arrays.copyOf(damaged, Math.max(1, at));
                    break;
            }
        }
        return damaged;
    }

    private static void readAll(List<ArrowColumn> columns, byte[] batch)
            throws SessionException, SQLException {
        ColumnBlock block = new BatchReader(columns).read(FlightData.read(batch));
        if (block == null) {
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            ColumnReader reader = ColumnReader.of(columns.get(i).descriptor());
            reader.bind(block.column(i));
            for (int row = 0; row < Math.min(block.rowCount(), 10); row++) {
                reader.value(row);
            }
        }
    }
}
