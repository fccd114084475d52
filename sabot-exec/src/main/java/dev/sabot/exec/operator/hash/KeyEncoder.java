package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Turns runs of key rows into words of a [KeyLayout] and hashes them, for one task.
///
/// The second word of long text is its absolute address, good while the columns live and until the
/// next run is encoded.
final class KeyEncoder implements AutoCloseable {
    static final int RUN = 1_024;

    private final KeyLayout layout;
    private final ByteHeap nestedBytes;
    private final ByteSink sink = new ByteSink();
    private final long[] scratch = new long[RUN];
    private final double[] doubles = new double[RUN];
    final long[] words;
    final long[] hashes = new long[RUN];

    KeyEncoder(KeyLayout layout, BufferAllocator allocator) {
        this.layout = layout;
        this.words = new long[RUN * layout.stride()];
        this.nestedBytes = new ByteHeap(allocator);
    }

    long heapBytes() {
        return 8L * words.length + 24L * RUN;
    }

    /// Encodes and hashes rows `from` until `from + count`, at most [#RUN].
    void encode(Column[] columns, int @Nullable [] rows, int from, int count) {
        int stride = layout.stride();
        nestedBytes.clear();
        for (int mask = 0; mask < layout.maskWords(); mask++) {
            for (int i = 0; i < count; i++) {
                words[i * stride + mask] = 0;
            }
        }
        for (int column = 0; column < columns.length; column++) {
            Column values = columns[column];
            int offset = layout.offsets()[column];
            switch (layout.kinds()[column]) {
                case WORD -> encodeWords(values, rows, from, count, offset);
                case DOUBLE -> encodeDoubles(values, rows, from, count, offset);
                case WIDE -> encodeWides(values, rows, from, count, offset);
                case TEXT -> encodeText(values, rows, from, count, offset);
                case NESTED -> encodeNested(values, rows, from, count, offset);
            }
            if (values.hasNulls()) {
                encodeNulls(values, rows, from, count, column);
            }
        }
        hash(count, 0);
    }

    private void scatter(long[] values, int count, int offset) {
        int stride = layout.stride();
        for (int i = 0; i < count; i++) {
            words[i * stride + offset] = values[i];
        }
    }

    private void encodeWords(
            Column column, int @Nullable [] rows, int from, int count, int offset) {
        ValueReader.readLongs(column, rows, from, count, scratch);
        scatter(scratch, count, offset);
    }

    private void encodeDoubles(
            Column column, int @Nullable [] rows, int from, int count, int offset) {
        ValueReader.readDoubles(column, rows, from, count, doubles);
        for (int i = 0; i < count; i++) {
            scratch[i] = KeyHash.doubleBits(doubles[i]);
        }
        scatter(scratch, count, offset);
    }

    private void encodeWides(
            Column column, int @Nullable [] rows, int from, int count, int offset) {
        ValueReader.readLongs(column, rows, from, count, scratch);
        scatter(scratch, count, offset);
        ValueReader.readHighs(column, rows, from, count, scratch);
        scatter(scratch, count, offset + 1);
    }

    private void encodeText(Column column, int @Nullable [] rows, int from, int count, int offset) {
        int stride = layout.stride();
        Column flat = column.isFlat() ? column : column.values();
        long offsets = flat.offsetsAddress();
        long data = flat.dataAddress();
        boolean hasNulls = column.hasNulls();
        int at = offset;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            if (!hasNulls || !column.isNull(row)) {
                int place = column.valueRow(row);
                int start = Memory.getInt(offsets + 4L * place);
                int length = Memory.getInt(offsets + 4L * place + 4) - start;
                long address = data + start;
                words[at] = KeyHash.firstWord(address, length);
                words[at + 1] =
                        length <= KeyHash.SHORT_TEXT ? KeyHash.tailWord(address, length) : address;
            }
            at += stride;
        }
    }

    private void encodeNested(
            Column column, int @Nullable [] rows, int from, int count, int offset) {
        int stride = layout.stride();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? from + i : rows[from + i];
            if (!column.isNull(row)) {
                sink.clear();
                NestedValues.encode(column, row, true, sink);
                words[i * stride + offset] = sink.length();
                words[i * stride + offset + 1] = nestedBytes.append(sink.bytes(), sink.length());
            }
        }
        for (int i = 0; i < count; i++) {
            int at = i * stride + offset;
            if (!column.isNull(rows == null ? from + i : rows[from + i])) {
                int length = (int) words[at];
                long address = nestedBytes.address() + words[at + 1];
                words[at] = KeyHash.firstWord(address, length);
                words[at + 1] =
                        length <= KeyHash.SHORT_TEXT ? KeyHash.tailWord(address, length) : address;
            }
        }
    }

    private void encodeNulls(
            Column values, int @Nullable [] rows, int from, int count, int column) {
        int stride = layout.stride();
        int offset = layout.offsets()[column];
        boolean hasTwoWords =
                layout.isText(column) || layout.kinds()[column] == KeyLayout.Kind.WIDE;
        for (int i = 0; i < count; i++) {
            if (values.isNull(rows == null ? from + i : rows[from + i])) {
                int at = i * stride;
                words[at + (column >>> 6)] |= 1L << column;
                words[at + offset] = 0;
                if (hasTwoWords) {
                    words[at + offset + 1] = 0;
                }
            }
        }
    }

    /// Hashes words of this encoder; long text is where its second word says, plus `textBase`.
    void hash(int count, long textBase) {
        hashWords(layout, words, 0, count, textBase, hashes);
    }

    /// Hashes `count` rows of words from row `from` on.
    static void hashWords(
            KeyLayout layout, long[] words, int from, int count, long textBase, long[] hashes) {
        int stride = layout.stride();
        int numColumns = layout.kinds().length;
        if (numColumns == 0) {
            java.util.Arrays.fill(hashes, 0, count, 0);
        }
        for (int column = 0; column < numColumns; column++) {
            int at = from * stride + layout.offsets()[column];
            int mask = from * stride + (column >>> 6);
            KeyLayout.Kind kind = layout.kinds()[column];
            for (int i = 0; i < count; i++) {
                long hash;
                if ((words[mask] >>> column & 1) != 0) {
                    hash = KeyHash.NULL;
                } else {
                    hash =
                            switch (kind) {
                                case WORD, DOUBLE -> KeyHash.ofLong(words[at]);
                                case WIDE -> KeyHash.ofWide(words[at + 1], words[at]);
                                case TEXT, NESTED -> ofText(words[at], words[at + 1], textBase);
                            };
                }
                hashes[i] = column == 0 ? hash : KeyHash.combine(hashes[i], hash);
                at += stride;
                mask += stride;
            }
        }
    }

    private static long ofText(long first, long second, long textBase) {
        int length = (int) (first >>> 32);
        return length <= KeyHash.SHORT_TEXT
                ? KeyHash.ofShortText(first, second)
                : KeyHash.ofLongText(textBase + second, length);
    }

    @Override
    public void close() {
        nestedBytes.close();
    }
}
