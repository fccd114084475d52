package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/// Prints a table for Markdown documents; columns are not padded, so rows need not be held.
final class MarkdownPrinter implements ResultPrinter {
    private final boolean hasHeader;
    private final String nullText;

    MarkdownPrinter(PrintOptions options) {
        this.hasHeader = options.hasHeader();
        this.nullText = options.nullText("NULL");
    }

    @Override
    public long print(Rows rows, ConsoleOutput output) throws SQLException {
        List<Column> columns = rows.columns();
        if (hasHeader) {
            printHeader(columns, output);
        }
        StringBuilder line = new StringBuilder();
        long numRows = 0;
        while (rows.next()) {
            line.setLength(0);
            line.append('|');
            for (int index = 0; index < columns.size(); index++) {
                @Nullable String value = rows.text(index);
                line.append(' ').append(value == null ? nullText : escape(value)).append(" |");
            }
            output.writeLine(line);
            numRows++;
        }
        return numRows;
    }

    private static void printHeader(List<Column> columns, ConsoleOutput output) {
        StringBuilder names = new StringBuilder("|");
        StringBuilder rule = new StringBuilder("|");
        for (Column column : columns) {
            names.append(' ').append(escape(column.name())).append(" |");
            rule.append(column.isNumber() ? "---:|" : "---|");
        }
        output.writeLine(names);
        output.writeLine(rule);
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("\r\n", "<br>")
                .replace("\n", "<br>")
                .replace("\r", "<br>");
    }
}
