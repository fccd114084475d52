package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Numbers keys of one column whose values are words.
///
/// While the keys lie dense in a range, an array over the range gives their numbers; else a
/// [SlotDirectory]. Which of the two is decided again whenever the range or the directory has to
/// grow.
final class WordKeyTable extends KeyTable {
    private static final int RUN = 1_024;
    private static final long SMALL_RANGE = 1L << 16;

    /// The range may be this many times the number of keys: an array entry has 4 bytes.
    private static final int SPARSENESS = 16;

    /// Keys that differ in so many low bits only go to one partition.
    private static final int NEIGHBOUR_BITS = 10;

    /// Gives up the direct array after it was left this often.
    private static final int MAX_CONVERSIONS = 3;

    private final DataType type;
    private final boolean isDouble;
    private final Reservation reservation;
    private final long[] words = new long[RUN];
    private final long[] valid = new long[RUN];
    private final int[] positions = new int[RUN];
    private final int[] found = new int[RUN];
    private long[] keys = new long[RUN];
    private int size;
    private int nullGroup = -1;
    private int @Nullable [] direct;
    private long base;
    private @Nullable SlotDirectory directory;
    private int conversions;
    private int expected;
    private double @Nullable [] doubles;

    WordKeyTable(DataType type, Reservation reservation) {
        this.type = type;
        this.isDouble = KeyLayout.kind(type) == KeyLayout.Kind.DOUBLE;
        this.reservation = reservation;
        reservation.add(24L * RUN + 8L * RUN);
        if (isDouble) {
            doubles = new double[RUN];
            directory = new SlotDirectory(2 * RUN, reservation);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void insert(Column[] columns, int @Nullable [] rows, int count, int[] groups) {
        assign(columns[0], rows, count, groups, true);
    }

    @Override
    public void find(Column[] columns, int @Nullable [] rows, int count, int[] groups) {
        assign(columns[0], rows, count, groups, false);
    }

    private void assign(
            Column column, int @Nullable [] rows, int count, int[] groups, boolean inserts) {
        for (int from = 0; from < count; from += RUN) {
            int run = Math.min(RUN, count - from);
            readWords(column, rows, from, run);
            if (!column.hasNulls()) {
                assignWords(words, run, groups, from, inserts);
                continue;
            }
            int numValid = ValueReader.readValid(column, rows, from, run, positions);
            for (int i = 0; i < numValid; i++) {
                valid[i] = words[positions[i]];
            }
            assignWords(valid, numValid, found, 0, inserts);
            if (numValid < run) {
                Arrays.fill(groups, from, from + run, inserts ? insertNull() : nullGroup);
            }
            for (int i = 0; i < numValid; i++) {
                groups[from + positions[i]] = found[i];
            }
        }
    }

    private void readWords(Column column, int @Nullable [] rows, int from, int run) {
        double[] values = doubles;
        if (values == null) {
            ValueReader.readLongs(column, rows, from, run, words);
            return;
        }
        ValueReader.readDoubles(column, rows, from, run, values);
        for (int i = 0; i < run; i++) {
            words[i] = KeyHash.doubleBits(values[i]);
        }
    }

    private int insertNull() {
        if (nullGroup < 0) {
            reserveKeys(1);
            keys[size] = 0;
            nullGroup = size++;
        }
        return nullGroup;
    }

    private void reserveKeys(int more) {
        if (size + more > keys.length) {
            int length = Math.max(size + more, keys.length + (keys.length >> 1));
            reservation.add(8L * (length - keys.length));
            keys = Arrays.copyOf(keys, length);
        }
    }

    private void assignWords(long[] source, int run, int[] groups, int at, boolean inserts) {
        if (run == 0) {
            return;
        }
        if (!inserts) {
            if (directory == null) {
                findDirect(source, run, groups, at);
            } else {
                directory.find(source, run, keys, groups, at);
            }
            return;
        }
        reserveKeys(run);
        if (directory == null && coversRange(source, run)) {
            insertDirect(source, run, groups, at);
            return;
        }
        SlotDirectory hashed = directory;
        if (hashed == null) {
            hashed = toDirectory();
        }
        if (hashed.needsGrowth(size + run)) {
            if (returnsToDirect()) {
                assignWords(source, run, groups, at, true);
                return;
            }
            hashed.grow(size + run);
        }
        size = hashed.insert(source, run, keys, size, groups, at);
    }

    private void insertDirect(long[] source, int run, int[] groups, int at) {
        int[] table = direct();
        long first = base;
        int next = size;
        for (int i = 0; i < run; i++) {
            long key = source[i];
            int slot = (int) (key - first);
            int group = table[slot] - 1;
            if (group < 0) {
                group = next++;
                keys[group] = key;
                table[slot] = next;
            }
            groups[at + i] = group;
        }
        size = next;
    }

    private void findDirect(long[] source, int run, int[] groups, int at) {
        int[] table = direct;
        int length = table == null ? 0 : table.length;
        for (int i = 0; i < run; i++) {
            long slot = source[i] - base;
            groups[at + i] =
                    table != null && slot >= 0 && slot < length ? table[(int) slot] - 1 : -1;
        }
    }

    private int[] direct() {
        int[] table = direct;
        if (table == null) {
            throw new IllegalStateException("no direct array");
        }
        return table;
    }

    /// Says whether the direct array covers the keys, after it grew if it may.
    private boolean coversRange(long[] source, int run) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < run; i++) {
            min = Math.min(min, source[i]);
            max = Math.max(max, source[i]);
        }
        int[] table = direct;
        if (table != null && min >= base && max - base >= 0 && max - base < table.length) {
            return true;
        }
        if (table == null) {
            return startDirect(min, max, run);
        }
        long low = Math.min(min, base);
        long high = Math.max(max, base + table.length - 1);
        long range = high - low + 1;
        if (range <= 0 || range > maxRange(size + run)) {
            return false;
        }
        long length = Math.min(2L * range, Integer.MAX_VALUE - 8L);
        boolean growsDown = min < base;
        long newBase = growsDown ? high - length + 1 : low;
        if (growsDown ? newBase > low || newBase > high : newBase + length <= newBase) {
            return false;
        }
        reservation.add(4 * length);
        int[] grown = new int[(int) length];
        System.arraycopy(table, 0, grown, (int) (base - newBase), table.length);
        reservation.remove(4L * table.length);
        direct = grown;
        base = newBase;
        return true;
    }

