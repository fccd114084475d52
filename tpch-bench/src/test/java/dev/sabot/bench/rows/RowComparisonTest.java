package dev.sabot.bench.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

final class RowComparisonTest {
    private static final List<String> LABELS = List.of("k", "v");

    @Test
    void equal_rows_have_no_difference() {
        ResultRows rows = rows(row(1, "a"), row(2, null));
        assertNull(RowComparison.compare(rows, rows, List.of("k")));
        assertNull(RowComparison.compare(rows(), rows(), List.of("k")));
    }

    @Test
    void wrong_value_is_found_at_its_row_and_column() {
        assertEquals(
                new Difference("row 2, column v", "'b'", "NULL"),
                RowComparison.compare(
                        rows(row(1, "a"), row(2, "b")),
                        rows(row(1, "a"), row(2, null)),
                        List.of("k")));
    }

    @Test
    void order_of_the_keys_counts() {
        assertEquals(
                new Difference("row 1, column k", "1", "2"),
                RowComparison.compare(
                        rows(row(1, "a"), row(2, "b")),
                        rows(row(2, "b"), row(1, "a")),
                        List.of("k")));
    }

    @Test
    void ties_may_come_in_any_order() {
        ResultRows expected = rows(row(1, "a"), row(2, "b"), row(2, "c"), row(2, "b"));
        assertNull(
                RowComparison.compare(
                        expected,
                        rows(row(1, "a"), row(2, "c"), row(2, "b"), row(2, "b")),
                        List.of("K")));
        assertEquals(
                new Difference("row 3, column v", "'c'", "'b'"),
                RowComparison.compare(
                        expected,
                        rows(row(1, "a"), row(2, "b"), row(2, "b"), row(2, "b")),
                        List.of("k")));
        assertEquals(
                new Difference("row 2, column v", "'b'", "'c'"),
                RowComparison.compare(
                        expected,
                        rows(row(1, "a"), row(2, "c"), row(2, "c"), row(2, "b")),
                        List.of("k")));
    }

    @Test
    void without_order_all_rows_are_one_multiset() {
        assertNull(
                RowComparison.compare(
                        rows(row(1, "a"), row(2, "b")), rows(row(2, "b"), row(1, "a")), List.of()));
    }

    @Test
    void ties_of_rounded_values_match() {
        assertNull(
                RowComparison.compare(
                        rows(row(1, 1 / 3d), row(1, 2 / 3d)),
                        rows(row(1, new BigDecimal("0.667")), row(1, new BigDecimal("0.333"))),
                        List.of("k")));
    }

    @Test
    void missing_and_additional_rows_are_found() {
        ResultRows one = rows(row(1, "a"));
        ResultRows two = rows(row(1, "a"), row(2, "b"));
        Difference missing = new Difference("the number of rows", "2", "1");
        assertEquals(missing, RowComparison.compare(two, one, List.of("k")));
        assertEquals(
                new Difference("the number of rows", "1", "2"),
                RowComparison.compare(one, two, List.of()));
        assertEquals(
                new Difference("the number of rows", "0", "1"),
                RowComparison.compare(rows(), one, List.of("k")));
    }

    @Test
    void columns_have_the_same_names() {
        ResultRows expected = rows(row(1, "a"));
        List<List<@Nullable Object>> rows = expected.rows();
        assertNull(
                RowComparison.compare(
                        expected, new ResultRows(List.of("K", "V"), rows), List.of("k")));
        assertEquals(
                new Difference("the name of column 2", "v", "w"),
                RowComparison.compare(
                        expected, new ResultRows(List.of("k", "w"), rows), List.of("k")));
        assertEquals(
                new Difference("the columns", "[k, v]", "[k]"),
                RowComparison.compare(
                        expected, new ResultRows(List.of("k"), List.of(row(1))), List.of("k")));
    }

    @SafeVarargs
    private static ResultRows rows(List<@Nullable Object>... rows) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            all.add(row);
        }
        return new ResultRows(LABELS, all);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
