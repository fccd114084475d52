package dev.sabot.exec.expression;

import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Computes operators on single values plainly, with the arithmetic of the JDK.
final class Answers {
    /// Stands for an error.
    static final Object ERROR = new Object();

    private Answers() {}

    static BigDecimal exact(Object value, DataType type) {
        return value instanceof BigInteger unscaled
                ? new BigDecimal(unscaled, type.scale())
                : BigDecimal.valueOf((Long) value);
    }

    static double approximate(Object value, DataType type) {
        return value instanceof Double number ? number : exact(value, type).doubleValue();
    }

    static Object fit(BigDecimal exact, DataType type) {
        BigDecimal rounded = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        if (type.isDecimal()) {
            return rounded.precision() > type.precision() ? ERROR : rounded.unscaledValue();
        }
        BigInteger value = rounded.toBigInteger();
        int bits = 8 * type.layout().byteWidth();
        return value.bitLength() >= bits ? ERROR : value.longValue();
    }

    static @Nullable Object arithmetic(
            String function, @Nullable Object left, @Nullable Object right, DataType[] types) {
        if (left == null || right == null) {
            return null;
        }
        DataType result = types[2];
        if (result.kind() == TypeKind.DOUBLE) {
            double one = approximate(left, types[0]);
            double other = approximate(right, types[1]);
            boolean divides = function.equals("divide") || function.equals("modulo");
            if (divides && other == 0) {
                return ERROR;
            }
            return switch (function) {
                case "add" -> one + other;
                case "subtract" -> one - other;
                case "multiply" -> one * other;
                case "divide" -> one / other;
                default -> one % other;
            };
        }
        BigDecimal one = exact(left, types[0]);
        BigDecimal other = exact(right, types[1]);
        boolean divides = function.equals("divide") || function.equals("modulo");
        if (divides && other.signum() == 0) {
            return ERROR;
        }
        return switch (function) {
            case "add" -> fit(one.add(other), result);
            case "subtract" -> fit(one.subtract(other), result);
            case "multiply" -> fit(one.multiply(other), result);
            case "divide" -> {
                RoundingMode mode = result.isDecimal() ? RoundingMode.HALF_UP : RoundingMode.DOWN;
                yield fit(one.divide(other, result.scale(), mode), result);
            }
            default -> fit(one.remainder(other), result);
        };
    }

    static int order(Object left, DataType leftType, Object right, DataType rightType) {
        if (left instanceof String one) {
            return Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8),
                    ((String) right).getBytes(StandardCharsets.UTF_8));
        }
        if (left instanceof Boolean one) {
            return one.compareTo((Boolean) right);
        }
        if (left instanceof Double || right instanceof Double) {
            double one = approximate(left, leftType);
            double other = approximate(right, rightType);
            return one == other ? 0 : Double.compare(one, other);
        }
        return exact(left, leftType).compareTo(exact(right, rightType));
    }

    static boolean matches(String text, String pattern, boolean ignoresCase) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(character ->
                        regex.append(
                                character == '%'
                                        ? ".*"
                                        : character == '_'
                                                ? "."
                                                : Pattern.quote(Character.toString(character))));
        int flags = Pattern.DOTALL;
        if (ignoresCase) {
            flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        }
        return Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }
}
