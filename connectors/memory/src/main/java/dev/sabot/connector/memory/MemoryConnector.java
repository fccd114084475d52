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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the managed tables of one database in memory.
///
/// Rows live in the store's own allocator, so that they outlive the statements that wrote them.
public final class MemoryConnector implements TableStore, AutoCloseable {
    private static final Option TABLE_ID =
            new Option("table_id", TypeKind.BIGINT, "The number the store gave the table", null);
    private static final Option UNBOUNDED =
            new Option(
                    "unbounded",
                    TypeKind.BOOLEAN,
                    "Whether queries read the table without end, waiting for rows to be inserted",
                    "false");
    private static final Option SPLITS =
            new Option(
                    "splits",
                    TypeKind.INTEGER,
                    "The number of parts of an unbounded table that are read in parallel, 1 to 64",
                    "1");

    private final BufferAllocator allocator = new RootAllocator();
    private final Map<Long, MemoryTable> tables = new ConcurrentHashMap<>();
    private final Map<Long, MemoryStream> streams = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Option> options() {
        return List.of(TABLE_ID, UNBOUNDED, SPLITS);
    }

    private static long id(TableHandle handle) {
        String id = TABLE_ID.in(handle.options());
        if (id == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "a table in memory is made by CREATE TABLE without a connector");
        }
        return Long.parseLong(id);
    }

    @Override
    public Table open(TableHandle handle, ConnectorContext context) {
        return open(handle);
    }

    private Table open(TableHandle handle) {
        long id = id(handle);
        Table table = tables.get(id);
        if (table == null) {
            table = streams.get(id);
        }
        if (table == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_TABLE, "the table " + handle.displayName() + " was dropped");
        }
        return table;
    }

    @Override
    public TableHandle create(TableDefinition definition) {
        long id = nextId.incrementAndGet();
        if (isUnbounded(definition)) {
            streams.put(id, new MemoryStream(definition, numSplits(definition), allocator));
        } else {
            tables.put(id, new MemoryTable(definition, allocator));
        }
        return new TableHandle(
                name(),
                definition.name(),
                Map.of(TABLE_ID.name(), Long.toString(id)),
                definition.schema());
    }

    private static boolean isUnbounded(TableDefinition definition) {
        boolean isUnbounded = Boolean.parseBoolean(UNBOUNDED.in(definition.options()));
        if (!isUnbounded && !"1".equals(SPLITS.in(definition.options()))) {
            throw new SabotException(
                    ErrorCode.OPTION_NOT_ALLOWED,
                    "'splits' is for tables with 'unbounded' = 'true'");
        }
        if (isUnbounded && !definition.uniqueKeys().isEmpty()) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "PRIMARY KEY and UNIQUE of an unbounded table are not enforced; declare them"
                            + " NOT ENFORCED");
        }
        return isUnbounded;
    }

    private static int numSplits(TableDefinition definition) {
        String value = String.valueOf(SPLITS.in(definition.options()));
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= 64) {
                return number;
            }
        } catch (NumberFormatException _) {
            // reported below with the range
        }
        throw new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "'splits' is a number from 1 to 64, not '" + value + "'");
    }

    @Override
    public void drop(TableHandle handle) {
        long id = id(handle);
        MemoryTable table = tables.remove(id);
        if (table != null) {
            table.truncate();
        }
        MemoryStream stream = streams.remove(id);
        if (stream != null) {
            stream.end();
            stream.truncate();
        }
    }

    @Override
    public void truncate(TableHandle handle) {
        switch (open(handle)) {
            case MemoryTable table -> table.truncate();
            case MemoryStream stream -> stream.truncate();
            default -> throw new IllegalStateException("a table of this store is of neither kind");
        }
    }

    @Override
    public void close() {
        tables.values().forEach(MemoryTable::truncate);
        tables.clear();
        streams.values().forEach(MemoryStream::truncate);
        streams.clear();
        allocator.close();
    }
}
