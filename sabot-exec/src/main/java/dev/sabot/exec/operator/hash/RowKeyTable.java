package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.type.DataType;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Numbers keys of any columns: rows of words side by side, found by a [SlotDirectory].
///
/// Text of up to 12 bytes lies in the words; longer text in a [ByteHeap], compared only after hash,
/// length and first bytes agree.
final class RowKeyTable extends KeyTable {
    private final List<DataType> types;
    private final KeyLayout layout;
    private final int stride;
    private final Reservation reservation;
    private final SlotDirectory directory;
    private final KeyEncoder encoder;
    private final ByteHeap heap;
    private final int[] candidates = new int[KeyEncoder.RUN];
    private final int[] misses = new int[KeyEncoder.RUN];
    private long[] keys;
    private int size;

    /// Keeps the compiler from leaving out loads made ahead.
    @SuppressWarnings("UnusedVariable")
    private long touched;

    RowKeyTable(List<DataType> types, Reservation reservation, BufferAllocator allocator) {
        this.types = List.copyOf(types);
        this.layout = KeyLayout.of(types);
        this.stride = layout.stride();
        this.reservation = reservation;
        this.encoder = new KeyEncoder(layout, allocator);
        this.heap = new ByteHeap(allocator);
        this.keys = new long[KeyEncoder.RUN * stride];
        reservation.add(8L * keys.length + encoder.heapBytes());
        this.directory = new SlotDirectory(KeyEncoder.RUN, reservation);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void insert(Column[] columns, int @Nullable [] rows, int count, int[] groups) {
        for (int from = 0; from < count; from += KeyEncoder.RUN) {
            int run = Math.min(KeyEncoder.RUN, count - from);
            encoder.encode(columns, rows, from, run);
            insertRun(run, groups, from);
        }
    }

    @Override
    public void find(Column[] columns, int @Nullable [] rows, int count, int[] groups) {
        for (int from = 0; from < count; from += KeyEncoder.RUN) {
            int run = Math.min(KeyEncoder.RUN, count - from);
            encoder.encode(columns, rows, from, run);
            int numMisses = findFirst(run, groups, from);
            for (int miss = 0; miss < numMisses; miss++) {
                int i = misses[miss];
                groups[from + i] = lookup(i, encoder.hashes[i], -1);
            }
        }
    }

    private void insertRun(int run, int[] groups, int at) {
        long needed = (long) (size + run) * stride;
        if (needed > keys.length) {
            long length = Math.max(needed, keys.length + (keys.length >> 1));
            if (length > Integer.MAX_VALUE - 8) {
                throw new IllegalStateException("more than 16 GiB of keys in one table");
            }
            reservation.add(8 * (length - keys.length));
            keys = Arrays.copyOf(keys, (int) length);
        }
        if (directory.needsGrowth(size + run)) {
            directory.grow(size + run);
        }
        int numMisses = findFirst(run, groups, at);
        for (int miss = 0; miss < numMisses; miss++) {
            int i = misses[miss];
            groups[at + i] = lookup(i, encoder.hashes[i], size);
        }
    }

    /// Finds the rows whose group is that of the first entry with their hash and lists the others.
    /// Three passes of independent loads, so that they wait for memory together.
    private int findFirst(int run, int[] groups, int at) {
        directory.findCandidates(encoder.hashes, run, candidates, 0);
        if (layout.hasText()) {
            touchText(run);
        }
        int numMisses = 0;
        for (int i = 0; i < run; i++) {
            int candidate = candidates[i];
            if (candidate >= 0 && matches(i, candidate)) {
                groups[at + i] = candidate;
            } else {
                misses[numMisses++] = i;
            }
        }
        return numMisses;
    }

    /// Loads the first bytes of the long texts that will be compared.
    private void touchText(int run) {
        long bits = 0;
        for (int column = 0; column < types.size(); column++) {
            if (!layout.isText(column)) {
                continue;
            }
            int offset = layout.offsets()[column];
            for (int i = 0; i < run; i++) {
                int key = candidates[i] * stride + offset;
                if (candidates[i] >= 0 && (int) (keys[key] >>> 32) > KeyHash.SHORT_TEXT) {
                    bits |= Memory.getLong(heap.address() + keys[key + 1]);
                }
            }
        }
        touched = bits;
    }

    /// Returns the number of a row of the encoder, which is `next` and inserted if that is not
    /// negative, when it is not there.
    private int lookup(int row, long hash, int next) {
        long[] slots = directory.slots();
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == 0) {
                if (next >= 0) {
                    slots[slot] = hash << 32 | (next + 1L);
                    append(row);
                }
                return next;
            }
            int group = (int) entry - 1;
            if ((int) (entry >>> 32) == (int) hash && matches(row, group)) {
                return group;
            }
            slot = slot + 1 & mask;
        }
    }

    private boolean matches(int row, int group) {
        long[] left = encoder.words;
        long[] right = keys;
        int from = row * stride;
        int to = group * stride;
        for (int word = 0; word < stride; word++) {
            if (left[from + word] != right[to + word]) {
                return layout.hasText() && matchesText(from, to);
            }
        }
        return true;
    }

    private boolean matchesText(int from, int to) {
        for (int word = 0; word < layout.maskWords(); word++) {
            if (encoder.words[from + word] != keys[to + word]) {
                return false;
            }
        }
        for (int column = 0; column < types.size(); column++) {
            int offset = layout.offsets()[column];
            long first = encoder.words[from + offset];
            if (first != keys[to + offset]) {
                return false;
            }
            if (!layout.isText(column) && layout.kinds()[column] != KeyLayout.Kind.WIDE) {
                continue;
            }
            long second = encoder.words[from + offset + 1];
            long other = keys[to + offset + 1];
            int length = layout.isText(column) ? (int) (first >>> 32) : 0;
            if (length <= KeyHash.SHORT_TEXT) {
                if (second != other) {
                    return false;
                }
            } else if (!sameBytes(second, heap.address() + other, length)) {
                return false;
            }
        }
        return true;
    }

    /// Compares text that is longer than eight bytes.
    private static boolean sameBytes(long left, long right, int length) {
        int last = length - 8;
        for (int at = 0; at < last; at += 8) {
            if (Memory.getLong(left + at) != Memory.getLong(right + at)) {
                return false;
            }
        }
        return Memory.getLong(left + last) == Memory.getLong(right + last);
    }

    private void append(int row) {
        int to = size * stride;
        System.arraycopy(encoder.words, row * stride, keys, to, stride);
        if (layout.hasText()) {
            for (int column = 0; column < types.size(); column++) {
                int at = to + layout.offsets()[column];
                if (layout.isText(column) && (int) (keys[at] >>> 32) > KeyHash.SHORT_TEXT) {
                    keys[at + 1] = heap.append(keys[at + 1], (int) (keys[at] >>> 32));
                }
            }
        }
        size++;
    }

    @Override
    public void insertFrom(
            KeyTable other, int @Nullable [] ids, int from, int count, int[] groups) {
        if (!(other instanceof RowKeyTable source)) {
            throw new IllegalArgumentException("tables of other keys");
        }
        for (int start = 0; start < count; start += KeyEncoder.RUN) {
            int run = Math.min(KeyEncoder.RUN, count - start);
            for (int i = 0; i < run; i++) {
                int place = from + start + i;
                int id = ids == null ? place : ids[place];
                System.arraycopy(source.keys, id * stride, encoder.words, i * stride, stride);
            }
            addTextBase(run, source.heap.address());
            encoder.hash(run, 0);
            insertRun(run, groups, from + start);
        }
    }

    private void addTextBase(int run, long textBase) {
        for (int column = 0; column < types.size(); column++) {
            if (!layout.isText(column)) {
                continue;
            }
            int at = layout.offsets()[column];
            for (int i = 0; i < run; i++) {
                if ((int) (encoder.words[at] >>> 32) > KeyHash.SHORT_TEXT) {
                    encoder.words[at + 1] += textBase;
                }
                at += stride;
            }
        }
    }

    @Override
    public void hashes(int from, int count, long[] hashes) {
        KeyEncoder.hashWords(layout, keys, from, count, heap.address(), hashes);
    }

    @Override
    public void partitions(int from, int count, int[] partitions) {
        for (int start = 0; start < count; start += KeyEncoder.RUN) {
            int run = Math.min(KeyEncoder.RUN, count - start);
            hashes(from + start, run, encoder.hashes);
            for (int i = 0; i < run; i++) {
                partitions[start + i] = KeyHash.partition(encoder.hashes[i]);
            }
        }
    }

    @Override
    public Column[] keys(int @Nullable [] ids, int from, int count, BufferAllocator allocator) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = (ids == null ? from + i : ids[from + i]) * stride;
        }
        Column[] columns = new Column[types.size()];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                columns[made] = column(made, places, allocator);
            }
            return columns;
        } catch (RuntimeException e) {
            for (int column = 0; column < made; column++) {
                columns[column].close();
            }
            throw e;
        }
    }

    private Column column(int column, int[] places, BufferAllocator allocator) {
        int count = places.length;
        boolean[] isValid = new boolean[count];
        for (int i = 0; i < count; i++) {
            isValid[i] = (keys[places[i] + (column >>> 6)] >>> column & 1) == 0;
        }
        int offset = layout.offsets()[column];
        return switch (layout.kinds()[column]) {
            case WORD, DOUBLE -> {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = keys[places[i] + offset];
                }
                yield WordKeyTable.column(types.get(column), values, isValid, count, allocator);
            }
            case WIDE -> {
                long[] values = new long[2 * count];
                for (int i = 0; i < count; i++) {
                    values[2 * i] = keys[places[i] + offset];
                    values[2 * i + 1] = keys[places[i] + offset + 1];
                }
                yield HeapColumns.ofWides(values, isValid, 0, count, allocator);
            }
            case TEXT -> textColumn(places, offset, isValid, allocator);
            case NESTED -> nestedColumn(types.get(column), places, offset, isValid, allocator);
        };
    }

    private Column textColumn(
            int[] places, int offset, boolean[] isValid, BufferAllocator allocator) {
        long expected = 0;
        for (int place : places) {
            expected += keys[place + offset] >>> 32;
        }
        try (ColumnWriter writer = ColumnWriter.varlen(allocator, places.length, expected + 8)) {
            for (int i = 0; i < places.length; i++) {
                long first = keys[places[i] + offset];
                long second = keys[places[i] + offset + 1];
                int length = (int) (first >>> 32);
                if (length > KeyHash.SHORT_TEXT) {
                    writer.appendBytes(heap.address() + second, length);
                } else if (length > 0) {
                    long to = writer.reserveBytes(KeyHash.SHORT_TEXT);
                    Memory.putInt(to, (int) first);
                    Memory.putLong(to + 4, second);
                    writer.advanceBytes(length);
                }
                writer.endRow(i);
            }
            HeapColumns.writeValidity(isValid, 0, places.length, writer);
            return writer.finish();
        }
    }

    private Column nestedColumn(
            DataType type, int[] places, int offset, boolean[] isValid, BufferAllocator allocator) {
        ColumnBuilder builder = new ColumnBuilder(type);
        byte[] bytes = new byte[KeyHash.SHORT_TEXT];
        for (int i = 0; i < places.length; i++) {
            if (!isValid[i]) {
                builder.appendNull();
                continue;
            }
            long first = keys[places[i] + offset];
            long second = keys[places[i] + offset + 1];
            int length = (int) (first >>> 32);
            if (length > bytes.length) {
                bytes = new byte[2 * length];
            }
            if (length > KeyHash.SHORT_TEXT) {
                Memory.copy(heap.address() + second, bytes, 0, length);
            } else {
                for (int index = 0; index < length; index++) {
                    long word = index < 4 ? first : second;
                    bytes[index] = (byte) (word >>> 8 * (index < 4 ? index : index - 4));
                }
            }
            NestedValues.decode(bytes, 0, builder);
        }
        return builder.build(allocator);
    }

    @Override
    public void close() {
        encoder.close();
        heap.close();
        reservation.close();
    }
}
