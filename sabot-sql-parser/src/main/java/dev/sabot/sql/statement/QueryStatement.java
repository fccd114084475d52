package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;

/// SELECT, WITH, VALUES or TABLE: a statement that returns rows.
public record QueryStatement(StatementText text, SqlNode query) implements Statement {}
