package dev.sabot.server;

import com.google.protobuf.Any;
import com.google.protobuf.Message;

import org.apache.arrow.flight.impl.Flight;
import org.apache.arrow.flight.sql.impl.FlightSql;

/// Builds the messages of calls that no client library makes for us.
final class RawCalls {
    private RawCalls() {}

    static Flight.FlightDescriptor command(Message command) {
        return Flight.FlightDescriptor.newBuilder()
                .setType(Flight.FlightDescriptor.DescriptorType.CMD)
                .setCmd(Any.pack(command).toByteString())
                .build();
    }

    static Flight.FlightDescriptor query(String sql) {
        return command(FlightSql.CommandStatementQuery.newBuilder().setQuery(sql).build());
    }
}
