package dev.sabot.sql.statement;

import java.util.List;

/// `CREATE [UNIQUE] INDEX name ON table (column [ASC | DESC], ..)`.
public record CreateIndexStatement(
        StatementText text,
        boolean unique,
        boolean ifNotExists,
        QualifiedName name,
        QualifiedName table,
        List<Column> columns)
        implements Statement {

    public CreateIndexStatement {
        columns = List.copyOf(columns);
    }

    /// A column of an index and its order.
    public record Column(Identifier name, boolean isDescending) {}
}
