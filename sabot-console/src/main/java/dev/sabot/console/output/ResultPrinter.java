package dev.sabot.console.output;

import java.sql.SQLException;

/// Prints the rows of one result in one format.
///
/// **Shape**: consumes the rows to their end and closes nothing. All formats but the table print a
/// row as soon as they have it and hold none.
public sealed interface ResultPrinter
        permits TablePrinter,
                PlainTextPrinter,
                CsvPrinter,
                JsonPrinter,
                MarkdownPrinter,
                VerticalPrinter {

    /// Prints all rows and returns their number.
    long print(Rows rows, ConsoleOutput output) throws SQLException;

    /// Returns the printer of a format.
    static ResultPrinter of(PrintOptions options) {
        return switch (options.format()) {
            case TABLE -> new TablePrinter(options);
            case CSV -> new CsvPrinter(options);
            case JSON -> new JsonPrinter(JsonPrinter.Layout.ARRAY);
            case JSONLINES -> new JsonPrinter(JsonPrinter.Layout.LINES);
            case MARKDOWN -> new MarkdownPrinter(options);
            case VERTICAL -> new VerticalPrinter(options);
        };
    }
}
