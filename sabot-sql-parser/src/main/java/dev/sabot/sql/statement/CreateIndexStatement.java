package dev.sabot.sql.statement;

import java.util.List;

/// `CREATE [UNIQUE] INDEX name ON table (columns)`.
public record CreateIndexStatement(
        StatementText text,
        boolean unique,
        boolean ifNotExists,
        QualifiedName name,
        QualifiedName table,
        List<Identifier> columns)
        implements Statement {

    public CreateIndexStatement {
        columns = List.copyOf(columns);
    }
}
