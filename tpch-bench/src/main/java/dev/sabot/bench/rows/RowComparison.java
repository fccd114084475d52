package dev.sabot.bench.rows;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Compares the result of an engine with that of an oracle.
///
/// The columns of the ORDER BY agree position by position. Rows that tie in them may come in any
/// order, so each group of ties is compared as a multiset; without an ORDER BY all rows are one
/// group.
///
/// Which of several tied rows a LIMIT lets through is not determined by SQL, yet counts as a
/// difference here: the TPC-H queries leave no such ties on their own data.
public final class RowComparison {
    private final ResultRows expected;
    private final ResultRows actual;
    private final List<Integer> keys;

    private RowComparison(ResultRows expected, ResultRows actual, List<Integer> keys) {
        this.expected = expected;
        this.actual = actual;
        this.keys = keys;
    }

    /// Returns the first difference, or null when the results agree.
    ///
    /// @param orderBy the labels of the columns the rows are ordered by
    public static @Nullable Difference compare(
            ResultRows expected, ResultRows actual, List<String> orderBy) {
        if (expected.numColumns() != actual.numColumns()) {
            return new Difference(
                    "the columns", expected.labels().toString(), actual.labels().toString());
        }
        for (int column = 0; column < expected.numColumns(); column++) {
            String label = expected.labels().get(column);
            if (!label.equalsIgnoreCase(actual.labels().get(column))) {
                return new Difference(
                        "the name of column " + (column + 1), label, actual.labels().get(column));
            }
        }
        List<Integer> keys = new ArrayList<>();
        for (String label : orderBy) {
            keys.add(columnOf(expected, label));
        }
        return new RowComparison(expected, actual, keys).compare();
    }

    private static int columnOf(ResultRows rows, String label) {
        for (int column = 0; column < rows.numColumns(); column++) {
            if (rows.labels().get(column).equalsIgnoreCase(label)) {
                return column;
            }
        }
        throw new IllegalArgumentException("the result has no column " + label);
    }

    private @Nullable Difference compare() {
        int numCommon = Math.min(expected.numRows(), actual.numRows());
        for (int row = 0; row < numCommon; row++) {
            for (int key : keys) {
                if (!same(row, row, key)) {
                    return difference(row, row, key);
                }
            }
        }
        if (expected.numRows() != actual.numRows()) {
            return new Difference(
                    "the number of rows",
                    String.valueOf(expected.numRows()),
                    String.valueOf(actual.numRows()));
        }
        int start = 0;
        while (start < numCommon) {
            int end = endOfTies(start);
            Difference difference = compareTies(start, end);
            if (difference != null) {
                return difference;
            }
            start = end;
        }
        return null;
    }

    private int endOfTies(int start) {
        int end = start + 1;
        while (end < expected.numRows() && ties(start, end)) {
            end++;
        }
        return end;
    }

    private boolean ties(int first, int second) {
        for (int key : keys) {
            if (!ValueComparison.same(expected.value(first, key), expected.value(second, key))) {
                return false;
            }
        }
        return true;
    }

    /// Matches each row with one of the oracle's that is not taken yet, that of the same position
    /// first.
    private @Nullable Difference compareTies(int start, int end) {
        List<Integer> unmatched = new ArrayList<>();
        for (int row = start; row < end; row++) {
            if (firstDifference(row, row) >= 0) {
                unmatched.add(row);
            }
        }
        List<Integer> free = new ArrayList<>(unmatched);
        for (int row : unmatched) {
            int match = -1;
            for (int index = 0; index < free.size() && match < 0; index++) {
                if (firstDifference(free.get(index), row) < 0) {
                    match = index;
                }
            }
            if (match < 0) {
                int nearest = free.contains(row) ? row : free.getFirst();
                return difference(nearest, row, firstDifference(nearest, row));
            }
            free.remove(match);
        }
        return null;
    }

    /// Returns the first column that differs, or -1.
    private int firstDifference(int expectedRow, int actualRow) {
        for (int column = 0; column < expected.numColumns(); column++) {
            if (!same(expectedRow, actualRow, column)) {
                return column;
            }
        }
        return -1;
    }

    private boolean same(int expectedRow, int actualRow, int column) {
        return ValueComparison.same(
                expected.value(expectedRow, column), actual.value(actualRow, column));
    }

    private Difference difference(int expectedRow, int actualRow, int column) {
        return new Difference(
                "row " + (actualRow + 1) + ", column " + expected.labels().get(column),
                text(expected.value(expectedRow, column)),
                text(actual.value(actualRow, column)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case String text -> "'" + text + "'";
            case BigDecimal decimal -> decimal.toPlainString();
            default -> Objects.toString(value);
        };
    }
}
