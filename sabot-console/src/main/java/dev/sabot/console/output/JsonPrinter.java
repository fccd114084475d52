package dev.sabot.console.output;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Prints rows as JSON objects, in one array or one per line.
///
/// Numbers are exact: integers and decimals of any size stand unquoted with all their digits.
/// `NaN` and the infinities, which JSON has no numbers for, are the strings `"NaN"`, `"Infinity"`
/// and `"-Infinity"`. Dates, times and other types are strings as CAST to VARCHAR gives them. A
/// column whose name occurred before gets a suffix (`a`, `a_2`), because readers of JSON keep only
/// one of two equal keys.
final class JsonPrinter implements ResultPrinter {
    /// Divides the two forms.
    enum Layout {
        ARRAY,
        LINES
    }

    private final Layout layout;

    JsonPrinter(Layout layout) {
        this.layout = layout;
    }

    @Override
    public long print(Rows rows, ConsoleOutput output) throws SQLException {
        List<String> keys = keys(rows.columns());
        StringBuilder line = new StringBuilder();
        long numRows = 0;
        while (rows.next()) {
            line.setLength(0);
            if (layout == Layout.ARRAY) {
                line.append(numRows == 0 ? "[" : ",\n ");
            }
            appendObject(line, rows, keys);
            if (layout == Layout.LINES) {
                line.append('\n');
            }
            output.write(line);
            numRows++;
        }
        if (layout == Layout.ARRAY) {
            output.writeLine(numRows == 0 ? "[]" : "]");
        }
        return numRows;
    }

    private static void appendObject(StringBuilder line, Rows rows, List<String> keys)
            throws SQLException {
        line.append('{');
        for (int index = 0; index < keys.size(); index++) {
            line.append(index == 0 ? "" : ",").append(keys.get(index)).append(':');
            JsonText.appendValue(line, rows, index);
        }
        line.append('}');
    }

    /// Returns the quoted keys, each once.
    private static List<String> keys(List<Column> columns) {
        Set<String> used = new HashSet<>();
        List<String> keys = new ArrayList<>();
        for (Column column : columns) {
            String key = column.name();
            for (int suffix = 2; !used.add(key); suffix++) {
                key = column.name() + "_" + suffix;
            }
            StringBuilder quoted = new StringBuilder();
            JsonText.appendString(quoted, key);
            keys.add(quoted.toString());
        }
        return keys;
    }
}
