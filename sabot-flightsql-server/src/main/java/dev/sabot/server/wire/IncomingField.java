package dev.sabot.server.wire;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;

import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.vector.types.pojo.ArrowType;

import java.util.ArrayList;
import java.util.List;

/// A field of a schema that a client sent, and the SQL type its values become.
///
/// @param children the fields of its children, as they lie in messages
record IncomingField(
        String name, ArrowType arrowType, DataType type, List<IncomingField> children) {
    private static final int MAX_FIELDS = 4_096;
    private static final int MAX_DEPTH = 32;

    IncomingField {
        children = List.copyOf(children);
    }

    /// Reads the fields of a schema.
    ///
    /// **Errors**: MALFORMED_MESSAGE past a number of fields or a depth; UNSUPPORTED for types that
    /// no SQL type stands for.
    static List<IncomingField> of(Schema schema) {
        Budget budget = new Budget();
        List<IncomingField> fields = new ArrayList<>();
        int count = budget.take(schema.fieldsLength());
        for (int index = 0; index < count; index++) {
            fields.add(of(schema.fields(index), 1, budget));
        }
        return fields;
    }

    /// Counts fields: a short message can name the same child over and over.
    private static final class Budget {
        private int left = MAX_FIELDS;

        /// Takes some and returns how many.
        int take(int count) {
            if (count < 0 || count > left) {
                throw new SabotException(
                        ErrorCode.MALFORMED_MESSAGE,
                        "the schema has more than " + MAX_FIELDS + " fields");
            }
            left -= count;
            return count;
        }
    }

    private static IncomingField of(
            org.apache.arrow.flatbuf.Field field, int depth, Budget budget) {
        if (depth > MAX_DEPTH) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the schema is nested deeper than " + MAX_DEPTH + " levels");
        }
        String name = field.name() == null ? "" : field.name();
        if (field.dictionary() != null) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "the column '" + name + "' is dictionary-encoded; send plain values");
        }
        List<IncomingField> children = new ArrayList<>();
        int count = budget.take(field.childrenLength());
        for (int index = 0; index < count; index++) {
            children.add(of(field.children(index), depth + 1, budget));
        }
        ArrowType arrowType = ArrowType.getTypeForField(field);
        return new IncomingField(name, arrowType, type(name, arrowType, children), children);
    }

    private static SabotException unsupported(String name, ArrowType type) {
        return new SabotException(
                ErrorCode.UNSUPPORTED,
                "the column '"
                        + name
                        + "' has the type "
                        + type
                        + ", which no SQL type stands for");
    }

    private static IncomingField child(String name, List<IncomingField> children) {
        if (children.size() != 1) {
            throw new SabotException(
                    ErrorCode.MALFORMED_MESSAGE,
                    "the list '" + name + "' has " + children.size() + " children, not one");
        }
        return children.getFirst();
    }

    private static DataType type(String name, ArrowType type, List<IncomingField> children) {
        return switch (type) {
            case ArrowType.Null _ -> DataType.NULL;
            case ArrowType.Bool _ -> DataType.BOOLEAN;
            case ArrowType.Int integer -> integer(integer);
            case ArrowType.FloatingPoint number ->
                    switch (number.getPrecision()) {
                        case HALF, SINGLE -> DataType.REAL;
                        case DOUBLE -> DataType.DOUBLE;
                    };
            case ArrowType.Decimal decimal -> {
                boolean isPossible =
                        decimal.getPrecision() >= 1
                                && decimal.getPrecision() <= DataType.MAX_DECIMAL_PRECISION
                                && decimal.getScale() >= 0
                                && decimal.getScale() <= decimal.getPrecision();
                if (!isPossible) {
                    throw unsupported(name, type);
                }
                yield DataType.decimal(decimal.getPrecision(), decimal.getScale());
            }
            case ArrowType.Utf8 _, ArrowType.LargeUtf8 _ -> DataType.VARCHAR;
            case ArrowType.Binary _, ArrowType.LargeBinary _, ArrowType.FixedSizeBinary _ ->
                    DataType.VARBINARY;
            case ArrowType.Date _ -> DataType.DATE;
            case ArrowType.Time _ -> DataType.TIME;
            case ArrowType.Timestamp timestamp ->
                    timestamp.getTimezone() == null || timestamp.getTimezone().isEmpty()
                            ? DataType.TIMESTAMP
                            : DataType.TIMESTAMP_TZ;
            case ArrowType.Duration _ -> DataType.INTERVAL_DAY;
            case ArrowType.Interval interval ->
                    switch (interval.getUnit()) {
                        case YEAR_MONTH -> DataType.INTERVAL_MONTH;
                        case DAY_TIME -> DataType.INTERVAL_DAY;
                        case MONTH_DAY_NANO -> throw unsupported(name, type);
                    };
            case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ ->
                    DataType.array(child(name, children).type());
            case ArrowType.Struct _ -> DataType.row(fields(children));
            case ArrowType.Map _ -> {
                List<IncomingField> entries = child(name, children).children();
                if (entries.size() != 2) {
                    throw new SabotException(
                            ErrorCode.MALFORMED_MESSAGE,
                            "the entries of the map '" + name + "' are not a key and a value");
                }
                yield DataType.map(entries.get(0).type(), entries.get(1).type());
            }
            default -> throw unsupported(name, type);
        };
    }

    private static DataType integer(ArrowType.Int integer) {
        boolean isSigned = integer.getIsSigned();
        return switch (integer.getBitWidth()) {
            case 8 -> isSigned ? DataType.TINYINT : DataType.SMALLINT;
            case 16 -> isSigned ? DataType.SMALLINT : DataType.INTEGER;
            case 32 -> isSigned ? DataType.INTEGER : DataType.BIGINT;
            case 64 -> isSigned ? DataType.BIGINT : DataType.decimal(20, 0);
            default -> throw unsupported("", integer);
        };
    }

    private static List<Field> fields(List<IncomingField> children) {
        List<Field> fields = new ArrayList<>();
        for (IncomingField child : children) {
            fields.add(Field.of(child.name(), child.type()));
        }
        return fields;
    }
}
