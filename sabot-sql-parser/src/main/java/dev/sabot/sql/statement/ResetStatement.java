package dev.sabot.sql.statement;

import org.jspecify.annotations.Nullable;

/// `RESET {key | ALL}`: returns to the default.
///
/// @param key the setting, its parts joined by dots; null = all of them
public record ResetStatement(StatementText text, @Nullable Identifier key) implements Statement {}
