package dev.sabot.server.flightsql;

import dev.sabot.server.metrics.ServerMetrics;
import dev.sabot.server.session.SessionRegistry;

import org.apache.arrow.memory.BufferAllocator;

/// What all calls share.
///
/// @param allocator memory for frames and parameters
record ServerContext(
        SessionRegistry sessions,
        CallScheduler scheduler,
        BufferAllocator allocator,
        ServerMetrics metrics,
        CallErrors errors) {}
