package dev.sabot.format.parquet.write;

import dev.sabot.batch.Column;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.parquet.format.Type;

import java.util.Arrays;

/// Gathers levels and values of one leaf until its row group is written.
///
/// Values of fixed width are kept as longs (decimals of two words as two), text as bytes and ends.
final class LeafBuffer {
    private final DataType type;
    private final Type physical;
    private final int maxDefinition;
    private final int maxRepetition;
    private int[] definitions = new int[64];
    private int[] repetitions = new int[64];
    private int numEntries;
    private long[] longs = new long[64];
    private long[] highs = new long[0];
    private int[] ends = new int[0];
    private final ByteSink bytes = new ByteSink();
    private int numValues;

    LeafBuffer(DataType type, Type physical, int maxDefinition, int maxRepetition) {
        this.type = type;
        this.physical = physical;
        this.maxDefinition = maxDefinition;
        this.maxRepetition = maxRepetition;
        if (physical == Type.FIXED_LEN_BYTE_ARRAY) {
            highs = new long[64];
        } else if (physical == Type.BYTE_ARRAY) {
            ends = new int[64];
        }
    }

    DataType type() {
        return type;
    }

    Type physical() {
        return physical;
    }

    int maxDefinition() {
        return maxDefinition;
    }

    int maxRepetition() {
        return maxRepetition;
    }

    int numEntries() {
        return numEntries;
    }

    int numValues() {
        return numValues;
    }

    int[] definitions() {
        return definitions;
    }

    int[] repetitions() {
        return repetitions;
    }

    long low(int value) {
        return longs[value];
    }

    long high(int value) {
        return highs[value];
    }

    byte[] bytes() {
        return bytes.bytes();
    }

    int start(int value) {
        return value == 0 ? 0 : ends[value - 1];
    }

    int end(int value) {
        return ends[value];
    }

    /// Returns the bytes the values take, about.
    long numBytes() {
        return bytes.size() + 8L * numValues + 8L * numEntries;
    }

    void clear() {
        numEntries = 0;
        numValues = 0;
        bytes.clear();
    }

    /// Adds an entry without a value.
    void addLevels(int repetition, int definition) {
        if (numEntries == definitions.length) {
            definitions = Arrays.copyOf(definitions, 2 * numEntries);
            repetitions = Arrays.copyOf(repetitions, 2 * numEntries);
        }
        definitions[numEntries] = definition;
        repetitions[numEntries] = repetition;
        numEntries++;
    }

    /// Adds an entry with the value of a row that is not null.
    void addValue(Column column, int row, int repetition) {
        addLevels(repetition, maxDefinition);
        if (numValues == longs.length) {
            longs = Arrays.copyOf(longs, 2 * numValues);
            highs = Arrays.copyOf(highs, 2 * highs.length);
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        switch (physical) {
            case BOOLEAN -> longs[numValues] = column.getBoolean(row) ? 1 : 0;
            case INT32, INT64 ->
                    longs[numValues] = type.isDecimal() ? column.getLow(row) : column.getLong(row);
            case FLOAT -> longs[numValues] = Float.floatToRawIntBits((float) column.getDouble(row));
            case DOUBLE -> longs[numValues] = Double.doubleToRawLongBits(column.getDouble(row));
            case FIXED_LEN_BYTE_ARRAY -> {
                longs[numValues] = column.getLow(row);
                highs[numValues] = column.getHigh(row);
            }
            case BYTE_ARRAY -> {
                int length = column.valueLength(row);
                int at = bytes.grow(length);
                dev.sabot.batch.Memory.copy(column.bytesAddress(row), bytes.bytes(), at, length);
                ends[numValues] = bytes.size();
            }
            case INT96 -> throw new IllegalStateException("INT96 is not written");
        }
        numValues++;
    }

    boolean isText() {
        return type.kind() == TypeKind.VARCHAR;
    }
}
