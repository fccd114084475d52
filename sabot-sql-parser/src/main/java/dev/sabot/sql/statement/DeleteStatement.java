package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// `DELETE FROM target [AS alias] [WHERE condition]`.
public record DeleteStatement(
        StatementText text,
        QualifiedName target,
        @Nullable Identifier alias,
        @Nullable SqlNode where)
        implements Statement {}
