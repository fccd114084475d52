package dev.sabot.exec.function;

import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Knows which casts a call makes by itself: NULL to anything, integers to wider integers, to
/// DECIMAL, to REAL and DOUBLE, DECIMAL to REAL and DOUBLE, DATE to TIMESTAMP to TIMESTAMP WITH
/// TIME ZONE. Text is never cast by itself; what a text literal stands for is the planner's
/// business.
public final class ImplicitCasts {
    private ImplicitCasts() {}

    /// Returns the type a value of a type has when a parameter of another is wanted: the argument's
    /// own type where the values are stored alike, the parameter's where a cast is needed, or null
    /// when no implicit cast exists.
    public static @Nullable DataType coerce(DataType argument, DataType parameter) {
        if (argument.equals(parameter)) {
            return argument;
        }
        if (argument.kind() == TypeKind.NULL) {
            return parameter;
        }
        if (argument.kind() == parameter.kind()) {
            if (argument.isDecimal()) {
                boolean fits =
                        argument.scale() <= parameter.scale()
                                && argument.precision() - argument.scale()
                                        <= parameter.precision() - parameter.scale();
                return fits ? parameter : null;
            }
            if (argument.kind().isNested()) {
                DataType common = commonType(argument, parameter);
                return parameter.equals(common) ? parameter : null;
            }
            return argument;
        }
        return isWidening(argument, parameter) ? parameter : null;
    }

    private static boolean isWidening(DataType from, DataType to) {
        return switch (to.kind()) {
            case SMALLINT -> from.kind() == TypeKind.TINYINT;
            case INTEGER -> from.kind() == TypeKind.TINYINT || from.kind() == TypeKind.SMALLINT;
            case BIGINT -> from.kind().isInteger();
            case DECIMAL ->
                    from.kind().isInteger()
                            && asDecimal(from).precision() <= to.precision() - to.scale();
            case REAL -> from.kind().isInteger() || from.isDecimal();
            case DOUBLE -> from.kind().isNumeric();
            case TIMESTAMP -> from.kind() == TypeKind.DATE;
            case TIMESTAMP_TZ -> from.kind() == TypeKind.DATE || from.kind() == TypeKind.TIMESTAMP;
            case NULL,
                    BOOLEAN,
                    TINYINT,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    false;
        };
    }

    /// Returns the smallest DECIMAL that holds every value of an integer type; a DECIMAL itself.
    public static DataType asDecimal(DataType exact) {
        return switch (exact.kind()) {
            case TINYINT -> DataType.decimal(3, 0);
            case SMALLINT -> DataType.decimal(5, 0);
            case INTEGER -> DataType.decimal(10, 0);
            case BIGINT -> DataType.decimal(19, 0);
            case DECIMAL -> exact;
            case NULL,
                    BOOLEAN,
                    REAL,
                    DOUBLE,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    throw new IllegalArgumentException("not an exact number: " + exact);
        };
    }

    /// Returns the type both types can be cast to by themselves, or null when there is none.
    ///
    /// **Range**: decimals keep all integer digits and as much scale as 38 digits leave.
    public static @Nullable DataType commonType(DataType first, DataType second) {
        if (first.equals(second) || second.kind() == TypeKind.NULL) {
            return first;
        }
        if (first.kind() == TypeKind.NULL) {
            return second;
        }
        if (first.kind().isNumeric() && second.kind().isNumeric()) {
            return commonNumber(first, second);
        }
        if (first.kind() == second.kind()) {
            if (first.kind().isNested()) {
                return commonNested(first, second);
            }
            return first.precision() >= second.precision() ? first : second;
        }
        if (isWidening(first, second)) {
            return second;
        }
        return isWidening(second, first) ? first : null;
    }

    /// Returns the type all types can be cast to by themselves, or null; NULL for no types.
    public static @Nullable DataType commonType(List<DataType> types) {
        DataType common = DataType.NULL;
        for (DataType type : types) {
            DataType next = commonType(common, type);
            if (next == null) {
                return null;
            }
            common = next;
        }
        return common;
    }

    private static DataType commonNumber(DataType first, DataType second) {
        if (first.kind().isApproximate() || second.kind().isApproximate()) {
            boolean isReal = first.kind() == TypeKind.REAL && isExactInReal(second);
            isReal |= second.kind() == TypeKind.REAL && isExactInReal(first);
            return isReal ? DataType.REAL : DataType.DOUBLE;
        }
        if (!first.isDecimal() && !second.isDecimal()) {
            return first.kind().compareTo(second.kind()) >= 0 ? first : second;
        }
        DataType left = asDecimal(first);
        DataType right = asDecimal(second);
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        int scale = Math.max(left.scale(), right.scale());
        scale = Math.min(scale, DataType.MAX_DECIMAL_PRECISION - whole);
        return DataType.decimal(Math.max(1, whole + scale), scale);
    }

    private static boolean isExactInReal(DataType type) {
        return switch (type.kind()) {
            case TINYINT, SMALLINT, REAL -> true;
            case NULL,
                    BOOLEAN,
                    INTEGER,
                    BIGINT,
                    DOUBLE,
                    DECIMAL,
                    VARCHAR,
                    VARBINARY,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY,
                    ARRAY,
                    ROW,
                    MAP ->
                    false;
        };
    }

    private static @Nullable DataType commonNested(DataType first, DataType second) {
        if (first.fields().size() != second.fields().size()) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        for (int index = 0; index < first.fields().size(); index++) {
            Field left = first.fields().get(index);
            Field right = second.fields().get(index);
            DataType common = commonType(left.type(), right.type());
            if (common == null) {
                return null;
            }
            fields.add(new Field(left.name(), common, left.isNullable() || right.isNullable()));
        }
        return new DataType(first.kind(), 0, 0, fields);
    }
}
