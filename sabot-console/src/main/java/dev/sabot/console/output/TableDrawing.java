package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.IntFunction;

/// Draws the lines of a table; each ends with a line feed.
final class TableDrawing {
    private static final String GAP = "…";

    private final TableLayout layout;
    private final PrintOptions options;
    private final boolean cutsCells;
    private final String bar;

    TableDrawing(TableLayout layout, PrintOptions options, boolean cutsCells) {
        this.layout = layout;
        this.options = options;
        this.cutsCells = cutsCells;
        this.bar = options.ink().dim("│");
    }

    /// Returns the upper edge and the heading.
    String top() {
        StringBuilder top = new StringBuilder(rule("┌", "┬", "┐"));
        Ink ink = options.ink();
        if (options.hasHeader()) {
            top.append(
                    line(index -> TextWidth.visible(layout.column(index).name()), true, ink::bold));
        }
        if (options.hasTypes()) {
            top.append(line(index -> layout.column(index).typeName(), true, ink::dim));
        }
        if (options.hasHeader() || options.hasTypes()) {
            top.append(rule("├", "┼", "┤"));
        }
        return top.toString();
    }

    String bottom() {
        return rule("└", "┴", "┘");
    }

    /// Writes the rows that were kept, with dots for the others.
    void writeWindow(RowWindow window, ConsoleOutput output) {
        for (@Nullable String[] row : window.head()) {
            output.write(row(row));
        }
        if (window.hasHiddenRows()) {
            output.write(dots().repeat(3));
        }
        for (@Nullable String[] row : window.tail()) {
            output.write(row(row));
        }
    }

    private String dots() {
        return line(_ -> "·", true, options.ink()::dim);
    }

    String row(@Nullable String[] cells) {
        String nullText = options.nullText("NULL");
        Ink ink = options.ink();
        StringBuilder line = new StringBuilder();
        List<Integer> shown = layout.shown();
        for (int position = 0; position < shown.size(); position++) {
            appendGap(line, position);
            int index = shown.get(position);
            @Nullable String cell = cells[index];
            String text = cell == null ? nullText : cell;
            append(line, index, text, cell == null ? ink::dim : TableDrawing::same, cutsCells);
        }
        return line.append(bar).append('\n').toString();
    }

    private String line(IntFunction<String> text, boolean cuts, Colour colour) {
        StringBuilder line = new StringBuilder();
        List<Integer> shown = layout.shown();
        for (int position = 0; position < shown.size(); position++) {
            appendGap(line, position);
            int index = shown.get(position);
            append(line, index, text.apply(index), colour, cuts);
        }
        return line.append(bar).append('\n').toString();
    }

    private void appendGap(StringBuilder line, int position) {
        if (position == layout.gapIndex()) {
            line.append(bar).append(' ').append(options.ink().dim(GAP)).append(' ');
        }
    }

    private void append(StringBuilder line, int index, String text, Colour colour, boolean cuts) {
        int width = layout.width(index);
        String shown = cuts ? TextWidth.fit(text, width) : text;
        String blanks = " ".repeat(Math.max(0, width - TextWidth.of(shown)));
        line.append(bar).append(' ');
        if (layout.column(index).isNumber()) {
            line.append(blanks).append(colour.of(shown));
        } else {
            line.append(colour.of(shown)).append(blanks);
        }
        line.append(' ');
    }

    private String rule(String left, String middle, String right) {
        StringBuilder rule = new StringBuilder(left);
        List<Integer> shown = layout.shown();
        for (int position = 0; position < shown.size(); position++) {
            if (position == layout.gapIndex()) {
                rule.append("─".repeat(GAP.length() + 2)).append(middle);
            }
            rule.append("─".repeat(layout.width(shown.get(position)) + 2));
            rule.append(position == shown.size() - 1 ? right : middle);
        }
        return options.ink().dim(rule.toString()) + "\n";
    }

    private static String same(String text) {
        return text;
    }

    @FunctionalInterface
    private interface Colour {
        String of(String text);
    }
}
