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
///
/// Streams run on a clock that stands still between records:
///
/// ```
/// stream counts
/// SELECT COUNT(*) FROM bids
///
/// push bids
/// 2025-01-01 00:00:10  7
///
/// watermark bids 2025-01-01 00:01:00
///
/// idle bids
///
/// advance 5 s
///
/// end bids
///
/// expect counts [changes|total]
/// -D  0
/// +I  1
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

    /// Starts a continuous query.
    record Starts(int line, String name, String sql) implements SltRecord {}

    /// Inserts rows into a table, as one batch.
    record Pushes(int line, String table, List<String> rows) implements SltRecord {}

    /// Moves event time, marks a table idle, ends it, or moves the clock.
    ///
    /// @param argument the table; the duration of ADVANCE
    /// @param time the watermark, or empty
    record Steers(int line, Steering steering, String argument, String time) implements SltRecord {}

    /// How a table or the clock is steered.
    enum Steering {
        WATERMARK,
        IDLE,
        END,
        ADVANCE
    }

    /// What a continuous query has given.
    record Expects(int line, String name, Extent extent, List<String> rows) implements SltRecord {}

    /// Which rows of a continuous query are looked at.
    enum Extent {
        /// The net rows since the last look, in any order.
        NET,
        /// The rows since the last look, in order.
        CHANGES,
        /// The net rows since the start, in any order.
        TOTAL
    }

    /// How rows are put in order before they are compared.
    enum Sort {
        /// By the query's own order if it has one, else as ROWSORT.
        DEFAULT,
        NOSORT,
        ROWSORT,
        VALUESORT
    }
}
