package dev.sabot.sql.statement;

import org.jspecify.annotations.Nullable;

/// `SHOW subject [FROM name] [LIKE 'pattern']`: lists things of one kind.
///
/// @param from the schema (tables, views), catalog (schemas) or table (columns, indexes) to look
///     in, or null for the session's; never null for columns
/// @param like the pattern the name must match, or null
public record ShowStatement(
        StatementText text, Subject subject, @Nullable QualifiedName from, @Nullable String like)
        implements Statement {

    /// What SHOW can list.
    public enum Subject {
        TABLES,
        VIEWS,
        SCHEMAS,
        CATALOGS,
        COLUMNS,
        INDEXES,
        FUNCTIONS,
        CONNECTORS,
        FORMATS,
        JOBS,
        SETTINGS
    }
}
