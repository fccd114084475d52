package dev.sabot.exec.operator.join.key;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.connector.ScanFilter;
import dev.sabot.exec.operator.RuntimeFilter;
import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Filters scans of the probe side by the values of one build key.
///
/// What share of the probe rows the build keys cover is not known beforehand (a range full of keys
/// may be all of the probe's values or a small part), so the filter watches what it removes and
/// pauses while that is too little.
///
/// **Threads**: safe; opened once, before the probe starts.
public final class KeyRuntimeFilter implements RuntimeFilter {
    /// Rows after which the share removed is judged.
    private static final int JUDGED_ROWS = 64 * 1_024;

    /// Calls that pass unfiltered after a judgement against the filter.
    private static final int PAUSED_CALLS = 64;

    private static final int VERDICTS = 64;

    /// All rows are tested when more than one in so many is active: cheaper than picking these.
    private static final int TESTS_ALL_ABOVE = 3;

    private final int key;
    private final DataType type;
    private final KeyKind kind;
    private final AtomicReferenceArray<@Nullable Verdict> verdicts =
            new AtomicReferenceArray<>(VERDICTS);
    private final AtomicInteger rowsSeen = new AtomicInteger();
    private final AtomicInteger rowsKept = new AtomicInteger();
    private final AtomicInteger pause = new AtomicInteger();
    private volatile boolean isEmpty;
    private volatile @Nullable KeyMembers members;
    private volatile @Nullable KeyValues values;

    /// Which entries of a dictionary may be members.
    private record Verdict(Column dictionary, long[] found) {}

    /// @param type of the probe side's key
    public KeyRuntimeFilter(int key, DataType type, KeyKind kind) {
        this.key = key;
        this.type = type;
        this.kind = kind;
    }

    public int key() {
        return key;
    }

    /// Learns the build keys.
    ///
    /// @param parts the key column of all build rows
    public void open(List<Column> parts, int numRows, KeyProfile profile, Reservation reservation) {
        boolean isRange = profile.isWord(key);
        if (numRows == 0 || (isRange && !profile.hasRange(key))) {
            isEmpty = true;
            values = KeyValues.none(type);
            return;
        }
        long span = profile.span(key);
        KeyMembers made = null;
        boolean isLarge = numRows > KeyMembers.Bloom.MAX_VALUES;
        if (isRange && span > 0 && span <= KeyMembers.Bits.MAX_SPAN) {
            if (!isLarge || numRows < span / 2) {
                reservation.add(KeyMembers.Bits.heapBytes(span));
                made = KeyMembers.Bits.of(profile.min(key), span);
            }
        } else if (!isLarge) {
            reservation.add(KeyMembers.Bloom.heapBytes(numRows));
            made = KeyMembers.Bloom.of(numRows);
        }
        if (made != null) {
            parts.forEach(made::addAll);
        }
        if (isRange) {
            KeyValues bounds = KeyValues.ofRange(type, profile, key, made);
            values = bounds == null ? null : bounds.withValues(type, parts, numRows);
        } else if (kind == KeyKind.TEXT) {
            values = KeyValues.ofText(type, parts);
        }
        members = made;
    }

    @Override
    public ScanFilter.@Nullable Domain domain(int scanColumn) {
        KeyValues known = values;
        return known == null ? null : known.domain(scanColumn);
    }

    @Override
    public boolean isSelective() {
        return isEmpty || (members != null && pause.get() <= 0);
    }

    @Override
    public @Nullable Selection select(Column column, int numRows, @Nullable Selection active) {
        if (isEmpty) {
            return new Selection.Indexes(new int[0], 0);
        }
        KeyMembers known = members;
        if (known == null || (pause.get() > 0 && pause.decrementAndGet() > 0)) {
            return active;
        }
        Selection kept = keep(known, column, numRows, active);
        int count = active == null ? numRows : active.count();
        judge(count, kept.count());
        return kept.count() == count ? active : kept;
    }

    private Selection keep(
            KeyMembers known, Column column, int numRows, @Nullable Selection active) {
        boolean testsAll = active == null || active.count() > numRows / TESTS_ALL_ABOVE;
        int[] rows = active == null || testsAll ? null : active.indexes(numRows);
        int count = active == null || testsAll ? numRows : active.count();
        long[] found = new long[Bitmap.words(count)];
        test(known, column, rows, count, found);
        if (column.hasNulls()) {
            for (int i = 0; i < count; i++) {
                if (column.isNull(rows == null ? i : rows[i])) {
                    Bitmap.clear(found, i);
                }
            }
        }
        if (rows != null) {
            return chosen(rows, found, count);
        }
        if (active != null) {
            long[] others = active.bitmap(numRows);
            for (int word = 0; word < found.length; word++) {
                found[word] &= others[word];
            }
        }
        return Selection.Bits.of(found, numRows);
    }

    private void judge(int seen, int kept) {
        int allKept = rowsKept.addAndGet(kept);
        int allSeen = rowsSeen.addAndGet(seen);
        if (allSeen >= JUDGED_ROWS) {
            rowsSeen.set(0);
            rowsKept.set(0);
            if (allKept > allSeen / 10 * 9) {
                pause.set(PAUSED_CALLS);
            }
        }
    }

    private void test(
            KeyMembers known, Column column, int @Nullable [] rows, int count, long[] found) {
        if (!column.isDictionary() || column.values().length() > 4 * column.length()) {
            known.test(column, rows, count, found);
            return;
        }
        long[] entries = verdict(known, column.values());
        long codes = column.dataAddress();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!column.isNull(row)) {
                int code = Memory.getInt(codes + 4L * row);
                found[i >>> 6] |= (entries[code >>> 6] >>> code & 1) << i;
            }
        }
    }

    private long[] verdict(KeyMembers known, Column dictionary) {
        int slot = System.identityHashCode(dictionary) & VERDICTS - 1;
        Verdict verdict = verdicts.get(slot);
        if (verdict == null || verdict.dictionary() != dictionary) {
            int length = dictionary.length();
            long[] found = new long[Bitmap.words(length)];
            known.test(dictionary, null, length, found);
            verdict = new Verdict(dictionary, found);
            verdicts.set(slot, verdict);
        }
        return verdict.found();
    }

    /// Returns the rows whose bit is set.
    private static Selection chosen(int[] rows, long[] found, int count) {
        int[] kept = new int[Bitmap.count(found, count)];
        int numKept = 0;
        for (int word = 0; word < found.length; word++) {
            for (long bits = found[word]; bits != 0; bits &= bits - 1) {
                kept[numKept++] = rows[(word << 6) + Long.numberOfTrailingZeros(bits)];
            }
        }
        return new Selection.Indexes(kept, numKept);
    }
}
