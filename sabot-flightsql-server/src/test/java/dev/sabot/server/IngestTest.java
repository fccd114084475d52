package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.sql.FlightSqlClient.ExecuteIngestOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableExistsOption;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementIngest.TableDefinitionOptions.TableNotExistOption;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;

/// Bulk ingestion.
@SuppressWarnings("try") // the clients close with any exception
final class IngestTest {
    private static VectorSchemaRoot rows(Fixture fixture, int count) {
        BigIntVector numbers = new BigIntVector("n", fixture.allocator());
        VarCharVector texts = new VarCharVector("s", fixture.allocator());
        for (int row = 0; row < count; row++) {
            numbers.setSafe(row, row);
            if (row % 3 == 0) {
                texts.setNull(row);
            } else {
                texts.setSafe(row, new Text("row " + row));
            }
        }
        numbers.setValueCount(count);
        texts.setValueCount(count);
        return new VectorSchemaRoot(List.of(numbers, texts));
    }

    private static long ingest(
            Fixture fixture,
            VectorSchemaRoot root,
            TableNotExistOption ifMissing,
            TableExistsOption ifPresent) {
        TableDefinitionOptions options =
                TableDefinitionOptions.newBuilder()
                        .setIfNotExist(ifMissing)
                        .setIfExists(ifPresent)
                        .build();
        return fixture.client()
                .executeIngest(
                        root, new ExecuteIngestOptions("t", options, null, null, new HashMap<>()));
    }

    @Test
    void tableIsMadeAppendedToAndReplaced() throws Exception {
        try (Fixture fixture = Fixture.start();
                VectorSchemaRoot root = rows(fixture, 20_000)) {
            TableNotExistOption create = TableNotExistOption.TABLE_NOT_EXIST_OPTION_CREATE;
            TableExistsOption append = TableExistsOption.TABLE_EXISTS_OPTION_APPEND;
            assertEquals(20_000, ingest(fixture, root, create, append));
            assertEquals(
                    List.of("[20000, 13333, 199990000]"),
                    fixture.rows("SELECT count(*), count(s), CAST(sum(n) AS BIGINT) FROM t"));
            assertEquals(20_000, ingest(fixture, root, create, append));
            assertEquals(List.of("[40000]"), fixture.rows("SELECT count(*) FROM t"));
            assertEquals(
                    20_000,
                    ingest(fixture, root, create, TableExistsOption.TABLE_EXISTS_OPTION_REPLACE));
            assertEquals(List.of("[20000]"), fixture.rows("SELECT count(*) FROM t"));
            FlightRuntimeException error =
                    assertThrows(
                            FlightRuntimeException.class,
                            () ->
                                    ingest(
                                            fixture,
                                            root,
                                            create,
                                            TableExistsOption.TABLE_EXISTS_OPTION_FAIL));
            assertEquals("DUPLICATE_TABLE", error.status().metadata().get("sabot-code"));
        }
    }

    @Test
    void missingTableAndUnsetOptionsAreRefused() throws Exception {
        try (Fixture fixture = Fixture.start();
                VectorSchemaRoot root = rows(fixture, 3)) {
            TableExistsOption append = TableExistsOption.TABLE_EXISTS_OPTION_APPEND;
            FlightRuntimeException missing =
                    assertThrows(
                            FlightRuntimeException.class,
                            () ->
                                    ingest(
                                            fixture,
                                            root,
                                            TableNotExistOption.TABLE_NOT_EXIST_OPTION_FAIL,
                                            append));
            assertEquals("UNKNOWN_TABLE", missing.status().metadata().get("sabot-code"));
            FlightRuntimeException unset =
                    assertThrows(
                            FlightRuntimeException.class,
                            () ->
                                    ingest(
                                            fixture,
                                            root,
                                            TableNotExistOption.TABLE_NOT_EXIST_OPTION_UNSPECIFIED,
                                            append));
            assertEquals("INVALID_ARGUMENT", unset.status().metadata().get("sabot-code"));
            assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
        }
    }

    @Test
    void failureLeavesNothingBehind() throws Exception {
        try (Fixture fixture = Fixture.start();
                VectorSchemaRoot root = rows(fixture, 3)) {
            fixture.client().executeUpdate("CREATE TABLE t (n BIGINT, s VARCHAR NOT NULL)");
            FlightRuntimeException error =
                    assertThrows(
                            FlightRuntimeException.class,
                            () ->
                                    ingest(
                                            fixture,
                                            root,
                                            TableNotExistOption.TABLE_NOT_EXIST_OPTION_FAIL,
                                            TableExistsOption.TABLE_EXISTS_OPTION_APPEND));
            assertEquals("NOT_NULL_VIOLATION", error.status().metadata().get("sabot-code"));
            assertEquals(List.of("[0]"), fixture.rows("SELECT count(*) FROM t"));
        }
    }
}
