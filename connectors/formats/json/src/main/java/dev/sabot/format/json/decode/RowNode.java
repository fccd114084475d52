package dev.sabot.format.json.decode;

import dev.sabot.batch.Column;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Reads objects: of each key wanted the value, of the last of equal ones.
final class RowNode extends ValueNode {
    private final KeyTable keys;
    private final ValueNode[] children;
    private final String path;
    private final @Nullable BitSet seen;

    private RowNode(DataType type, ValueNode[] children, String path, boolean notesKeys) {
        super(type);
        this.path = path;
        this.keys = new KeyTable(type.fields().stream().map(Field::name).toList());
        this.children = children;
        this.seen = notesKeys ? new BitSet() : null;
    }

    /// Makes the node of a row type.
    ///
    /// **Errors**: UNSUPPORTED for a type that JSON cannot be read to.
    ///
    /// @param path the names of the row and those it is in, empty for the record
    /// @param notesKeys whether [#lastKeys] is wanted
    static RowNode of(DataType type, String path, ZoneId zone, boolean notesKeys) {
        String prefix = path.isEmpty() ? "" : path + ".";
        List<ValueNode> children = new ArrayList<>();
        for (Field field : type.fields()) {
            children.add(node(field.type(), prefix + field.name(), zone));
        }
        return new RowNode(type, children.toArray(ValueNode[]::new), path, notesKeys);
    }

    private static ValueNode node(DataType type, String path, ZoneId zone) {
        UnusualValues unusual = new UnusualValues(path, type, zone);
        return switch (type.kind()) {
            case BOOLEAN -> new BooleanNode(unusual);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> new IntegerNode(type, unusual);
            case REAL, DOUBLE -> new DoubleNode(type, unusual);
            case DECIMAL -> new DecimalNode(type, unusual);
            case VARCHAR -> new TextNode(unusual);
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> new TimeNode(type, unusual);
            case ROW -> of(type, path, zone, false);
            case NULL, VARBINARY, INTERVAL_MONTH, INTERVAL_DAY, ARRAY, MAP ->
                    new BuilderNode(type, unusual);
        };
    }

    /// Lends the node of a component.
    ValueNode child(int index) {
        return children[index];
    }

    /// Lends the components whose keys the object read last had.
    BitSet lastKeys() {
        return seen == null ? new BitSet() : seen;
    }

    @Override
    int readValue(Scanner scanner, int at, int row) {
        byte[] bytes = scanner.buffer();
        if (bytes[at] != '{') {
            int end = scanner.skipValue(at);
            return end < 0
                    ? end
                    : scanner.fail("column \"" + path + "\": there is no object at byte " + at);
        }
        if (seen != null) {
            seen.clear();
        }
        int place = at + 1;
        if (bytes[place] <= ' ') {
            place = scanner.skipBlanks(place);
        }
        if (bytes[place] == '}') {
            return place + 1;
        }
        for (int index = 0; ; index++) {
            place = readEntry(scanner, place, row, index);
            if (place < 0) {
                return place;
            }
            byte c = bytes[place];
            if (c <= ' ') {
                place = scanner.skipBlanks(place);
                c = bytes[place];
            }
            if (c == '}') {
                return place + 1;
            }
            if (c != ',') {
                return scanner.failAt(place, "a comma or the end of the object is expected");
            }
            place++;
            if (bytes[place] <= ' ') {
                place = scanner.skipBlanks(place);
            }
        }
    }

    private int readEntry(Scanner scanner, int at, int row, int index) {
        byte[] bytes = scanner.buffer();
        if (bytes[at] != '"') {
            return scanner.failAt(at, "a key is expected");
        }
        int slot = keys.find(scanner, at, index);
        if (slot == KeyTable.MALFORMED) {
            return Scanner.FAILED;
        }
        int place = keys.end();
        if (bytes[place] == ':' && bytes[place + 1] > ' ') {
            place++;
        } else {
            place = scanner.skipColon(place);
            if (place < 0) {
                return place;
            }
        }
        if (slot < 0) {
            return scanner.skipValue(place);
        }
        if (seen != null) {
            seen.set(slot);
        }
        return children[slot].read(scanner, place, row);
    }

    @Override
    void fillValues(int from, int to) {}

    @Override
    void clearValue(int row) {
        for (ValueNode child : children) {
            child.truncate(row);
        }
    }

    @Override
    void reset() {
        for (ValueNode child : children) {
            child.clear();
        }
    }

    /// Makes the columns of the components; the caller owns them.
    Column[] buildChildren(int numRows, BufferAllocator allocator) {
        Column[] columns = new Column[children.length];
        int made = 0;
        try {
            for (; made < columns.length; made++) {
                columns[made] = children[made].build(numRows, allocator);
            }
            return columns;
        } catch (RuntimeException e) {
            for (int index = 0; index < made; index++) {
                columns[index].close();
            }
            throw e;
        }
    }

    @Override
    Column buildValues(
            int numRows, int nullCount, @Nullable ArrowBuf validity, BufferAllocator allocator) {
        return Column.struct(numRows, nullCount, validity, buildChildren(numRows, allocator));
    }
}
