package dev.sabot.sql.statement;

/// `SHOW CREATE {TABLE | VIEW} name`: the statement that would make the object again.
public record ShowCreateStatement(StatementText text, ObjectKind kind, QualifiedName name)
        implements Statement {}
