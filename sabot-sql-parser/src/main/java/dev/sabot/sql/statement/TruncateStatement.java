package dev.sabot.sql.statement;

/// TRUNCATE: removes every row of a table.
public record TruncateStatement(StatementText text, QualifiedName table) implements Statement {}
