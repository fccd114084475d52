package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// `UPDATE target [AS alias] SET column = value, .. [WHERE condition]`.
public record UpdateStatement(
        StatementText text,
        QualifiedName target,
        @Nullable Identifier alias,
        List<Assignment> assignments,
        @Nullable SqlNode where)
        implements Statement {

    public UpdateStatement {
        assignments = List.copyOf(assignments);
    }

    /// One `column = value`.
    public record Assignment(Identifier column, SqlNode value) {}
}
