package dev.sabot.sqltest;

import org.jspecify.annotations.Nullable;

/// Names the failed records that ask for what SQLite alone does.
///
/// A rule may take a record out only where PostgreSQL and DuckDB fail it as well; such records are
/// counted by rule beside the passed and the failed.
final class CorpusRules {
    private CorpusRules() {}

    /// Returns the rule that takes a failed record out, or null.
    ///
    /// @param reason why it failed
    static @Nullable String setAside(String resource, SltRecord item, String reason) {
        return null;
    }
}
