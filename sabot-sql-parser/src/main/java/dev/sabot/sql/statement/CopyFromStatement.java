package dev.sabot.sql.statement;

import java.util.List;

/// `COPY table [(columns)] FROM 'path' [(options)]`: loads files into a table.
///
/// @param columns the columns filled; empty = all of the table in order
/// @param path what to read, as written
public record CopyFromStatement(
        StatementText text,
        QualifiedName target,
        List<Identifier> columns,
        String path,
        List<StatementOption> options)
        implements Statement {

    public CopyFromStatement {
        columns = List.copyOf(columns);
        options = List.copyOf(options);
    }
}
