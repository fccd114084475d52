package dev.sabot.planner.expression;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.calcite.sql.SqlKind;

import java.util.ArrayList;
import java.util.List;

/// Translates arithmetic, aligning operands to what the kernels compute:
///
/// - a decimal result takes decimals of any scale; integers become decimals of scale 0 first
/// - any other numeric result takes operands of its own type
/// - dates, times and intervals stay as they are; a number of days becomes an interval
final class ArithmeticTranslator {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    Expression translate(SqlKind kind, List<Expression> operands, DataType type) {
        Expression first = operands.getFirst();
        return switch (kind) {
            case PLUS_PREFIX -> first;
            case MINUS_PREFIX -> new Call("negate", List.of(Casts.cast(first, type)), type);
            case PLUS -> binary("add", operands, type);
            case MINUS -> binary("subtract", operands, type);
            case TIMES -> binary("multiply", operands, type);
            case DIVIDE -> binary("divide", operands, type);
            default -> modulo(operands, type);
        };
    }

    private static Expression binary(String function, List<Expression> operands, DataType type) {
        if (type.kind().isNumeric() && isNumeric(operands)) {
            return new Call(function, aligned(operands, type), type);
        }
        List<Expression> arguments = new ArrayList<>(operands.size());
        boolean isDate = operands.stream().anyMatch(o -> o.type().kind() == TypeKind.DATE);
        for (Expression operand : operands) {
            TypeKind kind = operand.type().kind();
            if (kind.isInteger() && isDate) {
                arguments.add(days(operand));
            } else if (kind.isNumeric()) {
                boolean isWhole = kind.isInteger();
                arguments.add(Casts.cast(operand, isWhole ? DataType.BIGINT : DataType.DOUBLE));
            } else if (isDate && kind == TypeKind.DATE && type.kind() == TypeKind.TIMESTAMP) {
                arguments.add(Casts.cast(operand, type));
            } else {
                arguments.add(operand);
            }
        }
        return new Call(function, meet(arguments, type), type);
    }

    /// The difference of a date and a timestamp is that of two timestamps.
    private static List<Expression> meet(List<Expression> arguments, DataType type) {
        boolean isDifference =
                type.kind() == TypeKind.INTERVAL_DAY
                        && arguments.stream().allMatch(a -> a.type().kind().isDateTime());
        if (!isDifference) {
            return arguments;
        }
        DataType common = Casts.comparisonType(arguments.get(0).type(), arguments.get(1).type());
        return arguments.stream().map(argument -> Casts.cast(argument, common)).toList();
    }

    private static boolean isNumeric(List<Expression> operands) {
        return operands.stream().allMatch(operand -> operand.type().kind().isNumeric());
    }

    private static List<Expression> aligned(List<Expression> operands, DataType type) {
        return operands.stream().map(operand -> aligned(operand, type)).toList();
    }

    private static Expression aligned(Expression operand, DataType type) {
        if (!type.isDecimal()) {
            return Casts.cast(operand, type);
        }
        TypeKind kind = operand.type().kind();
        return kind.isInteger() ? Casts.cast(operand, Casts.decimalOf(kind)) : operand;
    }

    private static Expression modulo(List<Expression> operands, DataType type) {
        DataType common = Casts.comparisonType(operands.get(0).type(), operands.get(1).type());
        DataType computed = type.isDecimal() ? type : common;
        Expression call = new Call("modulo", aligned(operands, computed), computed);
        return Casts.cast(call, type);
    }

    private static Expression days(Expression number) {
        if (number instanceof Literal literal && literal.value() instanceof Long days) {
            return new Literal(Math.multiplyExact(days, MICROS_PER_DAY), DataType.INTERVAL_DAY);
        }
        Literal day = new Literal(MICROS_PER_DAY, DataType.INTERVAL_DAY);
        return new Call(
                "multiply",
                List.of(day, Casts.cast(number, DataType.BIGINT)),
                DataType.INTERVAL_DAY);
    }
}
