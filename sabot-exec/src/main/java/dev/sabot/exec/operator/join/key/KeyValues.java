package dev.sabot.exec.operator.join.key;

import dev.sabot.batch.Column;
import dev.sabot.connector.ScanFilter;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The values of a build key in the form a scan prunes by: bounds, and all values when they are
/// few.
///
/// Boolean and approximate numbers have none: their Java form does not compare as SQL does, or
/// nothing can be pruned.
record KeyValues(@Nullable Object min, @Nullable Object max, @Nullable Set<Object> values) {
    private static final int MAX_VALUES = 1_000;
    private static final int MAX_READ_ROWS = 64 * 1_024;

    ScanFilter.@Nullable Domain domain(int column) {
        return new ScanFilter.Domain(column, min, max, values);
    }

    /// Returns no values at all.
    static @Nullable KeyValues none(DataType type) {
        return hasForm(type) ? new KeyValues(null, null, Set.of()) : null;
    }

    private static boolean hasForm(DataType type) {
        return switch (type.kind()) {
            case TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DECIMAL,
                    VARCHAR,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    true;
            case NULL, BOOLEAN, REAL, DOUBLE, VARBINARY, ARRAY, ROW, MAP -> false;
        };
    }

    /// Returns the values of an integer key.
    static @Nullable KeyValues ofRange(
            DataType type, KeyProfile profile, int key, @Nullable KeyMembers members) {
        if (!hasForm(type)) {
            return null;
        }
        long min = profile.min(key);
        long max = profile.max(key);
        Set<Object> values = null;
        if (members instanceof KeyMembers.Bits bits && bits.count() <= MAX_VALUES) {
            values = new HashSet<>();
            long[] words = bits.words();
            for (int word = 0; word < words.length; word++) {
                for (long left = words[word]; left != 0; left &= left - 1) {
                    long place = 64L * word + Long.numberOfTrailingZeros(left);
                    values.add(form(type, bits.min() + place));
                }
            }
        }
        return new KeyValues(form(type, min), form(type, max), values);
    }

    /// Returns these bounds with the values of a column, when they are few.
    KeyValues withValues(DataType type, List<Column> parts, int numRows) {
        if (values != null || numRows > MAX_READ_ROWS) {
            return this;
        }
        Set<Object> found = new HashSet<>();
        for (Column column : parts) {
            for (int row = 0; row < column.length(); row++) {
                if (!column.isNull(row)) {
                    found.add(form(type, column.getLow(row)));
                }
            }
            if (found.size() > MAX_VALUES) {
                return this;
            }
        }
        return new KeyValues(min, max, found);
    }

    private static Object form(DataType type, long value) {
        return type.isDecimal() ? (Object) BigInteger.valueOf(value) : (Object) value;
    }

    /// Returns the values of a text key, or null when they are too many.
    static @Nullable KeyValues ofText(DataType type, List<Column> parts) {
        if (type.kind() != TypeKind.VARCHAR) {
            return null;
        }
        Set<Object> values = new HashSet<>();
        int rowsRead = 0;
        for (Column column : parts) {
            if (!column.isDictionary()) {
                rowsRead += column.length();
            }
            if (rowsRead > MAX_READ_ROWS || !addText(column, values)) {
                return null;
            }
        }
        return new KeyValues(null, null, values);
    }

    private static boolean addText(Column column, Set<Object> values) {
        boolean[] seen = new boolean[column.isFlat() ? 0 : column.values().length()];
        for (int row = 0; row < column.length(); row++) {
            if (column.isNull(row)) {
                continue;
            }
            if (seen.length > 0) {
                int entry = column.valueRow(row);
                if (seen[entry]) {
                    continue;
                }
                seen[entry] = true;
            }
            values.add(column.getString(row));
            if (values.size() > MAX_VALUES) {
                return false;
            }
        }
        return true;
    }
}
