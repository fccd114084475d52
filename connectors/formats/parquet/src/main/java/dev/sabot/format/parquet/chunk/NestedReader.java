package dev.sabot.format.parquet.chunk;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.format.parquet.decode.CorruptPageException;
import dev.sabot.format.parquet.file.SchemaNode;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a column of structs, lists and maps by assembling the levels of its leaves.
///
/// A *slot* is a place for a value of a node: a row at the top, an element inside a list. An entry
/// of a leaf starts a slot when its repetition level is at most the slot's and its definition level
/// at least the slot's. Each node below the same list has the same slots; files where they differ
/// are refused.
final class NestedReader implements ColumnReader {
    private final SchemaNode node;
    private final BufferAllocator allocator;
    private final Map<Integer, LeafRows> leaves = new LinkedHashMap<>();
    private long toSkip;

    NestedReader(SchemaNode node, ChunkSource source) {
        this.node = node;
        this.allocator = source.allocator();
        addLeaves(node, source);
    }

    private void addLeaves(SchemaNode part, ChunkSource source) {
        switch (part) {
            case SchemaNode.Leaf leaf -> leaves.put(leaf.index(), new LeafRows(leaf, source));
            case SchemaNode.Group group -> group.children().forEach(c -> addLeaves(c, source));
            case SchemaNode.Repeated list -> addLeaves(list.element(), source);
        }
    }

    @Override
    public void skip(int numRows) {
        toSkip += numRows;
    }

    @Override
    public Column read(int numRows) {
        try {
            for (LeafRows leaf : leaves.values()) {
                leaf.skip(toSkip);
                leaf.read(numRows);
            }
            toSkip = 0;
            return build(node, new Slots(0, 0, numRows));
        } finally {
            leaves.values().forEach(LeafRows::clear);
        }
    }

    @Override
    public void close() {
        leaves.values().forEach(LeafRows::close);
    }

    /// Says which entries start a slot, and how many slots the nodes above have found.
    private record Slots(int repetition, int definition, int count) {
        boolean startsAt(LeafRows leaf, int entry) {
            return leaf.repetition(entry) <= repetition && leaf.definition(entry) >= definition;
        }
    }

    /// Validity by slot, gathered while the slots are counted.
    private static final class Validity {
        private long[] words;
        private int numSlots;
        private int valid;

        Validity(int expected) {
            this.words = new long[Math.max(1, Bitmap.words(expected))];
        }

        void add(boolean isValid) {
            if (numSlots >>> 6 >= words.length) {
                words = Arrays.copyOf(words, 2 * words.length);
            }
            if (isValid) {
                Bitmap.set(words, numSlots);
                valid++;
            }
            numSlots++;
        }

        void check(int expected) {
            if (numSlots != expected) {
                throw new CorruptPageException(
                        "parts of a nested column have "
                                + numSlots
                                + " and "
                                + expected
                                + " values");
            }
        }

        int nullCount() {
            return numSlots - valid;
        }
    }

    private LeafRows rows(SchemaNode.Leaf leaf) {
        LeafRows rows = leaves.get(leaf.index());
        if (rows == null) {
            throw new IllegalStateException("no leaf " + leaf.index());
        }
        return rows;
    }

    private Column build(SchemaNode part, Slots slots) {
        return switch (part) {
            case SchemaNode.Leaf leaf -> buildLeaf(leaf, slots);
            case SchemaNode.Group group -> buildStruct(group, slots);
            case SchemaNode.Repeated list -> buildList(list, slots);
        };
    }

    private Column buildLeaf(SchemaNode.Leaf leaf, Slots slots) {
        LeafRows rows = rows(leaf);
        Validity validity = new Validity(slots.count);
        for (int entry = 0; entry < rows.numEntries(); entry++) {
            if (slots.startsAt(rows, entry)) {
                validity.add(rows.definition(entry) == leaf.maxDefinition());
            }
        }
        validity.check(slots.count);
        if (validity.valid != rows.present()) {
            throw new CorruptPageException("a nested column has values outside its lists");
        }
        ColumnMerger merger =
                new ColumnMerger(leaf.conversion().layout(leaf.physical()), allocator);
        return merger.merge(rows.pieces(), validity.words, slots.count, rows.present());
    }

    private Column buildStruct(SchemaNode.Group group, Slots slots) {
        LeafRows rows = rows(group.firstLeaf());
        Validity validity = new Validity(slots.count);
        for (int entry = 0; entry < rows.numEntries(); entry++) {
            if (slots.startsAt(rows, entry)) {
                validity.add(rows.definition(entry) >= group.definition());
            }
        }
        validity.check(slots.count);
        List<Column> children = new ArrayList<>();
        ArrowBuf bits = null;
        try {
            for (SchemaNode child : group.children()) {
                children.add(build(child, slots));
            }
            bits = bits(validity);
            return Column.struct(
                    slots.count, validity.nullCount(), bits, children.toArray(Column[]::new));
        } catch (RuntimeException e) {
            children.forEach(Column::close);
            close(bits);
            throw e;
        }
    }

    private Column buildList(SchemaNode.Repeated list, Slots slots) {
        LeafRows rows = rows(list.firstLeaf());
        Validity validity = new Validity(slots.count);
        int[] offsets = new int[slots.count + 1];
        int elements = 0;
        for (int entry = 0; entry < rows.numEntries(); entry++) {
            if (slots.startsAt(rows, entry)) {
                if (validity.numSlots < slots.count) {
                    offsets[validity.numSlots] = elements;
                }
                validity.add(rows.definition(entry) >= list.definition());
            }
            if (rows.repetition(entry) <= list.elementRepetition()
                    && rows.definition(entry) >= list.elementDefinition()) {
                elements++;
            }
        }
        validity.check(slots.count);
        offsets[slots.count] = elements;
        Slots inner = new Slots(list.elementRepetition(), list.elementDefinition(), elements);
        Column element = build(list.element(), inner);
        ArrowBuf bits = null;
        try {
            bits = bits(validity);
            ArrowBuf starts = allocator.buffer(4L * offsets.length);
            Memory.copy(offsets, 0, starts.memoryAddress(), offsets.length);
            return Column.list(slots.count, validity.nullCount(), bits, starts, element);
        } catch (RuntimeException e) {
            element.close();
            close(bits);
            throw e;
        }
    }

    private @Nullable ArrowBuf bits(Validity validity) {
        if (validity.nullCount() == 0) {
            return null;
        }
        int words = Math.max(1, Bitmap.words(validity.numSlots));
        ArrowBuf bits = allocator.buffer(8L * words);
        Memory.copy(validity.words, 0, bits.memoryAddress(), words);
        return bits;
    }

    private static void close(@Nullable ArrowBuf buffer) {
        if (buffer != null) {
            buffer.close();
        }
    }
}
