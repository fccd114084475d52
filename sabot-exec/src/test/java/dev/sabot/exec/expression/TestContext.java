package dev.sabot.exec.expression;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.List;

/// The context of tests: a fresh allocator that must be empty when it is closed.
public final class TestContext implements EvaluationContext, AutoCloseable {
    private final RootAllocator allocator = new RootAllocator();
    private final ZoneId zone;
    private final List<Expression.Literal> parameters;

    public TestContext(Expression.Literal... parameters) {
        this(ZoneId.of("Europe/Berlin"), parameters);
    }

    public TestContext(ZoneId zone, Expression.Literal... parameters) {
        this.zone = zone;
        this.parameters = List.of(parameters);
    }

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public long statementMicros() {
        return 1_706_702_400_000_000L;
    }

    @Override
    public ZoneId timeZone() {
        return zone;
    }

    @Override
    public @Nullable String setting(String name) {
        return null;
    }

    @Override
    public List<Expression.Literal> parameters() {
        return parameters;
    }

    @Override
    public void checkCancelled() {}

    @Override
    public void close() {
        allocator.close();
    }
}
