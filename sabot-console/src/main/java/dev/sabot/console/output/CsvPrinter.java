package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/// Prints comma-separated values as RFC 4180 describes them, with LF at the end of a line.
///
/// **Nulls**: NULL is an empty field (or the text the user chose); the same text as a value is
/// quoted, so the two can be told apart.
final class CsvPrinter implements ResultPrinter {
    private final boolean hasHeader;
    private final String nullText;

    CsvPrinter(PrintOptions options) {
        this.hasHeader = options.hasHeader();
        this.nullText = options.nullText("");
    }

    @Override
    public long print(Rows rows, ConsoleOutput output) throws SQLException {
        List<Column> columns = rows.columns();
        StringBuilder line = new StringBuilder();
        if (hasHeader) {
            for (int index = 0; index < columns.size(); index++) {
                append(line, index, columns.get(index).name());
            }
            output.writeLine(line);
        }
        long numRows = 0;
        while (rows.next()) {
            line.setLength(0);
            for (int index = 0; index < columns.size(); index++) {
                append(line, index, rows.text(index));
            }
            output.writeLine(line);
            numRows++;
        }
        return numRows;
    }

    private void append(StringBuilder line, int index, @Nullable String value) {
        if (index > 0) {
            line.append(',');
        }
        if (value == null) {
            line.append(nullText);
        } else if (value.equals(nullText) || mustBeQuoted(value)) {
            line.append('"').append(value.replace("\"", "\"\"")).append('"');
        } else {
            line.append(value);
        }
    }

    private static boolean mustBeQuoted(String value) {
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == ',' || character == '"' || character == '\n' || character == '\r') {
                return true;
            }
        }
        return !value.isEmpty()
                && (value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ');
    }
}
