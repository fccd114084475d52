package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Prints a box with aligned columns.
///
/// **Shape**: with a row limit only the first and last rows are held. Without one, the first
/// [#SAMPLE_ROWS] rows decide the widths and the others follow as they arrive; a later value that
/// is wider is cut only where a terminal limits the width. A result that may have no end is left to
/// [LiveTable].
final class TablePrinter implements ResultPrinter {
    static final int SAMPLE_ROWS = 1_000;

    private final PrintOptions options;

    TablePrinter(PrintOptions options) {
        this.options = options;
    }

    @Override
    public long print(Rows rows, ConsoleOutput output) throws SQLException {
        if (!rows.endIsKnown()) {
            return new LiveTable(this, options).print(rows, output);
        }
        return options.maxRows() > 0 ? printEnds(rows, output) : printAll(rows, output);
    }

    private long printEnds(Rows rows, ConsoleOutput output) throws SQLException {
        @Nullable RowWindow window = rows.ends(options.maxRows(), options.width());
        if (window == null) {
            window = new RowWindow(options.maxRows());
            while (rows.next()) {
                window.add(cells(rows));
            }
        }
        return printWindow(window, rows.columns(), output);
    }

    /// Prints the rows of a result that has ended.
    long printWindow(RowWindow window, List<Column> columns, ConsoleOutput output) {
        TableLayout layout = TableLayout.of(columns, window.rows(), options);
        TableDrawing drawing = new TableDrawing(layout, options, true);
        output.write(drawing.top());
        drawing.writeWindow(window, output);
        output.write(drawing.bottom());
        printFooter(window.numRows(), window.numShownRows(), layout, output);
        return window.numRows();
    }

    private long printAll(Rows rows, ConsoleOutput output) throws SQLException {
        List<@Nullable String[]> sample = new ArrayList<>();
        boolean hasMore = rows.next();
        while (hasMore && sample.size() < SAMPLE_ROWS) {
            sample.add(cells(rows));
            hasMore = rows.next();
        }
        TableLayout layout = TableLayout.of(rows.columns(), sample, options);
        TableDrawing drawing = new TableDrawing(layout, options, options.width() > 0);
        output.write(drawing.top());
        for (@Nullable String[] row : sample) {
            output.write(drawing.row(row));
        }
        long numRows = sample.size();
        while (hasMore) {
            output.write(drawing.row(cells(rows)));
            numRows++;
            hasMore = rows.next();
        }
        output.write(drawing.bottom());
        printFooter(numRows, numRows, layout, output);
        return numRows;
    }

    /// Returns the current row as it is shown.
    @Nullable String[] cells(Rows rows) throws SQLException {
        @Nullable String[] cells = new String[rows.columns().size()];
        for (int index = 0; index < cells.length; index++) {
            @Nullable String text = rows.text(index);
            if (text != null) {
                cells[index] = cell(text, options.width());
            }
        }
        return cells;
    }

    /// Returns a value as it is shown. No column is wider than the terminal, so what is held of a
    /// long value is bounded by it.
    static String cell(String text, int width) {
        String visible = TextWidth.visible(text);
        return width > 0 ? TextWidth.fit(visible, width) : visible;
    }

    void printFooter(long numRows, long numShownRows, TableLayout layout, ConsoleOutput output) {
        if (!options.hasFooter()) {
            return;
        }
        StringBuilder footer = new StringBuilder(Amounts.count(numRows, "row"));
        if (numShownRows < numRows) {
            footer.append(" (").append(Amounts.count(numShownRows)).append(" shown)");
        }
        if (layout.gapIndex() >= 0) {
            footer.append(", ")
                    .append(Amounts.count(layout.numColumns(), "column"))
                    .append(" (")
                    .append(layout.shown().size())
                    .append(" shown)");
        }
        output.writeLine(options.ink().dim(footer.toString()));
    }
}
