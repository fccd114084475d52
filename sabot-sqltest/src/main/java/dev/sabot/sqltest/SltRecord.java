package dev.sabot.sqltest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// One record of a test file, with the number of its first line.
///
/// The format is that of sqllogictest. Records are parted by blank lines; `#` starts a comment
/// line:
///
/// ```
/// statement ok
/// CREATE TABLE t (a INTEGER)
///
/// statement error UNKNOWN_COLUMN at 1:8 did you mean
/// SELECT b FROM t
///
/// query IT rowsort
/// SELECT a, 'x' FROM t
/// ----
/// 1  x
/// ```
sealed interface SltRecord {
    int line();

    /// A statement that must succeed.
    record Ok(int line, String sql) implements SltRecord {}

    /// A statement that must fail.
    ///
    /// @param code an error code or SQLSTATE; null when any error will do
    /// @param position `line:column` within the statement, or null
    /// @param fragment part of the message, or null
    record Fails(
            int line,
            String sql,
            @Nullable String code,
            @Nullable String position,
            @Nullable String fragment)
            implements SltRecord {}

    /// A query with its answer.
    ///
    /// @param types one letter per column: I integer, R number compared at 1e-9 relative, T text;
    /// only R
    ///     changes the comparison
    /// @param expected the lines below `----`
    record Asks(int line, String sql, String types, Sort sort, List<String> expected)
            implements SltRecord {}

    /// EXPLAIN of a query: `<*>` in an expected line matches anything; a lone `<*>` any lines.
    record Explains(int line, String sql, String stage, List<String> expected)
            implements SltRecord {}

    /// Changes how many values are compared by hash.
    record HashThreshold(int line, int values) implements SltRecord {}

    /// Ends the file here.
    record Halt(int line) implements SltRecord {}

    /// Leaves the next record out under some engines or configurations, or under all but some.
    record Condition(int line, boolean isSkip, Set<String> names) implements SltRecord {}

    /// How rows are put in order before they are compared.
    enum Sort {
        /// By the query's own order if it has one, else as ROWSORT.
        DEFAULT,
        NOSORT,
        ROWSORT,
        VALUESORT
    }
}
