package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Rows of text held in memory.
public final class ListRows implements Rows {
    private final List<Column> columns;
    private final List<List<String>> rows;
    private int index = -1;

    public ListRows(List<Column> columns, List<List<String>> rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        index++;
        return index < rows.size();
    }

    @Override
    public @Nullable String text(int column) {
        return rows.get(index).get(column);
    }

    @Override
    public @Nullable Object value(int column) {
        return text(column);
    }

    @Override
    public boolean endIsKnown() {
        return true;
    }

    @Override
    public @Nullable RowWindow ends(int limit, int width) {
        return null;
    }
}
