package dev.sabot.sql.statement;

/// The kinds of catalog object that statements name.
public enum ObjectKind {
    TABLE,
    VIEW,
    INDEX,
    SCHEMA
}
