package dev.sabot.sql.statement;

import org.apache.calcite.sql.SqlNode;

import java.util.List;

/// CREATE VIEW.
///
/// @param columns the names given to the query's columns; empty = the query's own
/// @param query the query as a tree
/// @param queryText the query as written, for the catalog to keep
public record CreateViewStatement(
        StatementText text,
        CreateMode mode,
        QualifiedName name,
        List<Identifier> columns,
        SqlNode query,
        String queryText)
        implements Statement {

    public CreateViewStatement {
        columns = List.copyOf(columns);
    }
}
