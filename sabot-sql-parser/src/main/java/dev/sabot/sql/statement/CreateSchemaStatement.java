package dev.sabot.sql.statement;

/// CREATE SCHEMA, or its other name CREATE DATABASE.
public record CreateSchemaStatement(StatementText text, QualifiedName name, boolean ifNotExists)
        implements Statement {}
