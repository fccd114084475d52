package dev.sabot.engine;

import dev.sabot.connector.DeadLetters;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the dead letters of all statements in memory; `sabot.system.dead_letters` shows them, and
/// `sabot.system.skipped_records` how many were left out because their table asks for it.
///
/// **Threads**: safe.
final class DeadLetterStore {
    static final String TABLE = "dead_letters";

    static final Schema SCHEMA =
            Schema.of(
                    Field.of("at", DataType.TIMESTAMP_TZ),
                    Field.of("job", DataType.VARCHAR),
                    Field.of("table_name", DataType.VARCHAR),
                    Field.of("split", DataType.VARCHAR),
                    Field.of("position", DataType.BIGINT),
                    Field.of("reason", DataType.VARCHAR),
                    Field.of("record", DataType.VARBINARY),
                    Field.of("record_text", DataType.VARCHAR));

    private static final Schema SKIPPED_SCHEMA =
            Schema.of(
                    Field.of("job", DataType.VARCHAR),
                    Field.of("table_name", DataType.VARCHAR),
                    Field.of("split", DataType.VARCHAR),
                    Field.of("num_records", DataType.BIGINT));

    private final EngineClock clock;
    private final List<Letter> letters = new ArrayList<>();
    private final Map<Origin, Long> skipped = new LinkedHashMap<>();
    private long recordBytes;

    private record Origin(@Nullable String job, String table, String split) {}

    private record Letter(
            long atMicros,
            @Nullable String job,
            String table,
            String split,
            long position,
            String reason,
            byte[] record) {}

    DeadLetterStore(EngineClock clock) {
        this.clock = clock;
    }

    /// Makes the store system tables.
    void register(String schema, SystemTables tables) {
        tables.add(schema, TABLE, SCHEMA, this::rows);
        tables.add(schema, "skipped_records", SKIPPED_SCHEMA, this::skippedRows);
    }

    /// Returns the keeper of one statement's dead letters.
    ///
    /// @param job the name of the job, or null for a query
    /// @param maxRows the most letters the store may hold for this statement to add one
    /// @param maxBytes the most bytes of records, likewise
    DeadLetters collector(@Nullable String job, long maxRows, long maxBytes) {
        return new DeadLetters() {
            @Override
            public void add(
                    String table, String split, long position, String reason, byte[] record) {
                Letter letter =
                        new Letter(clock.nowMicros(), job, table, split, position, reason, record);
                DeadLetterStore.this.add(letter, maxRows, maxBytes);
            }

            @Override
            public void skip(String table, String split) {
                DeadLetterStore.this.skip(new Origin(job, table, split));
            }
        };
    }

    private synchronized void skip(Origin origin) {
        skipped.merge(origin, 1L, Long::sum);
    }

    private synchronized List<List<@Nullable Object>> skippedRows() {
        List<List<@Nullable Object>> rows = new ArrayList<>(skipped.size());
        skipped.forEach((origin, count) ->
                rows.add(Arrays.asList(origin.job(), origin.table(), origin.split(), count)));
        return rows;
    }

    private synchronized void add(Letter letter, long maxRows, long maxBytes) {
        boolean hasManyRows = letters.size() >= maxRows;
        if (hasManyRows || recordBytes + letter.record().length > maxBytes) {
            Setting limit = hasManyRows ? Setting.DEAD_LETTER_ROWS : Setting.DEAD_LETTER_BYTES;
            throw new SabotException(
                    ErrorCode.TOO_MANY,
                    "sabot.system.dead_letters is full at "
                            + letters.size()
                            + " records of "
                            + recordBytes
                            + " bytes; raise the setting "
                            + limit.key()
                            + " ("
                            + (hasManyRows ? maxRows : maxBytes)
                            + "), or give the table 'on-error' = 'skip'. The record that did not"
                            + " fit is of "
                            + letter.table()
                            + ", "
                            + letter.split()
                            + " at "
                            + letter.position()
                            + ": "
                            + letter.reason());
        }
        letters.add(letter);
        recordBytes += letter.record().length;
    }

    private synchronized List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> rows = new ArrayList<>(letters.size());
        for (Letter letter : letters) {
            rows.add(
                    Arrays.asList(
                            letter.atMicros(),
                            letter.job(),
                            letter.table(),
                            letter.split(),
                            letter.position(),
                            letter.reason(),
                            letter.record(),
                            text(letter.record())));
        }
        return rows;
    }

    /// Returns the bytes as text, or null when they are none.
    private static @Nullable String text(byte[] record) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
