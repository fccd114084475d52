package dev.sabot.sql.statement;

import java.util.List;

/// `DROP kind [IF EXISTS] name, .. [CASCADE | RESTRICT]`.
///
/// @param cascade true for CASCADE; RESTRICT is what no word means
public record DropStatement(
        StatementText text,
        ObjectKind kind,
        List<QualifiedName> names,
        boolean ifExists,
        boolean cascade)
        implements Statement {

    public DropStatement {
        names = List.copyOf(names);
    }
}
