package dev.sabot.sql.statement;

/// `SET key = value`: changes a setting of the session.
///
/// `SET TIME ZONE 'zone'` sets the key `timezone`.
///
/// @param key the setting, its parts joined by dots
/// @param value the value as text, without quotes
public record SetStatement(StatementText text, Identifier key, String value) implements Statement {}
