package dev.sabot.sql.statement;

/// `USE schema`: sets the schema in which unqualified names are looked up.
public record UseStatement(StatementText text, QualifiedName schema) implements Statement {}
