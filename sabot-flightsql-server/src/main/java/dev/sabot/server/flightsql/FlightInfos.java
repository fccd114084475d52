package dev.sabot.server.flightsql;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;

import dev.sabot.server.wire.IpcMessages;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Builds the messages that describe results.
final class FlightInfos {
    private static final long UNKNOWN = -1;

    private FlightInfos() {}

    /// Returns the bytes of a schema as Flight's messages carry them.
    static ByteString schema(Schema schema) {
        return ByteString.copyFrom(IpcMessages.encapsulated(schema));
    }

    /// Returns the ticket of a result kept under a handle.
    static ByteString ticket(ByteString handle) {
        return Any.pack(
                        FlightSql.TicketStatementQuery.newBuilder()
                                .setStatementHandle(handle)
                                .build())
                .toByteString();
    }

    /// Describes a result.
    ///
    /// @param ticket what fetches it, or null when there is nothing to fetch
    static Flight.FlightInfo.Builder info(
            Flight.FlightDescriptor descriptor, Schema schema, @Nullable ByteString ticket) {
        Flight.FlightInfo.Builder info =
                Flight.FlightInfo.newBuilder()
                        .setSchema(schema(schema))
                        .setFlightDescriptor(descriptor)
                        .setTotalRecords(UNKNOWN)
                        .setTotalBytes(UNKNOWN);
        if (ticket != null) {
            info.addEndpoint(
                    Flight.FlightEndpoint.newBuilder()
                            .setTicket(Flight.Ticket.newBuilder().setTicket(ticket)));
        }
        return info;
    }
}
