package dev.sabot.jdbc.value;

import dev.sabot.jdbc.session.ColumnData;
import dev.sabot.jdbc.session.ColumnDescriptor;
import dev.sabot.jdbc.session.Layout;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/** Readers of arrays, rows and maps. */
final class NestedReaders {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private NestedReaders() {}

    /** ARRAY, as a List. */
    static final class Array extends ColumnReader {
        private final ColumnReader element;
        private ByteBuffer offsets = EMPTY;

        Array(ColumnDescriptor descriptor) {
            super(descriptor);
            this.element = ColumnReader.of(descriptor.children().get(0));
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.LIST);
            offsets = flat.offsets();
            element.bind(flat.children().get(0));
        }

        @Override
        Object read(int index) throws SQLException {
            int end = offsets.getInt(index * 4 + 4);
            int start = offsets.getInt(index * 4);
            List<@Nullable Object> list = new ArrayList<>(end - start);
            for (int i = start; i < end; i++) {
                list.add(element.value(i));
            }
            return Collections.unmodifiableList(list);
        }
    }

    /** ROW, as a RowValue. */
    static final class Row extends ColumnReader {
        private final List<ColumnReader> fields = new ArrayList<>();

        Row(ColumnDescriptor descriptor) {
            super(descriptor);
            for (ColumnDescriptor child : descriptor.children()) {
                fields.add(ColumnReader.of(child));
            }
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.STRUCT);
            if (flat.children().size() != fields.size()) {
                throw unexpected(flat.layout());
            }
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).bind(flat.children().get(i));
            }
        }

        @Override
        Object read(int index) throws SQLException {
            List<@Nullable Object> values = new ArrayList<>(fields.size());
            for (ColumnReader field : fields) {
                values.add(field.value(index));
            }
            return new RowValue(descriptor(), values);
        }
    }

    /** MAP, as a Map in the order of the entries. */
    static final class Map extends ColumnReader {
        private final ColumnReader key;
        private final ColumnReader value;
        private ByteBuffer offsets = EMPTY;

        Map(ColumnDescriptor descriptor) {
            super(descriptor);
            this.key = ColumnReader.of(descriptor.children().get(0));
            this.value = ColumnReader.of(descriptor.children().get(1));
        }

        @Override
        void attach(ColumnData flat) throws SQLException {
            expect(flat, Layout.LIST);
            ColumnData entries = flat.children().get(0);
            if (entries.rowCount() > 0) {
                expect(entries, Layout.STRUCT);
                if (entries.children().size() != 2) {
                    throw unexpected(entries.layout());
                }
                key.bind(entries.children().get(0));
                value.bind(entries.children().get(1));
            }
            offsets = flat.offsets();
        }

        @Override
        Object read(int index) throws SQLException {
            java.util.Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            int end = offsets.getInt(index * 4 + 4);
            for (int i = offsets.getInt(index * 4); i < end; i++) {
                map.put(key.value(i), value.value(i));
            }
            return Collections.unmodifiableMap(map);
        }
    }
}
