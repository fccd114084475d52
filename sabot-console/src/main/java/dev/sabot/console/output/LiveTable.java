package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Prints a table whose rows may come for ever.
///
/// For [#PATIENCE_NANOS] (or [#STREAM_PATIENCE_NANOS]) rows are collected as for any table. A
/// result that has not ended by then is shown as it comes: the heading, the rows so far, and each
/// new row when it arrives, until the query is cancelled. Widths are then fixed; wider values push
/// their neighbours aside.
///
/// **Threads**: a second thread waits for rows, because a cursor's wait has no limit.
final class LiveTable {
    static final long PATIENCE_NANOS = 1_000_000_000;

    /// As long a result that is known to have no end is waited for, so that its first rows say how
    /// wide columns are.
    static final long STREAM_PATIENCE_NANOS = 200_000_000;

    private static final int QUEUED_ROWS = 1_024;
    private static final int WINDOW_ROWS = 1_000;
    private static final int TEXT_WIDTH = 26;
    private static final int NUMBER_WIDTH = 12;

    private final TablePrinter printer;
    private final PrintOptions options;
    private final BlockingQueue<Element> queue = new ArrayBlockingQueue<>(QUEUED_ROWS);

    LiveTable(TablePrinter printer, PrintOptions options) {
        this.printer = printer;
        this.options = options;
    }

    long print(Rows rows, ConsoleOutput output) throws SQLException {
        Thread reader = Thread.ofPlatform().daemon().name("rows").start(() -> read(rows));
        try {
            return printAsTheyCome(rows, output);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SQLException("The console was interrupted while it waited.", "57014");
        } finally {
            reader.interrupt();
        }
    }

    private long printAsTheyCome(Rows rows, ConsoleOutput output)
            throws SQLException, InterruptedException {
        List<Column> columns = rows.columns();
        long patienceNanos = rows.neverEnd() ? STREAM_PATIENCE_NANOS : PATIENCE_NANOS;
        int limit = options.maxRows() > 0 ? options.maxRows() : WINDOW_ROWS;
        RowWindow window = new RowWindow(limit);
        Stopwatch stopwatch = new Stopwatch();
        @Nullable Element element = next(stopwatch, patienceNanos);
        while (element instanceof Element.Row row && !mustGoLive(window, limit)) {
            window.add(row.cells());
            element = next(stopwatch, patienceNanos);
        }
        if (element instanceof Element.End end) {
            end.rethrow();
            return printer.printWindow(window, columns, output);
        }
        if (element instanceof Element.Row row) {
            window.add(row.cells());
        }
        return follow(window, columns, output);
    }

    /// Without a row limit nothing may be left out: a full window has to be printed.
    private boolean mustGoLive(RowWindow window, int limit) {
        return options.maxRows() == 0 && window.numRows() >= limit - 1;
    }

    private @Nullable Element next(Stopwatch stopwatch, long patienceNanos)
            throws InterruptedException {
        return queue.poll(stopwatch.leftNanos(patienceNanos), TimeUnit.NANOSECONDS);
    }

    private long follow(RowWindow window, List<Column> columns, ConsoleOutput output)
            throws SQLException, InterruptedException {
        TableLayout layout = TableLayout.of(columns, widths(columns, window), options);
        TableDrawing drawing = new TableDrawing(layout, options, false);
        output.write(drawing.top());
        drawing.writeWindow(window, output);
        output.followRows();
        long numRows = window.numRows();
        long numShownRows = window.numShownRows();
        while (true) {
            @Nullable Element element = queue.poll();
            if (element == null) {
                output.flush();
                element = queue.take();
            }
            switch (element) {
                case Element.Row row -> {
                    output.write(drawing.row(row.cells()));
                    numRows++;
                    numShownRows++;
                }
                case Element.End end -> {
                    output.write(drawing.bottom());
                    printer.printFooter(numRows, numShownRows, layout, output);
                    end.rethrow();
                    return numRows;
                }
            }
        }
    }

    private static int[] widths(List<Column> columns, RowWindow window) {
        int[] widths = new int[columns.size()];
        for (int index = 0; index < widths.length; index++) {
            widths[index] = columns.get(index).isNumber() ? NUMBER_WIDTH : TEXT_WIDTH;
            for (@Nullable String[] row : window.rows()) {
                @Nullable String cell = row[index];
                widths[index] = Math.max(widths[index], cell == null ? 0 : TextWidth.of(cell));
            }
        }
        return widths;
    }

    private void read(Rows rows) {
        try {
            Element end = readAll(rows);
            queue.put(end);
        } catch (InterruptedException _) {
            // The printing thread has left and no one waits for rows any more.
            Thread.currentThread().interrupt();
        }
    }

    private Element readAll(Rows rows) throws InterruptedException {
        try {
            while (rows.next()) {
                queue.put(new Element.Row(printer.cells(rows)));
            }
            return new Element.End(null);
        } catch (SQLException | RuntimeException | Error e) {
            return new Element.End(e);
        }
    }

    /// What the reading thread hands over.
    private sealed interface Element {
        record Row(@Nullable String[] cells) implements Element {}

        record End(@Nullable Throwable failure) implements Element {
            void rethrow() throws SQLException {
                switch (failure) {
                    case null -> {}
                    case SQLException exception -> throw exception;
                    case RuntimeException exception -> throw exception;
                    case Error error -> throw error;
                    default -> throw new IllegalStateException(failure);
                }
            }
        }
    }
}
