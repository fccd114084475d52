package dev.sabot.exec.pipeline;

import dev.sabot.connector.ConnectorContext;
import dev.sabot.connector.Table;
import dev.sabot.connector.TableHandle;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.memory.MemoryBudget;

/// All a running query shares: memory, clock, cancellation, settings, functions, tables. Passed,
/// never global.
///
/// **Threads**: safe.
public interface QueryContext extends EvaluationContext, ConnectorContext {
    MemoryBudget memory();

    FunctionRegistry functions();

    /// Opens a table at the statement's snapshot: the same one for the same handle, however often.
    Table table(TableHandle handle);

    /// Returns how many tasks a pipeline may run at once.
    int threads();

    /// Lends the clock, for timers.
    EngineClock clock();

    /// Says whether kernels are to use their scalar form only.
    boolean usesScalarKernels();

    /// Ends the query with CANCELLED at the next check.
    void cancel();

    @Override
    void checkCancelled();

    @Override
    org.apache.arrow.memory.BufferAllocator allocator();

    @Override
    java.time.ZoneId timeZone();
}
