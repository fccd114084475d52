package dev.sabot.format.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Reads damaged files: rows or an error of ours, never a crash, never bytes left.
final class HostileFileTest {
    private static final int MUTATIONS = Integer.getInteger("sabot.parquet.mutations", 200);
    private static final long MEMORY_LIMIT = 512 << 20;

    @TempDir private Path folder;

    /// Gives up on files that claim billions of rows.
    private static final class ImpatientContext implements ConnectorContext {
        private final BufferAllocator allocator;
        private final FileAccess files = new LocalFileAccess(List.of());
        private int patience = 200;

        ImpatientContext(BufferAllocator allocator) {
            this.allocator = allocator;
        }

        @Override
        public BufferAllocator allocator() {
            return allocator;
        }

        @Override
        public int batchRows() {
            return 1_000;
        }

        @Override
        public FileAccess files() {
            return files;
        }

        @Override
        public void checkCancelled() {
            if (patience-- == 0) {
                throw new SabotException(ErrorCode.CANCELLED, "enough");
            }
        }

        @Override
        public long nowMicros() {
            return 0;
        }

        @Override
        public DeadLetters deadLetters() {
            throw new AssertionError("files have no dead letters");
        }

        @Override
        public ZoneId timeZone() {
            return ZoneOffset.UTC;
        }
    }

    private static void read(Path path) {
        try (RootAllocator allocator = new RootAllocator(MEMORY_LIMIT)) {
            ImpatientContext context = new ImpatientContext(allocator);
            Rows.all(
                    new ParquetFormat()
                            .open(context.files().list(path.toString()), Map.of(), null, context),
                    context);
        }
    }

    @ParameterizedTest
    @CsvSource({"V1, snappy", "V2, uncompressed", "V1, uncompressed", "V2, zstd", "V1, lz4_raw"})
    void survivesDamage(String version, String codec) throws SQLException, IOException {
        Path whole = folder.resolve("whole.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute(
                    "COPY (SELECT i, 'text' || i % 7 AS coded, hash(i)::VARCHAR AS plain,"
                            + " CASE WHEN i % 3 = 0 THEN i END AS sparse, i % 2 = 0 AS flag,"
                            + " [i, NULL, i] AS list, {'a': i, 'b': 'x'} AS row,"
                            + " (i / 7.0)::DOUBLE AS d, i::DECIMAL(30,2) AS dec, uuid() AS u"
                            + " FROM (SELECT range AS i FROM range(300))) TO '"
                            + whole
                            + "' (FORMAT parquet, CODEC '"
                            + codec
                            + "', PARQUET_VERSION "
                            + version
                            + ")");
        }
        byte[] bytes = Files.readAllBytes(whole);
        long seed = Long.getLong("sabot.parquet.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Map<ErrorCode, Integer> errors = new EnumMap<>(ErrorCode.class);
        Path damaged = folder.resolve("damaged.parquet");
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            byte[] copy = bytes.clone();
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                boolean inFooter = random.nextInt(3) == 0;
                int at =
                        inFooter
                                ? copy.length - 1 - random.nextInt(copy.length / 4)
                                : random.nextInt(copy.length);
                copy[at] = random.nextInt(4) == 0 ? (byte) -1 : (byte) random.nextInt(256);
            }
            Files.write(damaged, copy);
            try {
                read(damaged);
            } catch (SabotException e) {
                errors.merge(e.code(), 1, Integer::sum);
            } catch (Throwable e) {
                fail("mutation " + mutation + " of seed " + seed, e);
            }
        }
        errors.keySet()
                .removeAll(
                        List.of(
                                ErrorCode.MALFORMED_FILE,
                                ErrorCode.UNSUPPORTED,
                                ErrorCode.MEMORY_LIMIT,
                                ErrorCode.CANCELLED));
        assertEquals(Map.of(), errors, "seed " + seed);
    }

    @Test
    void refusesWhatIsNoParquet() throws IOException {
        byte[] footerTooLong = new byte[100];
        ByteBuffer.wrap(footerTooLong)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(92, 1 << 30)
                .put(96, "PAR1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        byte[] negative = footerTooLong.clone();
        ByteBuffer.wrap(negative).putInt(92, -1);
        for (byte[] bytes :
                List.of(new byte[0], new byte[11], new byte[1_000], footerTooLong, negative)) {
            Path path = folder.resolve("no.parquet");
            Files.write(path, bytes);
            SabotException error = assertThrows(SabotException.class, () -> read(path));
            assertEquals(ErrorCode.MALFORMED_FILE, error.code());
        }
    }

    @Test
    void survivesTruncation() throws SQLException, IOException {
        Path whole = folder.resolve("whole.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("COPY (SELECT range AS i FROM range(5000)) TO '" + whole + "'");
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.parquet");
        for (int length = 0; length < bytes.length; length += 97) {
            Files.write(cut, java.util.Arrays.copyOf(bytes, length));
            SabotException error = assertThrows(SabotException.class, () -> read(cut));
            assertEquals(ErrorCode.MALFORMED_FILE, error.code());
        }
    }
}
