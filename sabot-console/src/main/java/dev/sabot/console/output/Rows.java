package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/// A forward cursor over the rows to print.
///
/// **Threads**: one.
public sealed interface Rows permits ResultSetRows, ListRows {

    /// Returns the columns, at least one.
    List<Column> columns();

    /// Moves to the next row; waits for it when the query is unbounded.
    boolean next() throws SQLException;

    /// Returns a value of the current row as text, or null when it is NULL.
    ///
    /// @param column counted from 0
    @Nullable String text(int column) throws SQLException;

    /// Returns a value of the current row as the driver's object, or null when it is NULL.
    ///
    /// @param column counted from 0
    @Nullable Object value(int column) throws SQLException;

    /// Tells whether the result is known to end; if not, rows are shown as they come.
    boolean endIsKnown();

    /// Tells whether the rows come until the query is cancelled.
    default boolean neverEnd() {
        return false;
    }

    /// Reads to the end and returns the first and last rows as cells of a table, or null when that
    /// is no cheaper than reading row by row.
    ///
    /// @param limit how many rows are kept
    /// @param width columns of the terminal, to which cells are cut; 0 is no limit
    @Nullable RowWindow ends(int limit, int width) throws SQLException;
}
