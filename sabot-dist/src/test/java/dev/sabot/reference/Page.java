package dev.sabot.reference;

import java.util.List;
import java.util.stream.Collectors;

/// One page of the reference, written from top to bottom as Markdown.
final class Page {
    private final String fileName;
    private final StringBuilder text = new StringBuilder();

    Page(String fileName, String title, String introduction) {
        this.fileName = fileName;
        text.append("<!-- Generated from the code; ReferenceTest says how to write it anew. -->\n");
        text.append("# ").append(title).append("\n\n").append(introduction).append('\n');
    }

    String fileName() {
        return fileName;
    }

    String text() {
        return text.toString();
    }

    Page heading(String heading) {
        text.append("\n## ").append(heading).append('\n');
        return this;
    }

    Page subheading(String heading) {
        text.append("\n### ").append(heading).append('\n');
        return this;
    }

    Page paragraph(String paragraph) {
        text.append('\n').append(paragraph).append('\n');
        return this;
    }

    /// Starts a table.
    Page table(String... columns) {
        text.append('\n');
        row(columns);
        text.append("|---".repeat(columns.length)).append("|\n");
        return this;
    }

    /// Adds a row to the table started last.
    Page row(String... cells) {
        text.append(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |")));
        text.append('\n');
        return this;
    }

    /// Returns text for a cell.
    static String plain(String value) {
        return value.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }

    /// Returns code for a cell; none for no text.
    static String code(String value) {
        if (value.isEmpty()) {
            return "";
        }
        String fence = value.contains("`") ? "``" : "`";
        String space = value.contains("`") ? " " : "";
        return fence + space + value.replace("|", "\\|").replace("\n", "\\n") + space + fence;
    }

    /// Returns the first letter of a sentence as a capital.
    static String sentence(String value) {
        return value.isEmpty()
                ? value
                : Character.toUpperCase(value.charAt(0)) + value.substring(1);
    }
}
