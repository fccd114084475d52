package dev.sabot.exec.function.operator;

import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.type.DataType;

import java.util.List;

/// Makes the kernels of integer division, towards zero, and of remainders of integers and
/// approximate numbers.
final class IntegerDivision {
    private IntegerDivision() {}

    static Kernel divide(DataType type) {
        return RowKernels.row(
                        (row, result) -> {
                            long dividend = row.getLong(0);
                            long divisor = row.getLong(1);
                            if (divisor == 0) {
                                throw ArithmeticErrors.divisionByZero();
                            }
                            if (divisor == -1 && dividend == Long.MIN_VALUE) {
                                throw ArithmeticErrors.overflow(dividend, "/", divisor, type);
                            }
                            result.setLong(dividend / divisor);
                        })
                .kernel(List.of(), type, List.of());
    }

    static Kernel modulo(DataType type) {
        if (type.kind().isApproximate()) {
            return RowKernels.row(
                            (row, result) -> {
                                if (row.getDouble(1) == 0) {
                                    throw ArithmeticErrors.divisionByZero();
                                }
                                result.setDouble(row.getDouble(0) % row.getDouble(1));
                            })
                    .kernel(List.of(), type, List.of());
        }
        return RowKernels.row(
                        (row, result) -> {
                            if (row.getLong(1) == 0) {
                                throw ArithmeticErrors.divisionByZero();
                            }
                            result.setLong(row.getLong(0) % row.getLong(1));
                        })
                .kernel(List.of(), type, List.of());
    }
}