    private static long maxRange(int numKeys) {
        return Math.min(Math.max(SMALL_RANGE, (long) SPARSENESS * numKeys), Integer.MAX_VALUE / 2);
    }

    private boolean startDirect(long min, long max, int run) {
        long range = max - min + 1;
        if (range <= 0 || range > maxRange(size + run)) {
            return false;
        }
        long newBase = min - Math.min(range / 2, 1_024);
        if (newBase > min || newBase + 2 * range < max) {
            return false;
        }
        int length = (int) Math.max(1_024, 2 * range);
        reservation.add(4L * length);
        direct = new int[length];
        base = newBase;
        for (int group = 0; group < size; group++) {
            if (group != nullGroup) {
                direct[(int) (keys[group] - base)] = group + 1;
            }
        }
        return true;
    }

    private SlotDirectory toDirectory() {
        int room = Math.max(2 * (size + RUN), expected + RUN);
        SlotDirectory hashed = new SlotDirectory(room, reservation);
        for (int group = 0; group < size; group++) {
            if (group != nullGroup) {
                hashed.append(KeyHash.ofLong(keys[group]), group);
            }
        }
        if (direct != null) {
            reservation.remove(4L * direct.length);
            direct = null;
        }
        conversions++;
        directory = hashed;
        return hashed;
    }

    /// Goes back to a direct array when the keys have become dense in their range.
    private boolean returnsToDirect() {
        if (isDouble || conversions >= MAX_CONVERSIONS) {
            return false;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int group = 0; group < size; group++) {
            if (group != nullGroup) {
                min = Math.min(min, keys[group]);
                max = Math.max(max, keys[group]);
            }
        }
        long range = max - min + 1;
        if (range <= 0 || range > (long) SPARSENESS / 2 * size || !startDirect(min, max, 0)) {
            return false;
        }
        if (directory != null) {
            directory.release();
            directory = null;
        }
        return true;
    }

    @Override
    public void insertFrom(
            KeyTable other, int @Nullable [] ids, int from, int count, int[] groups) {
        if (!(other instanceof WordKeyTable source)) {
            throw new IllegalArgumentException("tables of other keys");
        }
        // the keys of the other table differ, so there will be at least as many here
        expected = Math.max(expected, count);
        reserveKeys(Math.max(0, count - size));
        for (int start = 0; start < count; start += RUN) {
            int run = Math.min(RUN, count - start);
            int numValid = 0;
            for (int i = 0; i < run; i++) {
                int place = from + start + i;
                int id = ids == null ? place : ids[place];
                if (id == source.nullGroup) {
                    groups[place] = insertNull();
                } else {
                    positions[numValid] = place;
                    valid[numValid++] = source.keys[id];
                }
            }
            assignWords(valid, numValid, found, 0, true);
            for (int i = 0; i < numValid; i++) {
                groups[positions[i]] = found[i];
            }
        }
    }

    @Override
    public void hashes(int from, int count, long[] hashes) {
        for (int i = 0; i < count; i++) {
            hashes[i] = KeyHash.ofLong(keys[from + i]);
        }
        if (nullGroup >= from && nullGroup < from + count) {
            hashes[nullGroup - from] = KeyHash.NULL;
        }
    }

    @Override
    public void partitions(int from, int count, int[] partitions) {
        int shift = isDouble ? 0 : NEIGHBOUR_BITS;
        for (int i = 0; i < count; i++) {
            partitions[i] = KeyHash.partition(KeyHash.ofLong(keys[from + i] >> shift));
        }
    }

    @Override
    public Column[] keys(int @Nullable [] ids, int from, int count, BufferAllocator allocator) {
        long[] values = new long[count];
        boolean[] isValid = new boolean[count];
        for (int i = 0; i < count; i++) {
            int id = ids == null ? from + i : ids[from + i];
            values[i] = keys[id];
            isValid[i] = id != nullGroup;
        }
        return new Column[] {column(type, values, isValid, count, allocator)};
    }

    /// Returns a column of key words.
    static Column column(
            DataType type, long[] values, boolean[] isValid, int count, BufferAllocator allocator) {
        if (KeyLayout.kind(type) != KeyLayout.Kind.DOUBLE) {
            return HeapColumns.ofLongs(type.layout(), values, isValid, 0, count, allocator);
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = Double.longBitsToDouble(values[i]);
        }
        return HeapColumns.ofDoubles(type.layout(), numbers, isValid, 0, count, allocator);
    }

    @Override
    public void close() {
        reservation.close();
    }
}
