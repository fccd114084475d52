package dev.sabot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A server on a free port with Arrow's client on it; closing checks that nothing leaked.
@SuppressWarnings({"try", "deprecation"}) // the clients close with any exception
final class Fixture implements AutoCloseable {
    private final SabotServer server;
    private final BufferAllocator allocator = new RootAllocator();
    private final FlightSqlClient client;

    private Fixture(ServerOptions options) {
        this.server = SabotServer.start(options);
        this.client = newClient();
    }

    static Fixture start() {
        return start(ServerOptions.local());
    }

    static Fixture start(ServerOptions options) {
        return new Fixture(options);
    }

    SabotServer server() {
        return server;
    }

    FlightSqlClient client() {
        return client;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    /// Returns another client, with a connection of its own.
    FlightSqlClient newClient() {
        return new FlightSqlClient(newFlightClient());
    }

    FlightClient newFlightClient() {
        return FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", server.port()))
                .build();
    }

    /// Makes tables of the TPC-H generator.
    void tpch(String scale, String... tables) {
        for (String table : tables) {
            client.executeUpdate(
                    "CREATE TABLE "
                            + table
                            + " WITH ('connector' = 'tpch', 'table' = '"
                            + table
                            + "', 'scale' = '"
                            + scale
                            + "')");
        }
    }

    List<String> rows(String sql, CallOption... options) throws Exception {
        return rows(client.execute(sql, options));
    }

    List<String> rows(FlightInfo info) throws Exception {
        return rows(client, info);
    }

    /// Fetches a result as text, one line a row.
    static List<String> rows(FlightSqlClient client, FlightInfo info) throws Exception {
        List<String> rows = new ArrayList<>();
        try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
            assertEquals(info.getSchema(), stream.getSchema());
            while (stream.next()) {
                VectorSchemaRoot root = stream.getRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    List<String> values = new ArrayList<>();
                    for (FieldVector vector : root.getFieldVectors()) {
                        Object value = vector.getObject(row);
                        values.add(
                                value instanceof byte[] bytes
                                        ? HexFormat.of().formatHex(bytes)
                                        : String.valueOf(value));
                    }
                    rows.add(values.toString());
                }
            }
        }
        return rows;
    }

    /// Waits until the server uses no more memory than once.
    void awaitMemory(long bytes) throws InterruptedException {
        for (int attempt = 0; attempt < 500; attempt++) {
            if (server.allocatedBytes() <= bytes) {
                return;
            }
            Thread.sleep(10);
        }
        fail("the server holds " + server.allocatedBytes() + " bytes, once it were " + bytes);
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
        allocator.close();
    }
}
