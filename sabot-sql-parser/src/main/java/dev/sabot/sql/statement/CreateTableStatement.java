package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// CREATE TABLE, with its columns or from a query.
///
/// @param query the query after AS, or null
public record CreateTableStatement(
        StatementText text,
        CreateMode mode,
        QualifiedName name,
        TableDefinition definition,
        @Nullable SqlNode query)
        implements Statement {}
