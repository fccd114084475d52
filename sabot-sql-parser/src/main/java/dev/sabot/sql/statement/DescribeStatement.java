package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;

/// `DESCRIBE {table | query}`: columns and types.
public record DescribeStatement(StatementText text, Subject subject) implements Statement {

    /// What is described.
    public sealed interface Subject {}

    /// A table or view.
    public record TableSubject(QualifiedName name) implements Subject {}

    /// The result of a query.
    public record QuerySubject(SqlNode query) implements Subject {}
}
