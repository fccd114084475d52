package dev.sabot.connector;

import dev.sabot.type.Schema;

/// Says what will be written.
///
/// **Shape**: INSERT batches have all table columns in order. DELETE batches have one BIGINT
/// column, the ROW_ID. UPDATE batches have the ROW_ID followed by all table columns with their new
/// values.
///
/// @param schema the columns of the batches
public record WriteRequest(Mode mode, Schema schema) {
    /// How rows change the table.
    public enum Mode {
        INSERT,
        DELETE,
        UPDATE
    }
}
