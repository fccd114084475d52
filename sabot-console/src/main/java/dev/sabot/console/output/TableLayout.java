package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decides which columns of a table are shown and how wide.
///
/// Columns keep their natural width when they fit. Else text is narrowed to no less than
/// [#NARROWEST] columns; a number is never cut, because a cut number reads as another number. When
/// that is not enough, columns are left out from the middle and one column of `…` stands for them.
final class TableLayout {
    static final int NARROWEST = 10;
    private static final int FRAME_OF_COLUMN = 3;
    private static final int GAP_WIDTH = 1;

    private final List<Column> columns;
    private final int[] widths;
    private final List<Integer> shown;
    private final int gapIndex;

    private TableLayout(List<Column> columns, int[] widths, List<Integer> shown, int gapIndex) {
        this.columns = columns;
        this.widths = widths;
        this.shown = shown;
        this.gapIndex = gapIndex;
    }

    /// Lays out columns for the given cells.
    static TableLayout of(
            List<Column> columns, Iterable<@Nullable String[]> rows, PrintOptions options) {
        int[] cells = new int[columns.size()];
        int nullWidth = TextWidth.of(options.nullText("NULL"));
        for (@Nullable String[] row : rows) {
            for (int index = 0; index < cells.length; index++) {
                @Nullable String cell = row[index];
                int width = cell == null ? nullWidth : TextWidth.of(cell);
                cells[index] = Math.max(cells[index], width);
            }
        }
        return of(columns, cells, options);
    }

    /// Lays out columns whose widest cells are known.
    static TableLayout of(List<Column> columns, int[] cells, PrintOptions options) {
        int[] natural = new int[cells.length];
        int[] least = new int[cells.length];
        for (int index = 0; index < cells.length; index++) {
            natural[index] = Math.max(cells[index], headingWidth(columns.get(index), options));
            int narrow = Math.min(natural[index], NARROWEST);
            boolean isNumber = columns.get(index).isNumber();
            least[index] = isNumber ? Math.max(cells[index], narrow) : narrow;
        }
        List<Integer> shown = new ArrayList<>();
        for (int index = 0; index < cells.length; index++) {
            shown.add(index);
        }
        if (options.width() <= 0) {
            return new TableLayout(columns, natural, shown, -1);
        }
        int gapIndex = -1;
        while (shown.size() > 1 && total(shown, least, gapIndex >= 0) > options.width()) {
            gapIndex = shown.size() / 2;
            shown.remove(gapIndex);
        }
        int available = options.width() - total(shown, new int[cells.length], gapIndex >= 0);
        return new TableLayout(columns, spread(shown, natural, least, available), shown, gapIndex);
    }

    private static int headingWidth(Column column, PrintOptions options) {
        int name = options.hasHeader() ? TextWidth.of(TextWidth.visible(column.name())) : 0;
        int type = options.hasTypes() ? TextWidth.of(column.typeName()) : 0;
        return Math.max(1, Math.max(name, type));
    }

    private static int total(List<Integer> shown, int[] widths, boolean hasGap) {
        int total = 1 + (hasGap ? GAP_WIDTH + FRAME_OF_COLUMN : 0);
        for (int index : shown) {
            total += widths[index] + FRAME_OF_COLUMN;
        }
        return total;
    }

    /// Gives the available width to the columns: each its least, the rest to the narrowest first.
    private static int[] spread(List<Integer> shown, int[] natural, int[] least, int available) {
        int[] widths = Arrays.copyOf(least, least.length);
        int left = available;
        for (int index : shown) {
            left -= widths[index];
        }
        if (left < 0) {
            // Only one column is left, and its number is wider than the terminal.
            int only = shown.getFirst();
            widths[only] = Math.max(1, widths[only] + left);
            return widths;
        }
        while (left > 0) {
            int narrowest = -1;
            for (int index : shown) {
                boolean wantsMore = widths[index] < natural[index];
                if (wantsMore && (narrowest < 0 || widths[index] < widths[narrowest])) {
                    narrowest = index;
                }
            }
            if (narrowest < 0) {
                break;
            }
            widths[narrowest]++;
            left--;
        }
        return widths;
    }

    /// Returns the indexes of the shown columns, in order.
    List<Integer> shown() {
        return shown;
    }

    Column column(int index) {
        return columns.get(index);
    }

    int width(int index) {
        return widths[index];
    }

    /// Returns the position among the shown columns before which the `…` column stands, or -1.
    int gapIndex() {
        return gapIndex;
    }

    int numColumns() {
        return columns.size();
    }
}
