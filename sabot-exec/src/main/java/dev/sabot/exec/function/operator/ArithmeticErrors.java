package dev.sabot.exec.function.operator;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;

import java.math.BigDecimal;

/// Makes the errors of arithmetic.
final class ArithmeticErrors {
    private ArithmeticErrors() {}

    static SabotException overflow(Object left, String operator, Object right, DataType type) {
        ErrorCode code =
                type.kind().isDateTime() || type.kind().isInterval()
                        ? ErrorCode.DATETIME_OVERFLOW
                        : ErrorCode.OVERFLOW;
        return new SabotException(
                code,
                left
                        + " "
                        + operator
                        + " "
                        + right
                        + " is outside the range of "
                        + type
                        + "; cast to a wider type first");
    }

    static SabotException divisionByZero() {
        return new SabotException(
                ErrorCode.DIVISION_BY_ZERO,
                "division by zero; NULLIF(divisor, 0) gives NULL instead");
    }

    /// Returns a decimal as a message shows it.
    static String decimal(long high, long low, int scale) {
        return new BigDecimal(Int128.toBigInteger(high, low), scale).toPlainString();
    }
}
