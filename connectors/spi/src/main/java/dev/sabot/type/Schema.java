package dev.sabot.type;

import java.util.List;

/// Lists the columns of a table, a plan node or a result, in order.
public record Schema(List<Field> fields) {
    public static final Schema EMPTY = new Schema(List.of());

    public Schema {
        fields = List.copyOf(fields);
    }

    /// Returns a schema of the given fields.
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    public DataType type(int index) {
        return fields.get(index).type();
    }

    /// Returns the index of the first column of a name, compared without case, or -1.
    public int indexOf(String name) {
        for (int index = 0; index < fields.size(); index++) {
            if (fields.get(index).name().equalsIgnoreCase(name)) {
                return index;
            }
        }
        return -1;
    }

    /// Returns the columns at the given indexes, in that order.
    public Schema project(List<Integer> indexes) {
        return new Schema(indexes.stream().map(fields::get).toList());
    }

    /// Returns the types in order.
    public List<DataType> types() {
        return fields.stream().map(Field::type).toList();
    }
}
