package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Prints one value per line, for rows too wide for a table.
final class VerticalPrinter implements ResultPrinter {
    private final String nullText;
    private final Ink ink;

    VerticalPrinter(PrintOptions options) {
        this.nullText = options.nullText("NULL");
        this.ink = options.ink();
    }

    @Override
    public long print(Rows rows, ConsoleOutput output) throws SQLException {
        List<String> labels = labels(rows.columns());
        long numRows = 0;
        while (rows.next()) {
            numRows++;
            output.writeLine(ink.dim("-[ row " + numRows + " ]" + "-".repeat(20)));
            for (int index = 0; index < labels.size(); index++) {
                @Nullable String value = rows.text(index);
                String shown = value == null ? ink.dim(nullText) : TextWidth.visible(value);
                output.writeLine(ink.bold(labels.get(index)) + ink.dim(" | ") + shown);
            }
        }
        return numRows;
    }

    private static List<String> labels(List<Column> columns) {
        List<String> names =
                columns.stream().map(column -> TextWidth.visible(column.name())).toList();
        int width = names.stream().mapToInt(TextWidth::of).max().orElse(0);
        List<String> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(TextWidth.padLeft(name, width));
        }
        return labels;
    }
}
