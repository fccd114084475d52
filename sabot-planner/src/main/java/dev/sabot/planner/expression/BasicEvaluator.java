package dev.sabot.planner.expression;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/// Computes what nearly every query with constants has (moved dates, sums and products of numbers,
/// dates in text) without the machinery of batches, and asks another evaluator for the rest.
public final class BasicEvaluator implements ConstantEvaluator {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int ISO_DATE_LENGTH = 10;

    private final ConstantEvaluator next;

    public BasicEvaluator(ConstantEvaluator next) {
        this.next = next;
    }

    @Override
    public @Nullable Literal evaluate(Expression expression) {
        Literal known =
                switch (expression) {
                    case Literal literal -> literal;
                    case Cast cast when cast.argument() instanceof Literal argument ->
                            cast(argument, cast.type());
                    case Call call
                            when call.arguments().stream().allMatch(Literal.class::isInstance) ->
                            call(call);
                    default -> null;
                };
        return known != null ? known : next.evaluate(expression);
    }

    private static @Nullable Literal cast(Literal argument, DataType type) {
        if (argument.value() instanceof String text && type.kind() == TypeKind.DATE) {
            return date(text.strip());
        }
        return Casts.exactly(argument, type);
    }

    private static @Nullable Literal date(String text) {
        if (text.length() != ISO_DATE_LENGTH) {
            return null;
        }
        try {
            return new Literal(LocalDate.parse(text).toEpochDay(), DataType.DATE);
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static @Nullable Literal call(Call call) {
        List<Expression> arguments = call.arguments();
        if (arguments.size() != 2
                || !(arguments.get(0) instanceof Literal first)
                || !(arguments.get(1) instanceof Literal second)
                || first.value() == null
                || second.value() == null) {
            return null;
        }
        int sign = call.function().equals("subtract") ? -1 : 1;
        boolean isSum = sign < 0 || call.function().equals("add");
        try {
            if (isSum && first.type().kind().isDateTime() && second.type().kind().isInterval()) {
                return moved(first, second, sign, call.type());
            }
            if (isSum && first.type().kind().isInterval() && second.type().kind().isDateTime()) {
                return moved(second, first, sign, call.type());
            }
            return arithmetic(call.function(), first, second, call.type());
        } catch (ArithmeticException | DateTimeException _) {
            return null;
        }
    }

    private static @Nullable Literal moved(
            Literal datetime, Literal interval, int sign, DataType type) {
        long value = (Long) Objects.requireNonNull(datetime.value());
        long distance = Math.multiplyExact((Long) Objects.requireNonNull(interval.value()), sign);
        boolean isMonths = interval.type().kind() == TypeKind.INTERVAL_MONTH;
        boolean isDate = datetime.type().kind() == TypeKind.DATE;
        if (datetime.type().kind() != type.kind()) {
            return null;
        }
        if (isDate) {
            if (!isMonths && distance % MICROS_PER_DAY != 0) {
                return null;
            }
            LocalDate day = LocalDate.ofEpochDay(value);
            LocalDate result =
                    isMonths ? day.plusMonths(distance) : day.plusDays(distance / MICROS_PER_DAY);
            return new Literal(result.toEpochDay(), type);
        }
        if (type.kind() != TypeKind.TIMESTAMP) {
            return null;
        }
        if (!isMonths) {
            return new Literal(Math.addExact(value, distance), type);
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(value, MICROS_PER_DAY));
        long result =
                Math.addExact(
                        Math.multiplyExact(day.plusMonths(distance).toEpochDay(), MICROS_PER_DAY),
                        Math.floorMod(value, MICROS_PER_DAY));
        return new Literal(result, type);
    }

    private static @Nullable Literal arithmetic(
            String function, Literal first, Literal second, DataType type) {
        boolean isExact =
                (first.value() instanceof Long || first.value() instanceof BigInteger)
                        && (second.value() instanceof Long || second.value() instanceof BigInteger)
                        && first.type().kind().isNumeric()
                        && second.type().kind().isNumeric();
        if (!isExact) {
            return null;
        }
        BigDecimal left = number(first);
        BigDecimal right = number(second);
        BigDecimal result =
                switch (function) {
                    case "add" -> left.add(right);
                    case "subtract" -> left.subtract(right);
                    case "multiply" -> left.multiply(right);
                    default -> null;
                };
        return result == null ? null : Casts.number(result, type);
    }

    private static BigDecimal number(Literal literal) {
        Object value = Objects.requireNonNull(literal.value());
        return value instanceof BigInteger unscaled
                ? new BigDecimal(unscaled, literal.type().scale())
                : BigDecimal.valueOf((Long) value);
    }
}
