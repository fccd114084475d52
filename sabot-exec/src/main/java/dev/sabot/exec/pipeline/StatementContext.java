package dev.sabot.exec.pipeline;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.DeadLetters;
import dev.sabot.connector.FileAccess;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.memory.MemoryBudget;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The context of one statement in this process.
///
/// **Ownership**: the allocator is a child made for the statement; [#close()] closes it and fails
/// when a buffer was leaked.
///
/// **Threads**: safe.
public final class StatementContext implements QueryContext, AutoCloseable {
    private final Environment environment;
    private final Settings settings;
    private final BufferAllocator allocator;
    private final MemoryBudget memory;
    private final Cancellation cancellation;
    private final long statementMicros;
    private final Map<TableHandle, Table> tables = new HashMap<>();
    private volatile List<Literal> parameters = List.of();

    /// What the statements of an engine share.
    ///
    /// @param rootAllocator lends memory; each statement takes a child
    /// @param tables opens the table of a handle
    public record Environment(
            BufferAllocator rootAllocator,
            FunctionRegistry functions,
            FileAccess files,
            EngineClock clock,
            TableOpener tables) {}

    /// Opens the table of a handle.
    public interface TableOpener {
        Table open(TableHandle handle, ConnectorContext context);
    }

    /// What the session decides for one statement.
    ///
    /// @param lookup the value of a setting by name, or null
    /// @param deadLetters keeps the records of the statement's tables that cannot be decoded
    public record Settings(
            int threads,
            int batchRows,
            long memoryLimitBytes,
            ZoneId timeZone,
            boolean usesScalarKernels,
            Function<String, @Nullable String> lookup,
            DeadLetters deadLetters) {}

    public StatementContext(Environment environment, Settings settings) {
        this.environment = environment;
        this.settings = settings;
        this.allocator =
                environment
                        .rootAllocator()
                        .newChildAllocator("statement", 0, settings.memoryLimitBytes());
        this.memory = new MemoryBudget(settings.memoryLimitBytes(), allocator);
        this.cancellation = new Cancellation(environment.clock());
        this.statementMicros = environment.clock().nowMicros();
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /// Binds the statement's parameters, before it runs.
    public void bind(List<Literal> values) {
        parameters = List.copyOf(values);
    }

    @Override
    public MemoryBudget memory() {
        return memory;
    }

    @Override
    public FunctionRegistry functions() {
        return environment.functions();
    }

    @Override
    public Table table(TableHandle handle) {
        synchronized (tables) {
            Table table = tables.get(handle);
            if (table == null) {
                table = environment.tables().open(handle, this).snapshot();
                tables.put(handle, table);
            }
            return table;
        }
    }

    @Override
    public int threads() {
        return settings.threads();
    }

    @Override
    public EngineClock clock() {
        return environment.clock();
    }

    @Override
    public boolean usesScalarKernels() {
        return settings.usesScalarKernels();
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public void checkCancelled() {
        cancellation.check();
    }

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public int batchRows() {
        return settings.batchRows();
    }

    @Override
    public FileAccess files() {
        return environment.files();
    }

    @Override
    public long nowMicros() {
        return environment.clock().nowMicros();
    }

    @Override
    public long statementMicros() {
        return statementMicros;
    }

    @Override
    public DeadLetters deadLetters() {
        return settings.deadLetters();
    }

    @Override
    public ZoneId timeZone() {
        return settings.timeZone();
    }

    @Override
    public @Nullable String setting(String name) {
        return settings.lookup().apply(name);
    }

    @Override
    public List<Literal> parameters() {
        return parameters;
    }

    /// Lets go of the tables' snapshots, then of the memory.
    @Override
    public void close() {
        synchronized (tables) {
            for (Table table : tables.values()) {
                if (table instanceof AutoCloseable snapshot) {
                    closeSnapshot(snapshot);
                }
            }
            tables.clear();
        }
        allocator.close();
    }

    private static void closeSnapshot(AutoCloseable snapshot) {
        try {
            snapshot.close();
        } catch (Exception e) {
            throw new SabotException(
                    ErrorCode.INTERNAL, "a bug: a table's snapshot did not close: " + e, e);
        }
    }
}
