package dev.sabot.engine;

import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.Connector;
import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.LocalFileAccess;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.connector.TableStore;
import dev.sabot.engine.catalog.Catalog;
import dev.sabot.engine.catalog.SystemTables;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.BuiltinFunctions;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.pipeline.EngineClock;
import dev.sabot.exec.pipeline.StatementContext;
import dev.sabot.exec.pipeline.TaskScheduler;
import dev.sabot.format.Format;
import dev.sabot.sql.SqlTokenizer;
import dev.sabot.type.Schema;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// One database in this process: catalog, connectors, functions, threads and memory, shared by its
/// sessions. Everything is in memory and ends with [#close()].
///
/// ```
/// try (Engine engine = Engine.open(); Session session = engine.openSession();
///         Query query = session.execute("SELECT 1", 0)) { … }
/// ```
///
/// **Threads**: safe.
public final class Engine implements AutoCloseable {
    private final BufferAllocator rootAllocator = PooledMemory.rootAllocator(Long.MAX_VALUE);
    private final EngineClock clock;
    private final RunningQueries running = new RunningQueries();
    private final FunctionRegistry functions = BuiltinFunctions.registry();
    private final Catalog catalog = new Catalog();
    private final SystemTables systemTables = new SystemTables(catalog);
    private final DeadLetterStore deadLetters;
    private final Jobs jobs;
    private final Map<String, Connector> connectors = new TreeMap<>();
    private final Map<Integer, TaskScheduler> schedulers = new HashMap<>();
    private final TableStore store;
    private final StatementContext.Environment environment;

    private Engine(EngineClock clock, FileAccess files) {
        this.clock = clock;
        this.jobs = new Jobs(clock);
        this.deadLetters = new DeadLetterStore(clock);
        TableStore found = null;
        connectors.put(systemTables.name(), systemTables);
        for (Connector connector : ServiceLoader.load(Connector.class)) {
            connectors.put(connector.name(), connector);
            if (connector instanceof TableStore tableStore) {
                found = tableStore;
            }
        }
        if (found == null) {
            throw new SabotException(
                    ErrorCode.INTERNAL, "no connector on the class path can keep managed tables");
        }
        this.store = found;
        this.environment =
                new StatementContext.Environment(
                        rootAllocator, functions, files, clock, this::openTable);
        SystemCatalogRows.register(this, systemTables);
        CatalogDetailRows.register(this, systemTables);
        deadLetters.register(Catalog.SYSTEM_SCHEMA, systemTables);
        jobs.register(Catalog.SYSTEM_SCHEMA, systemTables);
    }

    /// Opens an empty database that reads and writes any file this process can.
    public static Engine open() {
        return new Engine(EngineClock.SYSTEM, new LocalFileAccess(List.of()));
    }

    /// Opens an empty database on a clock.
    public static Engine open(EngineClock clock) {
        return new Engine(clock, new LocalFileAccess(List.of()));
    }

    /// Opens an empty database.
    ///
    /// @param files the files that statements can name
    public static Engine open(FileAccess files) {
        return new Engine(EngineClock.SYSTEM, files);
    }

    /// Waits until every query has come to rest: it waits for input, a timer or its reader, and its
    /// reader waits for it. Returns false when the time is over before.
    public boolean awaitQuiet(long timeoutMillis) throws InterruptedException {
        return running.awaitQuiet(timeoutMillis, clock);
    }

    RunningQueries running() {
        return running;
    }

    /// Opens a session of the user of this process with the initial settings.
    public Session openSession() {
        return openSession(System.getProperty("user.name", ""), Long.MAX_VALUE);
    }

    /// Opens a session with the initial settings.
    ///
    /// @param user the name CURRENT_USER gives
    /// @param maxMemoryBytes the most that a statement can be allowed to use
    public Session openSession(String user, long maxMemoryBytes) {
        return new Session(this, new SessionSettings(user, maxMemoryBytes));
    }

    private Table openTable(TableHandle handle, ConnectorContext context) {
        return connector(handle.connector()).open(handle, context);
    }

    /// Returns a connector by name.
    ///
    /// **Errors**: UNKNOWN_OBJECT, naming those there are.
    Connector connector(String name) {
        Connector connector = connectors.get(name.toLowerCase(java.util.Locale.ROOT));
        if (connector == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_OBJECT,
                    "there is no connector '"
                            + name
                            + "'; there are: "
                            + String.join(", ", connectors.keySet()));
        }
        return connector;
    }

    /// Returns all connectors by name.
    List<Connector> connectors() {
        return List.copyOf(connectors.values());
    }

    /// Returns all formats by name.
    List<Format> formats() {
        List<Format> formats = new ArrayList<>();
        ServiceLoader.load(Format.class).forEach(formats::add);
        formats.sort(java.util.Comparator.comparing(Format::name));
        return formats;
    }

    Catalog catalog() {
        return catalog;
    }

    SystemTables systemTables() {
        return systemTables;
    }

    /// Lends the functions.
    public FunctionRegistry functions() {
        return functions;
    }

    /// Returns the words that are no plain names, in order.
    public List<String> keywords() {
        return SqlTokenizer.keywords().stream().sorted().toList();
    }

    /// Adds a table to the schema `system`; before the first session is opened.
    public void addSystemTable(String name, Schema columns, SystemTables.Rows rows) {
        systemTables.add(Catalog.SYSTEM_SCHEMA, name, columns, rows);
    }

    /// Returns the names of the system tables of a schema.
    public List<String> systemTableNames(String schema) {
        return systemTables.tableNames(schema);
    }

    TableStore store() {
        return store;
    }

    /// Lends the statements that run on their own.
    Jobs jobs() {
        return jobs;
    }

    DeadLetterStore deadLetters() {
        return deadLetters;
    }

    EngineClock clock() {
        return clock;
    }

    StatementContext.Environment environment() {
        return environment;
    }

    /// Returns the pool of as many threads, made at its first use.
    TaskScheduler scheduler(int numThreads) {
        synchronized (schedulers) {
            return schedulers.computeIfAbsent(numThreads, count -> new TaskScheduler(count, clock));
        }
    }

    /// Returns the bytes of off-heap memory in use, tables included.
    public long allocatedBytes() {
        return rootAllocator.getAllocatedMemory();
    }

    /// Ends the jobs and the threads and frees the tables. Sessions must be closed before.
    @Override
    public void close() {
        jobs.close();
        synchronized (schedulers) {
            schedulers.values().forEach(TaskScheduler::close);
            schedulers.clear();
        }
        closeStore(store);
        rootAllocator.close();
    }

    private static void closeStore(@Nullable TableStore tables) {
        if (tables instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new SabotException(
                        ErrorCode.INTERNAL, "a bug: managed tables did not close: " + e, e);
            }
        }
    }
}
