package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

/// Says how the rows of one result are printed.
///
/// @param format the shape
/// @param nullText the text of NULL, or null for the format's own
/// @param hasHeader whether column names are printed
/// @param hasTypes whether a table shows types under the names
/// @param hasFooter whether a table is followed by its row count
/// @param maxRows rows of a table that are shown, half from either end; 0 shows all
/// @param width columns of the terminal a table must fit; 0 is no limit
/// @param ink colours of a table
public record PrintOptions(
        OutputFormat format,
        @Nullable String nullText,
        boolean hasHeader,
        boolean hasTypes,
        boolean hasFooter,
        int maxRows,
        int width,
        Ink ink) {

    /// Returns the options of a script: all rows, no terminal.
    public static PrintOptions of(OutputFormat format) {
        return new PrintOptions(format, null, true, false, true, 0, 0, Ink.PLAIN);
    }

    /// Returns the text of NULL.
    String nullText(String ofFormat) {
        String text = nullText;
        return text == null ? ofFormat : text;
    }

    public PrintOptions withNullText(String text) {
        return new PrintOptions(format, text, hasHeader, hasTypes, hasFooter, maxRows, width, ink);
    }

    public PrintOptions withHeader(boolean shown) {
        return new PrintOptions(format, nullText, shown, hasTypes, hasFooter, maxRows, width, ink);
    }

    public PrintOptions withTypes(boolean shown) {
        return new PrintOptions(format, nullText, hasHeader, shown, hasFooter, maxRows, width, ink);
    }

    public PrintOptions withFooter(boolean shown) {
        return new PrintOptions(format, nullText, hasHeader, hasTypes, shown, maxRows, width, ink);
    }

    public PrintOptions withMaxRows(int rows) {
        return new PrintOptions(format, nullText, hasHeader, hasTypes, hasFooter, rows, width, ink);
    }

    public PrintOptions withWidth(int columns) {
        return new PrintOptions(
                format, nullText, hasHeader, hasTypes, hasFooter, maxRows, columns, ink);
    }

    public PrintOptions withInk(Ink colours) {
        return new PrintOptions(
                format, nullText, hasHeader, hasTypes, hasFooter, maxRows, width, colours);
    }
}
