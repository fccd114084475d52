package dev.sabot.exec.expression;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.List;

/// What evaluation needs of the query it runs in.
///
/// **Threads**: safe for the threads of one query.
public interface EvaluationContext {
    /// Lends the allocator for results, charged to the query.
    BufferAllocator allocator();

    /// Returns the statement's start in microseconds since 1970 UTC: the value of
    /// CURRENT_TIMESTAMP.
    long statementMicros();

    ZoneId timeZone();

    /// Returns the value of a setting by name, or null when it is unknown here.
    @Nullable String setting(String name);

    /// Returns the values bound to the statement's parameters, in the form of
    /// [Expression.Literal#value()].
    List<Expression.Literal> parameters();

    /// Throws CANCELLED or TIMEOUT once the query is to end.
    void checkCancelled();
}
