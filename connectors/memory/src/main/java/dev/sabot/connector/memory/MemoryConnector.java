package dev.sabot.connector.memory;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Option;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.TypeKind;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the managed tables of one database in memory.
///
/// Rows live in the store's own allocator, so that they outlive the statements that wrote them.
public final class MemoryConnector implements TableStore, AutoCloseable {
    private static final Option TABLE_ID =
            new Option("table_id", TypeKind.BIGINT, "The number the store gave the table", null);

    private final BufferAllocator allocator = new RootAllocator();
    private final Map<Long, MemoryTable> tables = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Option> options() {
        return List.of(TABLE_ID);
    }

    private MemoryTable table(TableHandle handle) {
        String id = TABLE_ID.in(handle.options());
        if (id == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table in memory is made by CREATE TABLE without a connector");
        }
        MemoryTable table = tables.get(Long.valueOf(id));
        if (table == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_TABLE, "the table " + handle.displayName() + " was dropped");
        }
        return table;
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        return table(handle);
    }

    @Override
    public TableHandle create(TableDefinition definition) {
        long id = nextId.incrementAndGet();
        tables.put(id, new MemoryTable(definition, allocator));
        return new TableHandle(
                name(),
                definition.name(),
                Map.of(TABLE_ID.name(), Long.toString(id)),
                definition.schema());
    }

    @Override
    public void drop(TableHandle handle) {
        String id = Objects.requireNonNull(TABLE_ID.in(handle.options()), "a handle of this store");
        MemoryTable table = tables.remove(Long.valueOf(id));
        if (table != null) {
            table.truncate();
        }
    }

    @Override
    public void truncate(TableHandle handle) {
        table(handle).truncate();
    }

    @Override
    public void close() {
        tables.values().forEach(MemoryTable::truncate);
        tables.clear();
        allocator.close();
    }
}
