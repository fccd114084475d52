package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;

/// `DESCRIBE {table | query | JOB job}`: columns and types, or how a job does.
public record DescribeStatement(StatementText text, Subject subject) implements Statement {

    /// What is described.
    public sealed interface Subject {}

    /// A table or view.
    public record TableSubject(QualifiedName name) implements Subject {}

    /// A job by its name or number.
    public record JobSubject(Identifier job) implements Subject {}

    /// The result of a query.
    public record QuerySubject(SqlNode query) implements Subject {}
}
