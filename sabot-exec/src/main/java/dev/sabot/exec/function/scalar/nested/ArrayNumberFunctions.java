package dev.sabot.exec.function.scalar.nested;

import static dev.sabot.exec.function.scalar.nested.ArrayFunctions.kernels;

import dev.sabot.batch.Column;
import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.RowResult;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.Parameter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.exec.function.scalar.Values;
import dev.sabot.exec.kernel.Int128;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.math.BigDecimal;
import java.util.List;

/// Aggregates of the elements of an array; nulls do not count, and of none there is NULL.
final class ArrayNumberFunctions {
    static final List<ScalarFunction> ALL =
            List.of(
                    extreme("min", "least", "array_min(ARRAY[3, NULL, 1])", "1", false),
                    extreme("max", "greatest", "array_max(ARRAY[3, NULL, 1])", "3", true),
                    sum(),
                    average());

    private ArrayNumberFunctions() {}

    private static ScalarFunction extreme(
            String name, String which, String example, String result, boolean isMaximum) {
        return Signatures.function("array_" + name, "array")
                .aliases("list_" + name)
                .syntax("array_" + name + "(array)")
                .description("Gives the " + which + " element.")
                .example(example, result)
                .signature(
                        Signatures.elementOf(0),
                        kernels((row, types, writer) -> extreme(row, types, isMaximum, writer)),
                        Signatures.anyArray())
                .build();
    }

    private static void extreme(
            Row row, List<DataType> types, boolean isMaximum, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        int best = -1;
        for (int index = 0; index < array.length(); index++) {
            if (array.isNull(index)) {
                continue;
            }
            int order = best < 0 ? 1 : array.compare(index, best);
            if (best < 0 || (isMaximum ? order > 0 : order < 0)) {
                best = index;
            }
        }
        if (best < 0) {
            result.setNull();
        } else {
            Values.copy(array.elementType(), array.elements(), array.row(best), result);
        }
    }

    private static Parameter numbers() {
        return Signatures.where(
                type -> type.kind() == TypeKind.ARRAY && type.element().kind().isNumeric(),
                DataType.array(DataType.INTEGER));
    }

    private static DataType sumType(DataType element) {
        if (element.isDecimal()) {
            return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, element.scale());
        }
        return element.kind().isApproximate() ? DataType.DOUBLE : DataType.BIGINT;
    }

    private static ScalarFunction sum() {
        return Signatures.function("array_sum", "array")
                .aliases("list_sum")
                .syntax("array_sum(array)")
                .description(
                        "Adds the elements; integers give BIGINT, decimals DECIMAL(38, scale).")
                .example("array_sum(ARRAY[1, NULL, 3])", "4")
                .canFail()
                .signature(
                        types -> sumType(types.get(0).element()),
                        kernels(ArrayNumberFunctions::sum),
                        numbers())
                .build();
    }

    private static void sum(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        DataType type = sumType(array.elementType());
        boolean isApproximate = type.kind() == TypeKind.DOUBLE;
        Int128 exact = new Int128();
        double sum = 0;
        int count = 0;
        for (int index = 0; index < array.length(); index++) {
            if (array.isNull(index)) {
                continue;
            }
            count++;
            Column elements = array.elements();
            int at = array.row(index);
            if (isApproximate) {
                sum += elements.getDouble(at);
            } else if (!exact.add(elements.getHigh(at), elements.getLow(at))) {
                throw ArgumentErrors.overflow("the sum of the elements", type);
            }
        }
        if (count == 0) {
            result.setNull();
        } else if (isApproximate) {
            result.setDouble(sum);
        } else if (type.isDecimal() && exact.fitsPrecision(type.precision())) {
            result.setDecimal(exact.high(), exact.low());
        } else if (!type.isDecimal() && exact.fitsLong()) {
            result.setLong(exact.low());
        } else {
            throw ArgumentErrors.overflow("the sum of the elements", type);
        }
    }

    private static ScalarFunction average() {
        return Signatures.function("array_avg", "array")
                .aliases("list_avg")
                .syntax("array_avg(array)")
                .description("Gives the mean of the elements as DOUBLE.")
                .example("array_avg(ARRAY[1, NULL, 4])", "2.5")
                .signature(
                        Signatures.always(DataType.DOUBLE),
                        kernels(ArrayNumberFunctions::average),
                        numbers())
                .build();
    }

    private static void average(Row row, List<DataType> types, RowResult result) {
        ArrayView array = ArrayView.of(row, 0, types.get(0));
        double sum = 0;
        int count = 0;
        for (int index = 0; index < array.length(); index++) {
            if (!array.isNull(index)) {
                sum += number(array, array.row(index));
                count++;
            }
        }
        if (count == 0) {
            result.setNull();
        } else {
            result.setDouble(sum / count);
        }
    }

    private static double number(ArrayView array, int row) {
        Column elements = array.elements();
        if (array.elementType().kind().isApproximate()) {
            return elements.getDouble(row);
        }
        if (array.elementType().isDecimal()) {
            return new BigDecimal(
                            Int128.toBigInteger(elements.getHigh(row), elements.getLow(row)),
                            array.elementType().scale())
                    .doubleValue();
        }
        return elements.getLong(row);
    }
}
