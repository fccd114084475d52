package dev.sabot.jdbc.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.jdbc.session.ColumnBlock;
import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;
import dev.sabot.jdbc.session.SqlType;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class HeapCopierTest {
    private static final ColumnDescriptor TEXT = ColumnDescriptor.of("t", SqlType.VARCHAR);

    private static ByteBuffer ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.flip();
    }

    private static List<Object> read(ColumnDescriptor type, ColumnData column) throws SQLException {
        ColumnReader reader = ColumnReader.of(type);
        reader.bind(column);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.rowCount(); row++) {
            values.add(reader.value(row));
        }
        return values;
    }

    private static ColumnBlock block(ColumnData column) {
        return new ColumnBlock(column.rowCount(), List.of(column), () -> {});
    }

    @Test
    void offsetsThatBeginLaterAreMovedToTheStart() throws SQLException {
        ColumnData bytes =
                ColumnData.varlen(2, null, ints(3, 5, 6), ByteBuffer.wrap("xxxabcyyy".getBytes()));
        ColumnData copy = new HeapCopier().copy(block(bytes)).get(0);
        assertEquals(List.of("ab", "c"), read(TEXT, copy));
        assertEquals(3, copy.data().capacity());
    }

    @Test
    void listsCopyOnlyTheirPartOfTheChild() throws SQLException {
        Random random = new Random(7);
        List<Object> booleans = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            booleans.add(random.nextInt(3) == 0 ? null : (Object) random.nextBoolean());
        }
        ColumnDescriptor element = ColumnDescriptor.of("e", SqlType.BOOLEAN);
        ColumnDescriptor type = ColumnDescriptor.builder("a", SqlType.ARRAY).child(element).build();
        ColumnData list =
                ColumnData.list(2, null, ints(13, 40, 77), BlockBuilder.column(element, booleans));
        ColumnData copy = new HeapCopier().copy(block(list)).get(0);
        assertEquals(read(type, list), read(type, copy));
        assertEquals(List.of(booleans.subList(13, 40), booleans.subList(40, 77)), read(type, copy));
        assertEquals(64, copy.children().get(0).rowCount());
    }

    @Test
    void sharedDictionaryIsCopiedOnce() throws SQLException {
        ColumnData words = BlockBuilder.column(TEXT, Arrays.asList("a", null, "c"));
        HeapCopier copier = new HeapCopier();
        ColumnData first =
                copier.copy(block(ColumnData.dictionary(3, null, ints(2, 1, 0), words))).get(0);
        ColumnData second =
                copier.copy(
                                block(
                                        ColumnData.dictionary(
                                                2,
                                                ByteBuffer.wrap(new byte[] {2}),
                                                ints(99, 2),
                                                words)))
                        .get(0);
        assertEquals(Arrays.asList("c", null, "a"), read(TEXT, first));
        assertEquals(Arrays.asList(null, "c"), read(TEXT, second));
        assertSame(first.children().get(0), second.children().get(0));
    }

    @Test
    void decimalsOfEveryWidth() throws SQLException {
        ColumnDescriptor type =
                ColumnDescriptor.builder("d", SqlType.DECIMAL).precision(38).scale(1).build();
        ByteBuffer wide = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        wide.putLong(-15L).putLong(-1L).putLong(0).putLong(1).flip();
        ColumnData narrow = ColumnData.flat(Layout.INT32, 1, null, ints(-15));
        assertEquals("[-1.5]", read(type, narrow).toString());
        ColumnData big = ColumnData.flat(Layout.INT128, 2, null, wide);
        assertEquals("[-1.5, 1844674407370955161.6]", read(type, big).toString());
    }

    @Test
    void malformedColumnsAreRefused() {
        assertRefused(() -> ColumnData.flat(Layout.INT64, 2, null, ByteBuffer.allocate(15)));
        assertRefused(() -> ColumnData.varlen(1, null, ints(0, 9), ByteBuffer.allocate(8)));
        assertRefused(() -> ColumnData.varlen(2, null, ints(0, 4, 2), ByteBuffer.allocate(8)));
        assertRefused(() -> ColumnData.dictionary(1, null, ints(3), ColumnData.nulls(3)));
        assertRefused(() ->
                ColumnData.flat(Layout.INT8, 9, ByteBuffer.allocate(1), ByteBuffer.allocate(9)));
        assertTrue(ColumnData.nulls(3).isNull(2));
        assertEquals(Collections.emptyList(), ColumnData.nulls(0).children());
    }

    private static void assertRefused(Runnable action) {
        org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, action::run);
    }
}
