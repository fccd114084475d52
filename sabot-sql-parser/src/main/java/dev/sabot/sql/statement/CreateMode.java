package dev.sabot.sql.statement;

/// The words between CREATE and the name.
///
/// @param orReplace OR REPLACE was given; never together with `ifNotExists`
/// @param temporary TEMPORARY or TEMP was given
/// @param ifNotExists IF NOT EXISTS was given
public record CreateMode(boolean orReplace, boolean temporary, boolean ifNotExists) {}
