package dev.sabot.sql.statement;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// `ANALYZE [[TABLE] table [(columns)]]`: gathers statistics for the planner.
///
/// @param table the table, or null for all
/// @param columns the columns; empty = all
public record AnalyzeStatement(
        StatementText text, @Nullable QualifiedName table, List<Identifier> columns)
        implements Statement {

    public AnalyzeStatement {
        columns = List.copyOf(columns);
    }
}
