package dev.sabot.connector;

import java.util.List;

/// Says what a scan must give.
///
/// @param columns table column indexes, in output order; `schema().size()` asks for the ROW_ID
/// or, with those that follow, for the table's metadata
/// @param limit no more rows than this are needed from the whole scan, or -1
public record ScanRequest(List<Integer> columns, long limit) {
    public ScanRequest {
        columns = List.copyOf(columns);
    }
}
