package dev.sabot.connector.memory;

import dev.sabot.batch.Column;
import dev.sabot.connector.TableStore;
import dev.sabot.connector.TableStore.TableDefinition;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The values that PRIMARY KEY and UNIQUE constraints have seen, and the NOT NULL columns.
///
/// **Threads**: guarded by the table's monitor.
final class UniqueKeys {
    private final TableDefinition definition;
    private final List<Set<ByteBuffer>> values = new ArrayList<>();

    UniqueKeys(TableDefinition definition) {
        this.definition = definition;
        for (int key = 0; key < definition.uniqueKeys().size(); key++) {
            values.add(new HashSet<>());
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    void clear() {
        values.forEach(Set::clear);
    }

    /// Refuses nulls in columns that must not have them.
    ///
    /// **Errors**: NOT_NULL_VIOLATION.
    void checkNotNull(Column[] columns) {
        for (int column = 0; column < columns.length; column++) {
            if (!definition.schema().field(column).isNullable() && columns[column].hasNulls()) {
                throw new SabotException(
                        ErrorCode.NOT_NULL_VIOLATION,
                        "the column '"
                                + definition.schema().field(column).name()
                                + "' of '"
                                + definition.name().getLast()
                                + "' must not be NULL");
            }
        }
    }

    /// Changes to be made by one commit; nothing changes until [#apply()].
    final class Change {
        private final List<Set<ByteBuffer>> removed = new ArrayList<>();
        private final List<Set<ByteBuffer>> added = new ArrayList<>();

        Change() {
            for (int key = 0; key < values.size(); key++) {
                removed.add(new HashSet<>());
                added.add(new HashSet<>());
            }
        }

        /// Takes a row's keys out.
        void remove(Chunk chunk, int row) {
            for (int key = 0; key < values.size(); key++) {
                ByteBuffer value = key(key, chunk, row);
                if (value != null) {
                    removed.get(key).add(value);
                }
            }
        }

        /// Puts a row's keys in, after all removals.
        ///
        /// **Errors**: UNIQUE_VIOLATION.
        void add(Chunk chunk, int row) {
            for (int key = 0; key < values.size(); key++) {
                ByteBuffer value = key(key, chunk, row);
                if (value == null) {
                    continue;
                }
                boolean isPresent =
                        values.get(key).contains(value) && !removed.get(key).contains(value);
                if (isPresent || !added.get(key).add(value)) {
                    throw violation(definition.uniqueKeys().get(key), chunk, row, isPresent);
                }
            }
        }

        void apply() {
            for (int key = 0; key < values.size(); key++) {
                values.get(key).removeAll(removed.get(key));
                values.get(key).addAll(added.get(key));
            }
        }
    }

    private SabotException violation(TableStore.Key key, Chunk chunk, int row, boolean isPresent) {
        return new SabotException(
                ErrorCode.UNIQUE_VIOLATION,
                "two rows of '"
                        + definition.name().getLast()
                        + "' would have "
                        + KeyText.of(key, definition.schema(), chunk, row)
                        + (isPresent ? ", one is there already" : ", both of this statement")
                        + "; the constraint "
                        + key.name()
                        + " admits one");
    }

    /// Returns the key's values as bytes, or null when one of them is null.
    private @Nullable ByteBuffer key(int key, Chunk chunk, int row) {
        List<byte[]> parts = new ArrayList<>();
        int size = 0;
        for (int index : definition.uniqueKeys().get(key).columns()) {
            Column column = chunk.column(index);
            if (column.isNull(row)) {
                return null;
            }
            byte[] part = bytes(column, row, definition.schema().type(index));
            parts.add(part);
            size += 4 + part.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            buffer.putInt(part.length).put(part);
        }
        return buffer.flip();
    }

    private static byte[] bytes(Column column, int row, DataType type) {
        Layout layout = column.layout();
        return switch (layout) {
            case BIT -> new byte[] {(byte) (column.getBoolean(row) ? 1 : 0)};
            case INT8, INT16, INT32, INT64, INT128 ->
                    ByteBuffer.allocate(16)
                            .putLong(column.getHigh(row))
                            .putLong(column.getLow(row))
                            .array();
            case FLOAT32, FLOAT64 ->
                    ByteBuffer.allocate(8).putDouble(column.getDouble(row) + 0.0).array();
            case VARLEN -> column.getBytes(row);
            case LIST, STRUCT ->
                    throw new SabotException(
                            ErrorCode.UNSUPPORTED, "a key cannot have a column of type " + type);
        };
    }
}
