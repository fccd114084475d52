package dev.sabot.connector.memory;

import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Sink;
import dev.sabot.connector.Source;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStore.TableDefinition;
import dev.sabot.connector.WriteRequest;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;

import java.util.List;

/// A managed table: the version readers see, replaced as a whole by each commit.
final class MemoryTable implements Table {
    private final TableDefinition definition;
    private final BufferAllocator allocator;
    private final UniqueKeys keys;
    private volatile TableVersion current = new TableVersion(List.of());
    private long nextRowId;

    MemoryTable(TableDefinition definition, BufferAllocator allocator) {
        this.definition = definition;
        this.allocator = allocator;
        this.keys = new UniqueKeys(definition);
    }

    @Override
    public Schema schema() {
        return definition.schema();
    }

    TableDefinition definition() {
        return definition;
    }

    BufferAllocator allocator() {
        return allocator;
    }

    UniqueKeys keys() {
        return keys;
    }

    /// Returns the version readers see now, with a reference added.
    TableVersion acquire() {
        while (true) {
            TableVersion version = current;
            if (version.tryRetain()) {
                return version;
            }
        }
    }

    /// Lends the version readers see now, to the holder of this table's monitor.
    TableVersion version() {
        return current;
    }

    /// Makes a version visible; called by the holder of this table's monitor. Takes it over.
    void publish(TableVersion version) {
        TableVersion old = current;
        current = version;
        old.release();
    }

    /// Returns ROW_IDs for new rows; called by the holder of this table's monitor.
    long claimRowIds(int count) {
        long first = nextRowId;
        nextRowId += count;
        return first;
    }

    /// Removes all rows.
    synchronized void truncate() {
        keys.clear();
        publish(new TableVersion(List.of()));
    }

    @Override
    public boolean hasRowIds() {
        return true;
    }

    @Override
    public Table snapshot() {
        return new MemorySnapshot(this, acquire());
    }

    @Override
    public TableStatistics statistics() {
        try (MemorySnapshot snapshot = new MemorySnapshot(this, acquire())) {
            return snapshot.statistics();
        }
    }

    @Override
    public Source scan(ScanRequest request) {
        throw new IllegalStateException("a table is read through a snapshot");
    }

    @Override
    public Sink write(WriteRequest request) {
        return new MemorySink(this, request.mode());
    }
}
