package dev.sabot.format.parquet.file;

import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

import java.util.ArrayList;
import java.util.List;

/// Turns a footer's flat list of schema elements into trees with levels.
///
/// Lists are read in the three-level form and in the older two-level forms, by the format's rules
/// of backward compatibility; a repeated field without annotation is a list of its own.
final class SchemaReader {
    static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 60;

    private final List<SchemaElement> elements;
    private int next;
    private int numLeaves;

    SchemaReader(List<SchemaElement> elements) {
        this.elements = elements;
    }

    /// Reads all columns; throws IllegalArgumentException when the list is no tree.
    List<SchemaNode> read() {
        if (elements.isEmpty() || elements.size() > MAX_NODES) {
            throw new IllegalArgumentException(
                    "the schema has "
                            + elements.size()
                            + " nodes; 1 to "
                            + MAX_NODES
                            + " are read");
        }
        SchemaElement root = take();
        List<SchemaNode> columns = new ArrayList<>();
        for (int child = 0; child < root.getNum_children(); child++) {
            columns.add(readField(0, 0, 1));
        }
        if (next != elements.size()) {
            throw new IllegalArgumentException("the schema has nodes outside its tree");
        }
        return columns;
    }

    int numLeaves() {
        return numLeaves;
    }

    private SchemaElement take() {
        if (next >= elements.size()) {
            throw new IllegalArgumentException("the schema ends inside a group");
        }
        SchemaElement element = elements.get(next++);
        return element;
    }

    private static String name(SchemaElement element) {
        return ThriftReader.required(element.getName(), "a column's name");
    }

    private SchemaElement peek() {
        if (next >= elements.size()) {
            throw new IllegalArgumentException("the schema ends inside a group");
        }
        return elements.get(next);
    }

    private SchemaNode readField(int definition, int repetition, int depth) {
        SchemaElement element = take();
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the schema is nested deeper than " + MAX_DEPTH);
        }
        if (element.getRepetition_type() == FieldRepetitionType.REPEATED) {
            SchemaNode item = readType(element, definition + 1, repetition + 1, false, depth);
            return list(name(element), false, definition, repetition, item);
        }
        boolean isOptional = element.getRepetition_type() == FieldRepetitionType.OPTIONAL;
        return readType(
                element, isOptional ? definition + 1 : definition, repetition, isOptional, depth);
    }

    private static SchemaNode.Repeated list(
            String name, boolean isNullable, int definition, int repetition, SchemaNode element) {
        DataType type =
                new DataType(
                        dev.sabot.type.TypeKind.ARRAY,
                        0,
                        0,
                        List.of(new Field("element", element.type(), element.isNullable())));
        return new SchemaNode.Repeated(
                name, type, isNullable, definition, definition + 1, repetition + 1, element);
    }

    private SchemaNode readType(
            SchemaElement element, int definition, int repetition, boolean isNullable, int depth) {
        if (element.isSetType()) {
            return readLeaf(element, definition, repetition, isNullable);
        }
        if (element.getNum_children() < 1) {
            throw new IllegalArgumentException("group " + name(element) + " has no fields");
        }
        if (element.getNum_children() == 1
                && peek().getRepetition_type() == FieldRepetitionType.REPEATED) {
            if (isList(element)) {
                return readList(element, definition, repetition, isNullable, depth);
            }
            if (isMap(element) && !peek().isSetType() && peek().getNum_children() == 2) {
                return readMap(element, definition, repetition, isNullable, depth);
            }
        }
        List<SchemaNode> children = readChildren(element, definition, repetition, depth);
        return new SchemaNode.Group(
                name(element), rowType(children), isNullable, definition, children);
    }

    private List<SchemaNode> readChildren(
            SchemaElement element, int definition, int repetition, int depth) {
        List<SchemaNode> children = new ArrayList<>();
        for (int child = 0; child < element.getNum_children(); child++) {
            children.add(readField(definition, repetition, depth + 1));
        }
        return children;
    }

    private static DataType rowType(List<SchemaNode> children) {
        List<Field> fields = new ArrayList<>();
        for (SchemaNode child : children) {
            fields.add(new Field(child.name(), child.type(), child.isNullable()));
        }
        return DataType.row(fields);
    }

    private SchemaNode readLeaf(
            SchemaElement element, int definition, int repetition, boolean isNullable) {
        int length = 0;
        Type physical = ThriftReader.required(element.getType(), "a column's type");
        if (physical == Type.FIXED_LEN_BYTE_ARRAY) {
            length = element.getType_length();
            if (length < 1 || length > 1 << 20) {
                throw new IllegalArgumentException(
                        "column " + name(element) + " has a fixed length of " + length);
            }
        }
        LeafTypes.Mapping mapping = LeafTypes.map(element, physical);
        return new SchemaNode.Leaf(
                name(element),
                mapping.type(),
                isNullable,
                numLeaves++,
                physical,
                length,
                definition,
                repetition,
                mapping.conversion());
    }

    private static boolean isList(SchemaElement element) {
        LogicalType logical = element.getLogicalType();
        return logical != null && logical.isSetLIST()
                || element.getConverted_type() == ConvertedType.LIST;
    }

    private static boolean isMap(SchemaElement element) {
        LogicalType logical = element.getLogicalType();
        return logical != null && logical.isSetMAP()
                || element.getConverted_type() == ConvertedType.MAP
                || element.getConverted_type() == ConvertedType.MAP_KEY_VALUE;
    }

    private SchemaNode readList(
            SchemaElement element, int definition, int repetition, boolean isNullable, int depth) {
        SchemaElement repeated = take();
        SchemaNode item;
        if (isElementItself(element, repeated)) {
            item = readType(repeated, definition + 1, repetition + 1, false, depth + 1);
        } else {
            item = readField(definition + 1, repetition + 1, depth + 2);
        }
        return list(name(element), isNullable, definition, repetition, item);
    }

    /// Tells two-level lists, whose repeated field is the element, from three-level ones.
    private boolean isElementItself(SchemaElement list, SchemaElement repeated) {
        return repeated.isSetType()
                || repeated.getNum_children() != 1
                || name(repeated).equals("array")
                || name(repeated).equals(name(list) + "_tuple")
                || peek().getRepetition_type() == FieldRepetitionType.REPEATED;
    }

    private SchemaNode readMap(
            SchemaElement element, int definition, int repetition, boolean isNullable, int depth) {
        SchemaElement entries = take();
        List<SchemaNode> children =
                readChildren(entries, definition + 1, repetition + 1, depth + 1);
        SchemaNode entry =
                new SchemaNode.Group(
                        name(entries), rowType(children), false, definition + 1, children);
        DataType type =
                new DataType(
                        dev.sabot.type.TypeKind.MAP,
                        0,
                        0,
                        List.of(
                                new Field("key", children.get(0).type(), false),
                                new Field(
                                        "value",
                                        children.get(1).type(),
                                        children.get(1).isNullable())));
        return new SchemaNode.Repeated(
                name(element), type, isNullable, definition, definition + 1, repetition + 1, entry);
    }
}
