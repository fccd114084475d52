package dev.sabot.exec.operator.hash;

import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Numbers keys of a [KeyTable] by dictionary codes, translating each combination of codes once per
/// set of dictionaries instead of looking every row up.
///
/// **Threads**: one.
public final class CodedKeys {
    private static final int MAX_COMBINATIONS = 1 << 16;
    private static final int FEW_COMBINATIONS = 1_024;

    private final KeyTable table;
    private final @Nullable Column[] dictionaries;
    private final int[] sizes;
    private int[] numbers = new int[0];
    private int[] codes = new int[0];
    private int[] misses = new int[0];
    private int[] missRows = new int[0];
    private int[] missNumbers = new int[0];

    /// Translates for a table of so many key columns.
    public CodedKeys(KeyTable table, int numKeys) {
        this.table = table;
        this.dictionaries = new @Nullable Column[numKeys];
        this.sizes = new int[numKeys];
    }

    /// As [KeyTable#insert], by codes when every key has few.
    public void insert(Column[] keys, int @Nullable [] rows, int count, int[] groups) {
        if (count == 0) {
            return;
        }
        if (!prepare(keys, count)) {
            table.insert(keys, rows, count, groups);
            return;
        }
        if (codes.length < count) {
            codes = new int[count];
            misses = new int[count];
            missRows = new int[count];
            missNumbers = new int[count];
        }
        int numMisses = translate(keys, rows, count, groups);
        if (numMisses > 0) {
            table.insert(keys, missRows, numMisses, missNumbers);
            for (int miss = 0; miss < numMisses; miss++) {
                int i = misses[miss];
                numbers[codes[i]] = missNumbers[miss];
                groups[i] = missNumbers[miss];
            }
        }
    }

    /// Says whether the keys can be translated by codes, after making the translation ready.
    private boolean prepare(Column[] keys, int count) {
        boolean isSame = true;
        long product = 1;
        for (int key = 0; key < keys.length; key++) {
            int size = codeCount(keys[key]);
            if (size == 0 || (product *= size) > MAX_COMBINATIONS) {
                return false;
            }
            isSame &= sizes[key] == size && dictionaries[key] == dictionary(keys[key]);
        }
        if (keys.length == 0) {
            return false;
        }
        if (isSame) {
            return true;
        }
        if (product > Math.max(FEW_COMBINATIONS, 4L * count)) {
            return false;
        }
        for (int key = 0; key < keys.length; key++) {
            sizes[key] = codeCount(keys[key]);
            dictionaries[key] = dictionary(keys[key]);
        }
        int numCombinations = (int) product;
        if (numbers.length < numCombinations) {
            numbers = new int[numCombinations];
        }
        Arrays.fill(numbers, 0, numCombinations, -1);
        return true;
    }

    /// Returns the number of codes including the one for null, or 0 when rows have no codes.
    private static int codeCount(Column column) {
        return switch (column.encoding()) {
            case CONSTANT -> 2;
            case DICTIONARY -> column.values().length() + 1;
            case FLAT -> column.layout() == Layout.BIT ? 3 : 0;
        };
    }

    private static @Nullable Column dictionary(Column column) {
        return column.isFlat() ? null : column.values();
    }

    /// Sets the groups of rows whose codes are known; lists the others.
    private int translate(Column[] keys, int @Nullable [] rows, int count, int[] groups) {
        Column first = keys[0];
        if (keys.length == 1 && first.isDictionary() && !first.hasNulls() && rows == null) {
            Memory.copy(first.dataAddress(), codes, 0, count);
        } else {
            Arrays.fill(codes, 0, count, 0);
            for (int key = 0; key < keys.length; key++) {
                addCodes(keys[key], sizes[key], rows, count);
            }
        }
        int numMisses = 0;
        for (int i = 0; i < count; i++) {
            int number = numbers[codes[i]];
            groups[i] = number;
            if (number < 0) {
                misses[numMisses] = i;
                missRows[numMisses++] = rows == null ? i : rows[i];
            }
        }
        return numMisses;
    }

    private void addCodes(Column column, int size, int @Nullable [] rows, int count) {
        int nullCode = size - 1;
        boolean hasNulls = column.hasNulls();
        if (column.isDictionary() && !hasNulls) {
            long indexes = column.dataAddress();
            if (rows == null) {
                for (int i = 0; i < count; i++) {
                    codes[i] = codes[i] * size + Memory.getInt(indexes + 4L * i);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    codes[i] = codes[i] * size + Memory.getInt(indexes + 4L * rows[i]);
                }
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int code =
                    hasNulls && column.isNull(row)
                            ? nullCode
                            : column.isFlat()
                                    ? column.getBoolean(row) ? 1 : 0
                                    : column.valueRow(row);
            codes[i] = codes[i] * size + code;
        }
    }
}
