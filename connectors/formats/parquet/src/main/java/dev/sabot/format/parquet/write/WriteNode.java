package dev.sabot.format.parquet.write;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.List;

/// Takes the values of a column, or of a part of one, apart into leaves and levels.
///
/// `definition` is the level of what is above; a nullable node adds one when it is not null, a list
/// one more when it has elements.
sealed interface WriteNode {
    String name();

    boolean isNullable();

    /// Adds the value of a row.
    void add(Column column, int row, int repetition, int definition);

    /// Adds an entry to every leaf below: here is nothing from some level on.
    void addNothing(int repetition, int definition);

    /// Returns the level of this node's own value.
    default int present(int definition) {
        return isNullable() ? definition + 1 : definition;
    }

    default void addNull(int repetition, int definition) {
        if (!isNullable()) {
            throw new SabotException(
                    ErrorCode.NOT_NULL_VIOLATION, "column " + name() + " is NOT NULL, a value is");
        }
        addNothing(repetition, definition);
    }

    /// A column of values.
    record Leaf(String name, boolean isNullable, LeafBuffer buffer) implements WriteNode {
        @Override
        public void add(Column column, int row, int repetition, int definition) {
            if (column.isNull(row)) {
                addNull(repetition, definition);
            } else {
                buffer.addValue(column, row, repetition);
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            buffer.addLevels(repetition, definition);
        }
    }

    /// A struct.
    record Group(String name, boolean isNullable, List<WriteNode> children) implements WriteNode {
        @Override
        public void add(Column column, int row, int repetition, int definition) {
            if (column.isNull(row)) {
                addNull(repetition, definition);
                return;
            }
            Column flat = column.isFlat() ? column : column.values();
            int valueRow = column.valueRow(row);
            for (int child = 0; child < children.size(); child++) {
                children.get(child)
                        .add(flat.child(child), valueRow, repetition, present(definition));
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            children.forEach(child -> child.addNothing(repetition, definition));
        }
    }

    /// A list or a map.
    ///
    /// @param elementRepetition the repetition level of the second and later elements
    record Repeated(String name, boolean isNullable, int elementRepetition, WriteNode element)
            implements WriteNode {
        @Override
        public void add(Column column, int row, int repetition, int definition) {
            if (column.isNull(row)) {
                addNull(repetition, definition);
                return;
            }
            Column flat = column.isFlat() ? column : column.values();
            int start = column.listStart(row);
            int count = column.valueLength(row);
            if (count == 0) {
                element.addNothing(repetition, present(definition));
            }
            for (int index = 0; index < count; index++) {
                element.add(
                        flat.child(0),
                        start + index,
                        index == 0 ? repetition : elementRepetition,
                        present(definition) + 1);
            }
        }

        @Override
        public void addNothing(int repetition, int definition) {
            element.addNothing(repetition, definition);
        }
    }
}
