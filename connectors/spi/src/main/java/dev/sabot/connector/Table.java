package dev.sabot.connector;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;

/// Describes and opens one table.
///
/// **Threads**: all methods may be called by any thread.
public interface Table {
    /// The scan column, past the declared ones, that identifies a row for DELETE and UPDATE;
    /// BIGINT.
    String ROW_ID = "_row_id";

    Schema schema();

    default Boundedness boundedness() {
        return Boundedness.BOUNDED;
    }

    /// Returns what is known of rows and columns without reading them.
    TableStatistics statistics();

    /// Returns the table as it is now, unchanged by later commits; a statement reads one snapshot.
    default Table snapshot() {
        return this;
    }

    /// Says whether rows have a ROW_ID that [ScanRequest] may ask for as column `schema().size()`.
    default boolean hasRowIds() {
        return false;
    }

    /// Returns what rows have beside their columns, by key (`METADATA FROM 'key'`); a scan may ask
    /// for entry i as column `schema().size() + i`. A table has ROW_IDs or metadata, never both.
    default Schema metadata() {
        return Schema.EMPTY;
    }

    /// Prepares reading.
    Source scan(ScanRequest request);

    /// Prepares writing.
    ///
    /// **Errors**: UNSUPPORTED when the table cannot be written so.
    default Sink write(WriteRequest request) {
        throw new SabotException(
                ErrorCode.UNSUPPORTED,
                "this table is read-only: " + request.mode() + " is refused");
    }
}
