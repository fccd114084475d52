package dev.sabot.exec.operator.sort;

import dev.sabot.batch.Column;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.SortKey;

import java.util.List;

/// Finds the order of rows held in columns.
///
/// The first key becomes a long per row ([SortPrefix]). Where its range and the row number fit 64
/// bits together they are packed and sorted by least-significant-digit radix; else the rows are
/// merge sorted by prefix. Runs of equal prefixes are then merge sorted by the remaining keys.
/// Equal rows keep their order.
public final class RowSorter {
    private static final int DIGIT_BITS = 8;
    private static final int INSERTION_ROWS = 12;

    private final List<Column> columns;
    private final int numRows;
    private final List<SortKey> keys;
    private final RowComparator comparator;
    private final QueryContext context;
    private int comparisons;

    /// @param columns lent; all of `numRows` rows
    public RowSorter(List<Column> columns, int numRows, List<SortKey> keys, QueryContext context) {
        this.columns = columns;
        this.numRows = numRows;
        this.keys = keys;
        this.comparator = new RowComparator(keys);
        this.context = context;
    }

    /// Returns the heap bytes sorting so many rows takes.
    public static long heapBytes(long numRows) {
        return numRows * (8 + 8 + 8 + 4 + 4);
    }

    /// Returns the row numbers in order.
    public int[] sort() {
        int[] order = new int[numRows];
        if (keys.isEmpty()) {
            for (int row = 0; row < numRows; row++) {
                order[row] = row;
            }
            return order;
        }
        Column first = columns.get(keys.getFirst().column());
        long[] prefixes = new long[numRows];
        SortPrefix.fill(first, keys.getFirst(), prefixes);
        if (!sortPacked(prefixes, order)) {
            for (int row = 0; row < numRows; row++) {
                order[row] = row;
            }
            mergeSort(order, 0, numRows, new int[numRows], prefixes, 0);
            return order;
        }
        boolean isExact = SortPrefix.isExact(first);
        if (!isExact || keys.size() > 1) {
            sortRuns(prefixes, order, isExact ? 1 : 0);
        }
        return order;
    }

    /// Sorts by prefix alone when prefix and row number fit one long; says whether they do.
    private boolean sortPacked(long[] prefixes, int[] order) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (long prefix : prefixes) {
            min = Math.min(min, prefix);
            max = Math.max(max, prefix);
        }
        int rowBits = 64 - Long.numberOfLeadingZeros(Math.max(1, numRows - 1));
        long range = max - min;
        if (numRows > 0 && (range < 0 || 64 - Long.numberOfLeadingZeros(range) + rowBits > 63)) {
            return false;
        }
        long[] packed = new long[numRows];
        for (int row = 0; row < numRows; row++) {
            packed[row] = prefixes[row] - min << rowBits | row;
        }
        int keyBits = numRows == 0 ? 0 : 64 - Long.numberOfLeadingZeros(range);
        long[] sorted = radixSort(packed, rowBits, keyBits);
        int mask = (int) ((1L << rowBits) - 1);
        for (int index = 0; index < numRows; index++) {
            order[index] = (int) sorted[index] & mask;
        }
        return true;
    }

    private long[] radixSort(long[] values, int fromBit, int numBits) {
        long[] from = values;
        long[] to = new long[values.length];
        int[] counts = new int[1 << DIGIT_BITS];
        for (int shift = fromBit; shift < fromBit + numBits; shift += DIGIT_BITS) {
            context.checkCancelled();
            java.util.Arrays.fill(counts, 0);
            int mask = (1 << DIGIT_BITS) - 1;
            for (long value : from) {
                counts[(int) (value >>> shift) & mask]++;
            }
            int position = 0;
            for (int digit = 0; digit < counts.length; digit++) {
                int count = counts[digit];
                counts[digit] = position;
                position += count;
            }
            for (long value : from) {
                to[counts[(int) (value >>> shift) & mask]++] = value;
            }
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private void sortRuns(long[] prefixes, int[] order, int fromKey) {
        int[] scratch = new int[numRows];
        int start = 0;
        while (start < numRows) {
            int end = start + 1;
            while (end < numRows && prefixes[order[end]] == prefixes[order[start]]) {
                end++;
            }
            if (end - start > 1) {
                mergeSort(order, start, end, scratch, null, fromKey);
            }
            start = end;
        }
    }

    /// Compares rows by prefix (when given), then by the keys from `fromKey` on.
    private int compare(
            int first,
            int second,
            long @org.jspecify.annotations.Nullable [] prefixes,
            int fromKey) {
        if ((++comparisons & 0xFFFF) == 0) {
            context.checkCancelled();
        }
        if (prefixes != null) {
            int result = Long.compare(prefixes[first], prefixes[second]);
            if (result != 0) {
                return result;
            }
        }
        return comparator.compare(columns, first, columns, second, fromKey);
    }

    private void mergeSort(
            int[] rows,
            int from,
            int to,
            int[] scratch,
            long @org.jspecify.annotations.Nullable [] prefixes,
            int fromKey) {
        if (to - from <= INSERTION_ROWS) {
            insertionSort(rows, from, to, prefixes, fromKey);
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(rows, from, middle, scratch, prefixes, fromKey);
        mergeSort(rows, middle, to, scratch, prefixes, fromKey);
        if (compare(rows[middle - 1], rows[middle], prefixes, fromKey) <= 0) {
            return;
        }
        System.arraycopy(rows, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        int out = from;
        while (left < middle && right < to) {
            if (compare(scratch[left], rows[right], prefixes, fromKey) <= 0) {
                rows[out++] = scratch[left++];
            } else {
                rows[out++] = rows[right++];
            }
        }
        System.arraycopy(scratch, left, rows, out, middle - left);
    }

    private void insertionSort(
            int[] rows,
            int from,
            int to,
            long @org.jspecify.annotations.Nullable [] prefixes,
            int fromKey) {
        for (int index = from + 1; index < to; index++) {
            int row = rows[index];
            int at = index - 1;
            while (at >= from && compare(rows[at], row, prefixes, fromKey) > 0) {
                rows[at + 1] = rows[at];
                at--;
            }
            rows[at + 1] = row;
        }
    }
}
