package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// Prints text that has its own lines, such as a plan, without a box around it.
///
/// Used instead of a table for EXPLAIN and SHOW CREATE; only the last column is printed.
public final class PlainTextPrinter implements ResultPrinter {

    @Override
    public long print(Rows rows, ConsoleOutput output) throws SQLException {
        int column = rows.columns().size() - 1;
        long numRows = 0;
        while (rows.next()) {
            @Nullable String text = rows.text(column);
            output.writeLine(text == null ? "" : text.stripTrailing());
            numRows++;
        }
        return numRows;
    }
}
