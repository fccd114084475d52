package dev.sabot.connector.memory;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// What a table holds at one moment: chunks by ascending ROW_ID, and which of their rows are
/// deleted. Immutable; a commit makes the next version.
///
/// **Ownership**: counted references; the last release lets go of the chunks.
final class TableVersion {
    private final List<Part> parts;
    private final long numRows;
    private final AtomicInteger references = new AtomicInteger(1);

    /// A chunk and its deleted rows.
    ///
    /// @param deleted a bitmap, or null when no row is deleted
    record Part(Chunk chunk, long @Nullable [] deleted, int numDeleted) {
        int liveRows() {
            return chunk.numRows() - numDeleted;
        }
    }

    /// Takes over one reference of each chunk.
    TableVersion(List<Part> parts) {
        this.parts = List.copyOf(parts);
        long rows = 0;
        for (Part part : parts) {
            rows += part.liveRows();
        }
        this.numRows = rows;
    }

    List<Part> parts() {
        return parts;
    }

    long numRows() {
        return numRows;
    }

    /// Returns the index of the part that holds a row, or -1.
    int partOf(long rowId) {
        int low = 0;
        int high = parts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Chunk chunk = parts.get(middle).chunk();
            if (rowId < chunk.firstRowId()) {
                high = middle - 1;
            } else if (rowId >= chunk.firstRowId() + chunk.numRows()) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /// Returns the parts with a reference added to each chunk, in a list the caller may change.
    List<Part> retainedParts() {
        parts.forEach(part -> part.chunk().retain());
        return new ArrayList<>(parts);
    }

    /// Adds a reference unless the last is gone.
    boolean tryRetain() {
        int count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    void release() {
        if (references.decrementAndGet() == 0) {
            parts.forEach(part -> part.chunk().release());
        }
    }
}
