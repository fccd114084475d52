package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Prepared statements and their parameters through Arrow's own client.
@SuppressWarnings("try") // the clients close with any exception
final class PreparedTest {
    private static VectorSchemaRoot numbers(Fixture fixture, long... values) {
        BigIntVector vector = new BigIntVector("1", fixture.allocator());
        vector.allocateNew(values.length);
        for (int row = 0; row < values.length; row++) {
            vector.set(row, values[row]);
        }
        vector.setValueCount(values.length);
        return new VectorSchemaRoot(List.of(vector));
    }

    @Test
    void parametersAreBoundAndBoundAgain() throws Exception {
        try (Fixture fixture = Fixture.start();
                PreparedStatement statement =
                        fixture.client()
                                .prepare(
                                        "SELECT x * 2 FROM (VALUES (1), (2)) AS t(x)"
                                                + " WHERE x = ?")) {
            assertEquals(1, statement.getParameterSchema().getFields().size());
            assertEquals("?1", statement.getParameterSchema().getFields().getFirst().getName());
            for (long value : new long[] {1, 2}) {
                try (VectorSchemaRoot root = numbers(fixture, value)) {
                    statement.setParameters(root);
                    assertEquals(List.of("[" + 2 * value + "]"), fixture.rows(statement.execute()));
                    statement.clearParameters();
                }
            }
        }
    }

    @Test
    void manyRowsGiveTheResultsOfEach() throws Exception {
        try (Fixture fixture = Fixture.start();
                PreparedStatement statement =
                        fixture.client()
                                .prepare(
                                        "SELECT x FROM (VALUES (1), (2), (3)) AS t(x)"
                                                + " WHERE x >= ? ORDER BY x");
                VectorSchemaRoot root = numbers(fixture, 3, 2)) {
            statement.setParameters(root);
            assertEquals(List.of("[3]", "[2]", "[3]"), fixture.rows(statement.execute()));
            statement.clearParameters();
        }
    }

    @Test
    void updateCountsAllRows() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.client().executeUpdate("CREATE TABLE t (n INT, s VARCHAR)");
            try (PreparedStatement statement =
                            fixture.client().prepare("INSERT INTO t VALUES (?, ?)");
                    IntVector numbers = new IntVector("n", fixture.allocator());
                    VarCharVector texts = new VarCharVector("s", fixture.allocator())) {
                assertTrue(statement.getResultSetSchema().getFields().isEmpty());
                numbers.setSafe(0, 1);
                numbers.setSafe(1, 2);
                numbers.setValueCount(2);
                texts.setSafe(0, new Text("ä"));
                texts.setNull(1);
                texts.setValueCount(2);
                statement.setParameters(new VectorSchemaRoot(List.of(numbers, texts)));
                assertEquals(2, statement.executeUpdate());
                statement.clearParameters();
            }
            assertEquals(
                    List.of("[1, ä]", "[2, null]"), fixture.rows("SELECT * FROM t ORDER BY n"));
        }
    }

    @Test
    void failureNamesTheRow() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            fixture.client().executeUpdate("CREATE TABLE t (n BIGINT PRIMARY KEY)");
            try (PreparedStatement statement =
                            fixture.client().prepare("INSERT INTO t VALUES (?)");
                    VectorSchemaRoot root = numbers(fixture, 1, 2, 1, 3)) {
                statement.setParameters(root);
                FlightRuntimeException error =
                        assertThrows(FlightRuntimeException.class, statement::executeUpdate);
                assertEquals("UNIQUE_VIOLATION", error.status().metadata().get("sabot-code"));
                assertEquals("2", error.status().metadata().get("sabot-row"));
                assertEquals("1,1", error.status().metadata().get("sabot-row-counts"));
                statement.clearParameters();
            }
            assertEquals(List.of("[2]"), fixture.rows("SELECT count(*) FROM t"));
        }
    }

    @Test
    void missingParameterIsRefused() throws Exception {
        try (Fixture fixture = Fixture.start();
                PreparedStatement statement = fixture.client().prepare("SELECT 1 + ?")) {
            FlightRuntimeException error =
                    assertThrows(FlightRuntimeException.class, () -> statement.execute());
            assertEquals("WRONG_PARAMETER", error.status().metadata().get("sabot-code"));
            assertEquals(List.of("[1]"), fixture.rows("SELECT 1"));
        }
    }
}
