package dev.sabot.sql.statement;

/// `SHOW name`: the value of one setting.
///
/// @param key the setting, its parts joined by dots
public record ShowSettingStatement(StatementText text, Identifier key) implements Statement {}
