package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.RowKernels.LongBinary;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.exec.function.scalar.Parameters;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.math.BigInteger;
import java.util.List;

/// Functions of whole numbers and of their bits.
final class IntegerFunctions {
    /// The largest number whose factorial has 38 digits.
    private static final int MAX_FACTORIAL = 33;

    static final List<ScalarFunction> ALL =
            List.of(
                    bigints(
                            "gcd",
                            "Gives the greatest common divisor.",
                            "gcd(42, 57)",
                            "3",
                            IntegerFunctions::gcd,
                            "greatest_common_divisor"),
                    bigints(
                            "lcm",
                            "Gives the least common multiple.",
                            "lcm(42, 57)",
                            "798",
                            IntegerFunctions::lcm,
                            "least_common_multiple"),
                    factorial(),
                    bitCount(),
                    bits(
                            "xor",
                            "are set in one of two integers",
                            "xor(17, 5)",
                            "20",
                            (a, b) -> a ^ b),
                    bits(
                            "bitand",
                            "are set in both integers",
                            "bitand(17, 5)",
                            "1",
                            (a, b) -> a & b),
                    bits(
                            "bitor",
                            "are set in one of two integers or both",
                            "bitor(17, 5)",
                            "21",
                            (a, b) -> a | b),
                    Signatures.function("bitnot", "math")
                            .syntax("bitnot(integer)")
                            .description("Flips the bits of an integer.")
                            .example("bitnot(17)", "-18")
                            .signature(
                                    Signatures.sameAs(0),
                                    RowKernels.longUnary(value -> ~value),
                                    Signatures.anyInteger())
                            .build(),
                    bigints(
                            "left_shift",
                            "Shifts the bits of an integer to the left; the count is 0 to 63.",
                            "left_shift(1, 4)",
                            "16",
                            (value, count) -> value << shift(count)),
                    bigints(
                            "right_shift",
                            "Shifts the bits of an integer to the right; the sign stays.",
                            "right_shift(-16, 2)",
                            "-4",
                            (value, count) -> value >> shift(count)));

    private IntegerFunctions() {}

    private static ScalarFunction bigints(
            String name,
            String description,
            String example,
            String result,
            LongBinary function,
            String... aliases) {
        return Signatures.function(name, "math")
                .aliases(aliases)
                .syntax(name + "(integer, integer)")
                .description(description)
                .example(example, result)
                .canFail()
                .signature(
                        Signatures.always(DataType.BIGINT),
                        RowKernels.longBinary(function),
                        Parameters.INTEGER,
                        Parameters.INTEGER)
                .build();
    }

    private static ScalarFunction bits(
            String name, String what, String example, String result, LongBinary function) {
        return Signatures.function(name, "math")
                .syntax(name + "(integer, integer)")
                .description("Gives an integer of the bits that " + what + ".")
                .example(example, result)
                .signature(
                        Signatures.of(
                                Signatures.sameAs(0),
                                RowKernels.longBinary(function),
                                Signatures.common(2, 2, type -> type.kind().isInteger())))
                .build();
    }

    private static int shift(long count) {
        if (count < 0 || count > 63) {
            throw ArgumentErrors.invalid("a BIGINT is shifted by 0 to 63 bits, not by " + count);
        }
        return (int) count;
    }

    private static long gcd(long first, long second) {
        long left = first;
        long right = second;
        while (right != 0) {
            long rest = left % right;
            left = right;
            right = rest;
        }
        if (left == Long.MIN_VALUE) {
            throw ArgumentErrors.overflow("gcd(" + first + ", " + second + ")", DataType.BIGINT);
        }
        return Math.abs(left);
    }

    private static long lcm(long first, long second) {
        if (first == 0 || second == 0) {
            return 0;
        }
        try {
            return Math.absExact(Math.multiplyExact(first / gcd(first, second), second));
        } catch (ArithmeticException e) {
            throw ArgumentErrors.overflow("lcm(" + first + ", " + second + ")", DataType.BIGINT);
        }
    }

    private static ScalarFunction factorial() {
        return Signatures.function("factorial", "math")
                .syntax("factorial(integer)")
                .description("Gives the factorial of 0 to 33.")
                .example("factorial(4)", "24")
                .canFail()
                .signature(
                        Signatures.always(DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 0)),
                        RowKernels.row((row, result) -> {
                            BigInteger value = factorial(row.getLong(0));
                            result.setDecimal(value.shiftRight(64).longValue(), value.longValue());
                        }),
                        Parameters.INTEGER)
                .build();
    }

    private static BigInteger factorial(long number) {
        if (number < 0) {
            throw ArgumentErrors.invalid("there is no factorial of " + number);
        }
        if (number > MAX_FACTORIAL) {
            throw ArgumentErrors.overflow("factorial(" + number + ")", DataType.decimal(38, 0));
        }
        BigInteger product = BigInteger.ONE;
        for (long factor = 2; factor <= number; factor++) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return product;
    }

    private static ScalarFunction bitCount() {
        return Signatures.function("bit_count", "math")
                .syntax("bit_count(integer | bytes)")
                .description(
                        "Counts the bits set in an integer, in as many bits as its type has, or in"
                                + " a VARBINARY.")
                .example("bit_count(31)", "5")
                .signature(
                        Signatures.always(DataType.BIGINT),
                        BatchKernels.typed((types, _) -> {
                            long mask = mask(types.get(0).kind());
                            return (row, result) ->
                                    result.setLong(Long.bitCount(row.getLong(0) & mask));
                        }),
                        Parameters.INTEGER)
                .signature(
                        Signatures.always(DataType.BIGINT),
                        RowKernels.textToLong(bytes -> {
                            long count = 0;
                            for (int index = 0; index < bytes.length(); index++) {
                                count += Integer.bitCount(bytes.byteAt(index) & 0xFF);
                            }
                            return count;
                        }),
                        Parameters.BINARY)
                .build();
    }

    private static long mask(TypeKind kind) {
        int width = kind.layout().byteWidth();
        return width == 8 ? -1L : (1L << 8 * width) - 1;
    }
}
