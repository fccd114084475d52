package dev.sabot.exec.function.scalar.nested;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.operator.ValueOrder;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.type.DataType;

/// Views the elements of one array or the entries of one map.
///
/// @param elements the column that has the elements of all rows, of any encoding
/// @param start the row of the first element there
record ArrayView(DataType elementType, Column elements, int start, int length) {

    /// Views an argument that is not null.
    static ArrayView of(Row row, int argument, DataType type) {
        return of(row.column(argument), row.index(), type);
    }

    static ArrayView of(Column column, int row, DataType type) {
        return new ArrayView(
                Values.elementType(type),
                Values.flat(column).child(0),
                column.listStart(row),
                column.valueLength(row));
    }

    boolean isNull(int index) {
        return elements.isNull(start + index);
    }

    /// Returns the row of an element in [#elements].
    int row(int index) {
        return start + index;
    }

    /// Compares two elements; nulls equal each other and come last.
    int compare(int left, int right) {
        return ValueOrder.compareNullable(
                elements, start + left, elements, start + right, elementType);
    }

    /// Says whether an element equals a value of its type; nulls equal each other.
    boolean isSame(int index, Column other, int row) {
        return ValueOrder.compareNullable(elements, start + index, other, row, elementType) == 0;
    }

    /// Returns the index of the first element from one on that equals a value, or -1.
    int indexOf(int from, Column other, int row) {
        for (int index = from; index < length; index++) {
            if (isSame(index, other, row)) {
                return index;
            }
        }
        return -1;
    }

    /// Returns the index from 0 of a position that counts from 1, or from -1 backwards; -1 where
    /// there is none.
    int index(long position) {
        if (position > 0 && position <= length) {
            return (int) position - 1;
        }
        return position < 0 && position >= -length ? (int) (length + position) : -1;
    }
}
