/// Flight SQL over gRPC: one class per kind of call.
/// Start with [dev.sabot.server.flightsql.FlightSqlService].
@NullMarked
package dev.sabot.server.flightsql;

import org.jspecify.annotations.NullMarked;
