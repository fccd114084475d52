package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.util.TableRef;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The commands that ask about catalog, types and server, against the specification's schemas.
@SuppressWarnings("try") // the clients close with any exception
final class MetadataTest {
    @Test
    void catalogsSchemasAndTypesHaveTheirRows() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightSqlClient client = fixture.client();
            assertEquals(List.of("[sabot]"), fixture.rows(client.getCatalogs()));
            assertEquals(
                    Schemas.GET_CATALOGS_SCHEMA, client.getCatalogs().getSchemaOptional().get());
            assertEquals(
                    List.of("[sabot, information_schema]", "[sabot, main]", "[sabot, system]"),
                    fixture.rows(client.getSchemas(null, null)));
            assertEquals(
                    List.of("[sabot, main]"), fixture.rows(client.getSchemas("sabot", "ma_n")));
            assertEquals(List.of(), fixture.rows(client.getSchemas("", null)));
            assertEquals(
                    List.of("[SYSTEM TABLE]", "[TABLE]", "[VIEW]"),
                    fixture.rows(client.getTableTypes()));
        }
    }

    @Test
    void tablesAreFoundByPatternAndType() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightSqlClient client = fixture.client();
            client.executeUpdate("CREATE TABLE a_b (x INT)");
            client.executeUpdate("CREATE TABLE axb (x INT)");
            client.executeUpdate("CREATE VIEW v AS SELECT 1 AS one");
            assertEquals(
                    List.of("[sabot, main, a_b, TABLE]", "[sabot, main, axb, TABLE]"),
                    fixture.rows(client.getTables(null, "main", "a_b", null, false)));
            assertEquals(
                    List.of("[sabot, main, a_b, TABLE]"),
                    fixture.rows(client.getTables(null, null, "a\\_b", null, false)));
            assertEquals(
                    List.of("[sabot, main, v, VIEW]"),
                    fixture.rows(client.getTables(null, "main", null, List.of("VIEW"), false)));
            assertEquals(
                    List.of(), fixture.rows(client.getTables("other", null, null, null, false)));
        }
    }

    @Test
    void tableSchemaDescribesColumns() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightSqlClient client = fixture.client();
            client.executeUpdate(
                    "CREATE TABLE t (id BIGINT NOT NULL, amount DECIMAL(10, 2) DEFAULT 7)");
            FlightInfo info = client.getTables(null, "main", "t", null, true);
            try (FlightStream stream =
                    client.getStream(info.getEndpoints().getFirst().getTicket())) {
                assertTrue(stream.next());
                assertEquals(Schemas.GET_TABLES_SCHEMA, stream.getSchema());
                VarBinaryVector schemas = (VarBinaryVector) stream.getRoot().getVector(4);
                Schema schema =
                        MessageSerializer.deserializeSchema(
                                new ReadChannel(
                                        Channels.newChannel(
                                                new ByteArrayInputStream(schemas.get(0)))));
                Field id = schema.findField("id");
                assertEquals(false, id.isNullable());
                Map<String, String> amount = schema.findField("amount").getMetadata();
                assertEquals("DECIMAL", amount.get("ARROW:FLIGHT:SQL:TYPE_NAME"));
                assertEquals("10", amount.get("ARROW:FLIGHT:SQL:PRECISION"));
                assertEquals("2", amount.get("ARROW:FLIGHT:SQL:SCALE"));
                assertEquals("sabot", amount.get("ARROW:FLIGHT:SQL:CATALOG_NAME"));
                assertEquals("main", amount.get("ARROW:FLIGHT:SQL:SCHEMA_NAME"));
                assertEquals("main", amount.get("ARROW:FLIGHT:SQL:DB_SCHEMA_NAME"));
                assertEquals("t", amount.get("ARROW:FLIGHT:SQL:TABLE_NAME"));
                assertEquals("DECIMAL(10, 2)", amount.get("SABOT:SQL_TYPE"));
                assertEquals("7", amount.get("SABOT:COLUMN_DEFAULT"));
            }
        }
    }

    @Test
    void keysAreListed() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightSqlClient client = fixture.client();
            client.executeUpdate("CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, a))");
            List<String> keys = fixture.rows(client.getPrimaryKeys(TableRef.of(null, null, "t")));
            assertEquals(2, keys.size());
            assertTrue(keys.get(0).startsWith("[sabot, main, t, b, 1, "), keys.get(0));
            assertTrue(keys.get(1).startsWith("[sabot, main, t, a, 2, "), keys.get(1));
            TableRef table = TableRef.of(null, null, "t");
            assertEquals(List.of(), fixture.rows(client.getExportedKeys(table)));
            assertEquals(List.of(), fixture.rows(client.getImportedKeys(table)));
            assertEquals(List.of(), fixture.rows(client.getCrossReference(table, table)));
        }
    }

    @Test
    void everySqlInfoHasAValue() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            Map<Integer, Object> values = info(fixture, new int[0]);
            TreeSet<Integer> expected =
                    Stream.of(
                                    IntStream.rangeClosed(0, 11),
                                    IntStream.rangeClosed(100, 101),
                                    IntStream.rangeClosed(500, 576))
                            .flatMap(IntStream::boxed)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(expected, new TreeSet<>(values.keySet()));
            assertEquals("Sabot", String.valueOf(values.get(0)));
            assertEquals("true", String.valueOf(values.get(4)));
            assertEquals("0", String.valueOf(values.get(541)));
            assertTrue(String.valueOf(values.get(508)).contains("SELECT"));
            assertTrue(String.valueOf(values.get(517)).contains("19"));
            assertEquals("{0=Sabot, 504=\"}", info(fixture, new int[] {504, 0, 9_999}).toString());
        }
    }

    private static Map<Integer, Object> info(Fixture fixture, int[] numbers) throws Exception {
        Map<Integer, Object> values = new TreeMap<>();
        FlightInfo info = fixture.client().getSqlInfo(numbers);
        try (FlightStream stream =
                fixture.client().getStream(info.getEndpoints().getFirst().getTicket())) {
            assertEquals(Schemas.GET_SQL_INFO_SCHEMA, stream.getSchema());
            while (stream.next()) {
                UInt4Vector names = (UInt4Vector) stream.getRoot().getVector(0);
                DenseUnionVector union = (DenseUnionVector) stream.getRoot().getVector(1);
                for (int row = 0; row < names.getValueCount(); row++) {
                    values.put(names.get(row), union.getObject(row));
                }
            }
        }
        return values;
    }

    @Test
    void typeInfoUsesTheCodesOfOdbc() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightInfo info = fixture.client().getXdbcTypeInfo();
            assertEquals(Schemas.GET_TYPE_INFO_SCHEMA, info.getSchemaOptional().get());
            List<String> rows = fixture.rows(info);
            assertEquals(19, rows.size());
            List<String> timestamps = fixture.rows(fixture.client().getXdbcTypeInfo(93));
            assertEquals(2, timestamps.size());
            assertEquals(
                    "[TIMESTAMP, 93, 26, TIMESTAMP ', ', [\"precision\"], 1, false, 3, null, false,"
                            + " null, TIMESTAMP, 0, 6, 9, 3, null, null]",
                    timestamps.getFirst());
        }
    }

    @Test
    void unknownCommandIsRefused() throws Exception {
        try (Fixture fixture = Fixture.start()) {
            FlightRuntimeException error =
                    assertThrows(
                            FlightRuntimeException.class,
                            () ->
                                    fixture.client()
                                            .executeSubstrait(
                                                    new FlightSqlClient.SubstraitPlan(
                                                            new byte[] {1}, "1.0")));
            assertEquals("UNSUPPORTED", error.status().metadata().get("sabot-code"));
        }
    }
}
