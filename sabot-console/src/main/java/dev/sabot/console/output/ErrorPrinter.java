package dev.sabot.console.output;

import dev.sabot.console.text.SourceText;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.sql.SQLWarning;

/// Prints errors with the line they are in and a caret under the place, and notices.
public final class ErrorPrinter {
    private static final int TAB_COLUMNS = 8;
    private static final String INDENT = "  ";

    private final ConsoleOutput output;
    private final Ink ink;

    public ErrorPrinter(ConsoleOutput output, Ink ink) {
        this.output = output;
        this.ink = ink;
    }

    /// Prints an error of a statement.
    ///
    /// @param source the text the statement stands in
    /// @param statementStart the offset of the statement in that text
    /// @param width columns of the terminal; 0 is no limit
    public void print(SQLException exception, SourceText source, int statementStart, int width) {
        print(ErrorDetails.of(exception), source, statementStart, width);
        @Nullable SQLException next = exception.getNextException();
        while (next != null) {
            print(ErrorDetails.of(next), source, statementStart, width);
            next = next.getNextException();
        }
    }

    void print(ErrorDetails details, SourceText source, int statementStart, int width) {
        StringBuilder heading = new StringBuilder(ink.red("Error" + code(details)));
        if (details.hasPlace()) {
            SourceText.Place place =
                    source.placeOf(statementStart, details.line(), details.column());
            heading.append(" at ").append(name(source)).append(place);
            heading.append(": ").append(details.message());
            output.message(heading.toString());
            printCaret(source.line(place.line()), place.column(), width);
            return;
        }
        if (source.name() != null) {
            heading.append(" in ").append(name(source)).append(source.placeOf(statementStart));
        }
        output.message(heading.append(": ").append(details.message()).toString());
    }

    /// Prints an error that no statement caused.
    public void print(String message) {
        output.message(ink.red("Error") + ": " + message);
    }

    /// Prints why results cannot be written to their file, and lets them go to their usual stream
    /// again; throws the error on when there is no one left to read.
    public void print(OutputClosedException exception) {
        if (exception.isReaderGone()) {
            throw exception;
        }
        output.abandonRedirection();
        print(String.valueOf(exception.getMessage()));
    }

    /// Prints the warnings of a statement that succeeded.
    public void printNotices(@Nullable SQLWarning first) {
        @Nullable SQLWarning warning = first;
        while (warning != null) {
            output.message(ink.yellow("Notice") + ": " + warning.getMessage());
            warning = warning.getNextWarning();
        }
    }

    private static String code(ErrorDetails details) {
        @Nullable String sqlState = details.sqlState();
        if (sqlState == null || sqlState.isEmpty()) {
            return "";
        }
        @Nullable String codeName = details.codeName();
        return codeName == null ? " [" + sqlState + "]" : " [" + sqlState + " " + codeName + "]";
    }

    private static String name(SourceText source) {
        @Nullable String name = source.name();
        return name == null ? "" : name + ":";
    }

    private void printCaret(String line, int column, int width) {
        if (line.isBlank()) {
            return;
        }
        int end = Math.min(column - 1, line.length());
        String before = TextWidth.visible(expandTabs(line.substring(0, end)));
        String all = TextWidth.visible(expandTabs(line));
        int caret = TextWidth.of(before);
        int room = width <= 0 ? Integer.MAX_VALUE : Math.max(20, width - INDENT.length());
        if (TextWidth.of(all) > room) {
            // Cut so that the place stands in the first two thirds of what is shown.
            int skipped = Math.max(0, caret - room * 2 / 3);
            all = (skipped > 0 ? "…" : "") + dropColumns(all, skipped);
            caret = skipped > 0 ? TextWidth.of(dropColumns(before, skipped)) + 1 : caret;
            all = TextWidth.fit(all, room);
        }
        output.message(INDENT + all);
        output.message(INDENT + " ".repeat(caret) + ink.red("^"));
    }

    private static String dropColumns(String text, int columns) {
        int index = 0;
        while (index < text.length() && TextWidth.of(text.substring(0, index)) < columns) {
            index += Character.charCount(text.codePointAt(index));
        }
        return text.substring(index);
    }

    private static String expandTabs(String text) {
        if (text.indexOf('\t') < 0) {
            return text;
        }
        StringBuilder expanded = new StringBuilder();
        int width = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            if (codePoint == '\t') {
                int blanks = TAB_COLUMNS - width % TAB_COLUMNS;
                expanded.repeat(' ', blanks);
                width += blanks;
            } else {
                expanded.appendCodePoint(codePoint);
                width += TextWidth.of(Character.toString(codePoint));
            }
        }
        return expanded.toString();
    }
}
