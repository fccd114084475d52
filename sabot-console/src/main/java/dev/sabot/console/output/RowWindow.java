package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Keeps the first and the last rows of a result and counts the rest.
public final class RowWindow {
    private final int numHeadRows;
    private final int numTailRows;
    private final List<@Nullable String[]> head = new ArrayList<>();
    private final Deque<@Nullable String[]> tail = new ArrayDeque<>();
    private long numRows;

    /// Keeps at most `limit` rows, half of them from either end.
    RowWindow(int limit) {
        this.numHeadRows = limit - limit / 2;
        this.numTailRows = limit / 2;
    }

    void add(@Nullable String[] row) {
        numRows++;
        if (head.size() < numHeadRows) {
            head.add(row);
            return;
        }
        tail.addLast(row);
        if (tail.size() > numTailRows) {
            tail.removeFirst();
        }
    }

    /// Counts a row that is not kept, because enough others follow.
    void skip() {
        numRows++;
    }

    /// Tells whether the first rows are not complete yet.
    boolean wantsHead() {
        return head.size() < numHeadRows;
    }

    List<@Nullable String[]> head() {
        return head;
    }

    Iterable<@Nullable String[]> tail() {
        return tail;
    }

    /// Returns head and tail together.
    List<@Nullable String[]> rows() {
        List<@Nullable String[]> rows = new ArrayList<>(head);
        rows.addAll(tail);
        return rows;
    }

    long numRows() {
        return numRows;
    }

    int numShownRows() {
        return head.size() + tail.size();
    }

    boolean hasHiddenRows() {
        return numRows > numShownRows();
    }
}
