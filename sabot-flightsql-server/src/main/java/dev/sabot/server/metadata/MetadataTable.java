package dev.sabot.server.metadata;

import dev.sabot.server.wire.FlightFrame;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.function.Consumer;

/// The rows that answer one command, under the specification's schema.
public interface MetadataTable {
    /// Returns the schema the specification gives the command.
    Schema schema();

    /// Gives the frames of the rows; each is void once the consumer returns.
    void encode(BufferAllocator allocator, Consumer<FlightFrame> frames);
}
