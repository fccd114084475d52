package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.adbc.core.AdbcConnection;
import org.apache.arrow.adbc.core.AdbcDatabase;
import org.apache.arrow.adbc.core.AdbcDriver;
import org.apache.arrow.adbc.core.AdbcException;
import org.apache.arrow.adbc.core.AdbcStatement;
import org.apache.arrow.adbc.driver.flightsql.FlightSqlDriver;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ADBC driver for Java.
@SuppressWarnings("try") // the clients close with any exception
final class AdbcTest {
    /// Works with a connection.
    private interface Body {
        void run(Fixture fixture, AdbcConnection connection) throws Exception;
    }

    private static void connected(Body body) throws Exception {
        try (Fixture fixture = Fixture.start()) {
            Map<String, Object> parameters = new HashMap<>();
            AdbcDriver.PARAM_URI.set(parameters, "grpc+tcp://127.0.0.1:" + fixture.server().port());
            try (AdbcDatabase database = new FlightSqlDriver(fixture.allocator()).open(parameters);
                    AdbcConnection connection = database.connect()) {
                body.run(fixture, connection);
            }
        }
    }

    private static List<String> rows(ArrowReader reader) throws Exception {
        List<String> rows = new ArrayList<>();
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        while (reader.loadNextBatch()) {
            for (int row = 0; row < root.getRowCount(); row++) {
                List<String> values = new ArrayList<>();
                for (FieldVector vector : root.getFieldVectors()) {
                    values.add(String.valueOf(vector.getObject(row)));
                }
                rows.add(values.toString());
            }
        }
        return rows;
    }

    private static List<String> rows(AdbcConnection connection, String sql) throws Exception {
        try (AdbcStatement statement = connection.createStatement()) {
            statement.setSqlQuery(sql);
            try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                return rows(result.getReader());
            }
        }
    }

    @Test
    void queriesAndUpdates() throws Exception {
        connected((fixture, connection) -> {
            fixture.tpch("0.01", "nation");
            assertEquals(List.of("[25]"), rows(connection, "SELECT count(*) FROM nation"));
            try (AdbcStatement statement = connection.createStatement()) {
                statement.setSqlQuery("CREATE TABLE t (x BIGINT)");
                statement.executeUpdate();
                statement.setSqlQuery("INSERT INTO t VALUES (1), (2)");
                assertEquals(2, statement.executeUpdate().getAffectedRows());
            }
            assertEquals(List.of("[3]"), rows(connection, "SELECT CAST(sum(x) AS INT) FROM t"));
            AdbcException error =
                    assertThrows(AdbcException.class, () -> rows(connection, "SELECT * FROM no"));
            assertTrue(String.valueOf(error.getMessage()).contains("no"), error.getMessage());
        });
    }

    @Test
    void preparedStatementsTakeParameters() throws Exception {
        connected((fixture, connection) -> {
            try (AdbcStatement statement = connection.createStatement();
                    BigIntVector vector = new BigIntVector("x", fixture.allocator());
                    VectorSchemaRoot root = new VectorSchemaRoot(List.of(vector))) {
                statement.setSqlQuery("SELECT CAST(? AS BIGINT) + 1");
                statement.prepare();
                vector.setSafe(0, 41);
                root.setRowCount(1);
                statement.bind(root);
                try (AdbcStatement.QueryResult result = statement.executeQuery()) {
                    assertEquals(List.of("[42]"), rows(result.getReader()));
                }
            }
        });
    }

    @Test
    void introspection() throws Exception {
        connected((_, connection) -> {
            try (AdbcStatement statement = connection.createStatement()) {
                statement.setSqlQuery("CREATE TABLE t (x BIGINT NOT NULL, s VARCHAR)");
                statement.executeUpdate();
            }
            try (ArrowReader reader =
                    connection.getObjects(
                            AdbcConnection.GetObjectsDepth.TABLES,
                            null,
                            "main",
                            null,
                            null,
                            null)) {
                List<String> rows = rows(reader);
                assertTrue(rows.toString().contains("\"table_name\":\"t\""), rows.toString());
            }
        });
    }
}
