package dev.sabot.exec.function.aggregate;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Keeps a list of values per group, in order of arrival.
///
/// **Threads**: one while values are added; any while none is.
final class ValueLists {
    private final ValueVector values;
    private int[] groups = new int[16];
    private int numGroups;
    private @Nullable Grouped grouped;

    ValueLists(DataType type) {
        values = new ValueVector(type);
    }

    /// The values by group: those of a group are `numbers[starts[group]]` and the next.
    record Grouped(int[] starts, int[] numbers) {
        int count(int group) {
            return starts[group + 1] - starts[group];
        }
    }

    void ensureGroups(int newGroups) {
        numGroups = newGroups;
        grouped = null;
    }

    /// Lends the values by their numbers.
    ValueVector values() {
        return values;
    }

    private void addTo(int group) {
        int number = values.size() - 1;
        if (number >= groups.length) {
            groups = Arrays.copyOf(groups, groups.length + (groups.length >> 1));
        }
        groups[number] = group;
        grouped = null;
    }

    void add(int group, Column column, int row) {
        values.append(column, row);
        addTo(group);
    }

    /// Adds the list of a group of another collection.
    void addAll(int group, ValueLists other, int otherGroup) {
        Grouped source = other.grouped();
        for (int at = source.starts[otherGroup]; at < source.starts[otherGroup + 1]; at++) {
            values.append(other.values, source.numbers[at]);
            addTo(group);
        }
    }

    /// Adds the elements of a row of an ARRAY column.
    void addAll(int group, Column list, int row) {
        if (list.isNull(row)) {
            return;
        }
        Column flat = list.isFlat() ? list : list.values();
        int start = list.listStart(row);
        for (int element = start; element < start + list.valueLength(row); element++) {
            add(group, flat.child(0), element);
        }
    }

    synchronized Grouped grouped() {
        Grouped made = grouped;
        if (made == null) {
            int[] starts = new int[numGroups + 1];
            for (int number = 0; number < values.size(); number++) {
                starts[groups[number] + 1]++;
            }
            for (int group = 0; group < numGroups; group++) {
                starts[group + 1] += starts[group];
            }
            int[] next = starts.clone();
            int[] numbers = new int[values.size()];
            for (int number = 0; number < numbers.length; number++) {
                numbers[next[groups[number]]++] = number;
            }
            made = new Grouped(starts, numbers);
            grouped = made;
        }
        return made;
    }

    /// Returns the numbers of a group's values, sorted by value.
    int[] sorted(int group) {
        Grouped all = grouped();
        int[] target = Arrays.copyOfRange(all.numbers, all.starts[group], all.starts[group + 1]);
        sort(target, target.clone(), 0, target.length);
        return target;
    }

    /// Sorts `target` from `from` until `end` by merging; `source` has the same content.
    private void sort(int[] target, int[] source, int from, int end) {
        if (end - from < 2) {
            return;
        }
        int middle = (from + end) >>> 1;
        sort(source, target, from, middle);
        sort(source, target, middle, end);
        int left = from;
        int right = middle;
        for (int at = from; at < end; at++) {
            boolean takesLeft =
                    right == end
                            || (left < middle
                                    && values.compare(source[left], values, source[right]) <= 0);
            target[at] = takesLeft ? source[left++] : source[right++];
        }
    }

    /// Returns the lists of groups as an ARRAY column, null for those without values if asked.
    Column toLists(int from, int count, boolean nullWhenEmpty, BufferAllocator allocator) {
        Grouped all = grouped();
        ArrowBuf offsets = allocator.buffer(4L * (count + 1));
        ArrowBuf validity = null;
        try {
            validity = allocator.buffer(8L * Math.max(1, Bitmap.words(count)));
            Memory.fill(validity.memoryAddress(), 8L * Bitmap.words(count), (byte) -1);
            int nulls = 0;
            int start = all.starts[from];
            for (int i = 0; i <= count; i++) {
                int offset = all.starts[from + i] - start;
                Memory.putInt(offsets.memoryAddress() + 4L * i, offset);
            }
            for (int i = 0; i < count; i++) {
                if (nullWhenEmpty && all.count(from + i) == 0) {
                    long at = validity.memoryAddress() + (i >>> 3);
                    Memory.putByte(at, (byte) (Memory.getByte(at) & ~(1 << (i & 7))));
                    nulls++;
                }
            }
            int numValues = all.starts[from + count] - start;
            Column elements = values.toColumn(all.numbers, start, numValues, allocator);
            return Column.list(count, nulls, validity, offsets, elements);
        } catch (RuntimeException e) {
            offsets.close();
            if (validity != null) {
                validity.close();
            }
            throw e;
        }
    }

    long heapBytes() {
        return values.heapBytes() + 8L * groups.length;
    }
}
