package dev.sabot.planner.expression;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

/// Conversions the planner inserts: which common type two operands meet in, and constants converted
/// at once where that is exact.
public final class Casts {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Casts() {}

    /// Returns an expression of the given type; a constant that fits exactly is converted now.
    public static Expression cast(Expression expression, DataType type) {
        if (expression.type().equals(type)) {
            return expression;
        }
        if (expression instanceof Literal literal) {
            Literal exact = exactly(literal, type);
            if (exact != null) {
                return exact;
            }
        }
        return new Cast(expression, type, false);
    }

    /// Returns the constant in another type if that is exactly the same value, else null.
    static @Nullable Literal exactly(Literal literal, DataType type) {
        Object value = literal.value();
        if (value == null) {
            return new Literal(null, type);
        }
        TypeKind from = literal.type().kind();
        if (from.isInteger() || from == TypeKind.DECIMAL) {
            return number(decimal(literal), type);
        }
        if (from == TypeKind.DATE && type.kind() == TypeKind.TIMESTAMP) {
            return new Literal(Math.multiplyExact((Long) value, MICROS_PER_DAY), type);
        }
        boolean isSameForm = from == type.kind() && !from.isNested();
        return isSameForm ? new Literal(value, type) : null;
    }

    /// Says whether every value of a type is, unchanged, one of another.
    public static boolean isWidening(DataType from, DataType to) {
        if (from.kind().isInteger() && to.kind().isInteger()) {
            return from.kind().ordinal() <= to.kind().ordinal();
        }
        boolean isExact = from.kind().isInteger() || from.isDecimal();
        if (!isExact || !to.isDecimal()) {
            return from.kind() == TypeKind.DATE && to.kind() == TypeKind.TIMESTAMP;
        }
        DataType exact = from.isDecimal() ? from : decimalOf(from.kind());
        return to.scale() >= exact.scale()
                && to.precision() - to.scale() >= exact.precision() - exact.scale();
    }

    /// Returns what a widening cast widens, for comparisons, which find a common type themselves.
    static Expression narrowed(Expression expression) {
        return expression instanceof Cast cast
                        && !cast.isTry()
                        && isWidening(cast.argument().type(), cast.type())
                ? narrowed(cast.argument())
                : expression;
    }

    private static BigDecimal decimal(Literal literal) {
        Object value = Objects.requireNonNull(literal.value());
        return literal.type().isDecimal()
                ? new BigDecimal((BigInteger) value, literal.type().scale())
                : BigDecimal.valueOf((Long) value);
    }

    static @Nullable Literal number(BigDecimal value, DataType type) {
        if (type.kind().isInteger()) {
            boolean isWhole = value.stripTrailingZeros().scale() <= 0;
            return isWhole && value.abs().compareTo(limit(type.kind())) <= 0
                    ? new Literal(value.longValueExact(), type)
                    : null;
        }
        if (type.isDecimal()) {
            if (value.stripTrailingZeros().scale() > type.scale()) {
                return null;
            }
            BigInteger unscaled = value.setScale(type.scale()).unscaledValue();
            int digits = new BigDecimal(unscaled).precision();
            return digits <= type.precision() ? new Literal(unscaled, type) : null;
        }
        return type.kind() == TypeKind.DOUBLE ? new Literal(value.doubleValue(), type) : null;
    }

    /// The largest magnitude that both signs of an integer type can have.
    private static BigDecimal limit(TypeKind kind) {
        long limit =
                switch (kind) {
                    case TINYINT -> Byte.MAX_VALUE;
                    case SMALLINT -> Short.MAX_VALUE;
                    case INTEGER -> Integer.MAX_VALUE;
                    default -> Long.MAX_VALUE;
                };
        return BigDecimal.valueOf(limit);
    }

    /// Returns the decimal type that holds all values of an integer type.
    static DataType decimalOf(TypeKind integer) {
        return switch (integer) {
            case TINYINT -> DataType.decimal(3, 0);
            case SMALLINT -> DataType.decimal(5, 0);
            case INTEGER -> DataType.decimal(10, 0);
            default -> DataType.decimal(19, 0);
        };
    }

    /// Returns the type in which values of two types are compared.
    ///
    /// Decimals of equal scale meet in the wider precision, which needs no conversion of either.
    public static DataType comparisonType(DataType left, DataType right) {
        if (left.equals(right) || right.kind() == TypeKind.NULL) {
            return left;
        }
        if (left.kind() == TypeKind.NULL) {
            return right;
        }
        if (left.kind().isNumeric() && right.kind().isNumeric()) {
            return numericType(left, right);
        }
        if (left.kind().isDateTime() && right.kind().isDateTime()) {
            return left.kind().ordinal() >= right.kind().ordinal() ? left : right;
        }
        return left.kind() == TypeKind.VARCHAR ? right : left;
    }

    private static DataType numericType(DataType left, DataType right) {
        if (left.kind().isApproximate() || right.kind().isApproximate()) {
            return left.kind() == right.kind() ? left : DataType.DOUBLE;
        }
        if (left.kind().isInteger() && right.kind().isInteger()) {
            return left.kind().ordinal() >= right.kind().ordinal() ? left : right;
        }
        DataType first = left.isDecimal() ? left : decimalOf(left.kind());
        DataType second = right.isDecimal() ? right : decimalOf(right.kind());
        int scale = Math.max(first.scale(), second.scale());
        int digits =
                Math.max(first.precision() - first.scale(), second.precision() - second.scale());
        return DataType.decimal(Math.min(digits + scale, DataType.MAX_DECIMAL_PRECISION), scale);
    }

    /// Says whether values of a type can be compared with values of the common type as they are.
    static boolean isComparable(DataType type, DataType common) {
        if (type.kind() != common.kind()) {
            return false;
        }
        return type.kind().isNested() ? type.equals(common) : type.scale() == common.scale();
    }
}
