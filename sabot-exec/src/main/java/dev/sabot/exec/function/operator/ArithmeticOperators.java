package dev.sabot.exec.function.operator;

import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Signatures.Parameters;
import dev.sabot.exec.kernel.Arithmetic;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import java.util.List;
import java.util.function.Predicate;

/// Declares `+ - * / %` and the unary minus.
public final class ArithmeticOperators {
    private static final String CATEGORY = "operator";

    private ArithmeticOperators() {}

    public static List<ScalarFunction> all() {
        return List.of(add(), subtract(), multiply(), divide(), modulo(), negate());
    }

    private static Signatures.Builder operator(String name, String syntax, String description) {
        return Signatures.function(name, CATEGORY)
                .syntax(syntax)
                .description(description)
                .canFail();
    }

    /// Accepts two arguments of given kinds as they are.
    private static Parameters pair(Predicate<DataType> left, Predicate<DataType> right) {
        return arguments ->
                arguments.size() == 2 && left.test(arguments.get(0)) && right.test(arguments.get(1))
                        ? arguments
                        : null;
    }

    private static Predicate<DataType> is(TypeKind kind) {
        return type -> type.kind() == kind;
    }

    private static boolean isInteger(DataType type) {
        return type.kind().isInteger();
    }

    private static boolean isInterval(DataType type) {
        return type.kind().isInterval();
    }

    private static boolean isTimestamp(DataType type) {
        return type.kind() == TypeKind.TIMESTAMP || type.kind() == TypeKind.TIMESTAMP_TZ;
    }

    /// Says whether an interval of some kind can be added to a type.
    private static boolean isPoint(DataType type) {
        return type.kind() == TypeKind.DATE || isTimestamp(type);
    }

    private static Kernel number(
            Arithmetic operation,
            List<DataType> arguments,
            DataType result,
            ColumnKernels kernels) {
        return switch (result.kind()) {
            case REAL, DOUBLE -> new DoubleKernel(operation, result, kernels);
            case DECIMAL ->
                    new DecimalKernel(
                            operation, arguments.get(0), arguments.get(1), result, kernels);
            case TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_TZ,
                    INTERVAL_MONTH,
                    INTERVAL_DAY ->
                    new IntegerKernel(operation, result, kernels);
            case NULL, BOOLEAN, VARCHAR, VARBINARY, ARRAY, ROW, MAP ->
                    throw new IllegalArgumentException("no arithmetic gives " + result);
        };
    }

    private static Vectorized numbers(Arithmetic operation, Signatures.ResultRule rule) {
        return new Vectorized(
                NumericTypes::operands,
                rule,
                (arguments, result, _, kernels) -> number(operation, arguments, result, kernels));
    }

    /// Computes integers in the unit of the result type.
    private static Vectorized units(
            Arithmetic operation, Signatures.ResultRule rule, Parameters parameters) {
        return new Vectorized(
                parameters,
                rule,
                (_, result, _, kernels) -> new IntegerKernel(operation, result, kernels));
    }

    @FunctionalInterface
    private interface PlainFactory {
        Kernel kernel(List<DataType> arguments, DataType result);
    }

    private static Vectorized rows(
            PlainFactory factory, Signatures.ResultRule rule, Parameters parameters) {
        return new Vectorized(
                parameters, rule, (arguments, result, _, _) -> factory.kernel(arguments, result));
    }

    /// DATE + INTERVAL DAY TO SECOND is a TIMESTAMP unless the call says DATE.
    private static Signatures.ResultRule pointType(int point, int interval) {
        return arguments ->
                arguments.get(point).kind() == TypeKind.DATE
                                && arguments.get(interval).kind() == TypeKind.INTERVAL_DAY
                        ? DataType.TIMESTAMP
                        : arguments.get(point);
    }

    private static ScalarFunction add() {
        return operator("add", "left + right", "Adds numbers, or an interval or days to a date.")
                .example("1 + 2", "3")
                .signature(numbers(Arithmetic.ADD, NumericTypes::sum))
                .signature(
                        units(
                                Arithmetic.ADD,
                                Signatures.sameAs(0),
                                pair(is(TypeKind.DATE), ArithmeticOperators::isInteger)))
                .signature(
                        units(
                                Arithmetic.ADD,
                                Signatures.sameAs(1),
                                pair(ArithmeticOperators::isInteger, is(TypeKind.DATE))))
                .signature(
                        units(
                                Arithmetic.ADD,
                                Signatures.sameAs(0),
                                pair(is(TypeKind.INTERVAL_DAY), is(TypeKind.INTERVAL_DAY))))
                .signature(
                        units(
                                Arithmetic.ADD,
                                Signatures.sameAs(0),
                                pair(is(TypeKind.INTERVAL_MONTH), is(TypeKind.INTERVAL_MONTH))))
                .signature(
                        units(
                                Arithmetic.ADD,
                                Signatures.sameAs(0),
                                pair(ArithmeticOperators::isTimestamp, is(TypeKind.INTERVAL_DAY))))
                .signature(
                        intervalAfter(
                                ArithmeticOperators::isPoint, ArithmeticOperators::isInterval))
                .signature(intervalAfter(is(TypeKind.TIME), is(TypeKind.INTERVAL_DAY)))
                .signature(
                        rows(
                                (types, result) ->
                                        DateTimeArithmetic.addInterval(
                                                types.get(1), types.get(0), result, 1),
                                pointType(1, 0),
                                pair(
                                        ArithmeticOperators::isInterval,
                                        ArithmeticOperators::isPoint)))
                .signature(
                        rows(
                                (types, result) ->
                                        DateTimeArithmetic.addInterval(
                                                types.get(1), types.get(0), result, 1),
                                Signatures.sameAs(1),
                                pair(is(TypeKind.INTERVAL_DAY), is(TypeKind.TIME))))
                .build();
    }

    private static Vectorized intervalAfter(
            Predicate<DataType> point, Predicate<DataType> interval) {
        return rows(
                (types, result) ->
                        DateTimeArithmetic.addInterval(types.get(0), types.get(1), result, 0),
                pointType(0, 1),
                pair(point, interval));
    }

    private static ScalarFunction subtract() {
        return operator(
                        "subtract",
                        "left - right",
                        "Subtracts numbers, dates and times, or an interval from them. Dates differ"
                                + " by days, times and timestamps by an INTERVAL DAY TO SECOND.")
                .example("5 - 7", "-2")
                .signature(numbers(Arithmetic.SUBTRACT, NumericTypes::sum))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.sameAs(0),
                                pair(is(TypeKind.DATE), ArithmeticOperators::isInteger)))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.always(DataType.BIGINT),
                                pair(is(TypeKind.DATE), is(TypeKind.DATE))))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.always(DataType.INTERVAL_DAY),
                                timestamps()))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.always(DataType.INTERVAL_DAY),
                                pair(is(TypeKind.TIME), is(TypeKind.TIME))))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.sameAs(0),
                                pair(is(TypeKind.INTERVAL_DAY), is(TypeKind.INTERVAL_DAY))))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.sameAs(0),
                                pair(is(TypeKind.INTERVAL_MONTH), is(TypeKind.INTERVAL_MONTH))))
                .signature(
                        units(
                                Arithmetic.SUBTRACT,
                                Signatures.sameAs(0),
                                pair(ArithmeticOperators::isTimestamp, is(TypeKind.INTERVAL_DAY))))
                .signature(
                        rows(
                                (types, result) ->
                                        DateTimeArithmetic.subtractInterval(
                                                types.get(0), types.get(1), result),
                                pointType(0, 1),
                                pair(
                                        ArithmeticOperators::isPoint,
                                        ArithmeticOperators::isInterval)))
                .signature(
                        rows(
                                (types, result) ->
                                        DateTimeArithmetic.subtractInterval(
                                                types.get(0), types.get(1), result),
                                Signatures.sameAs(0),
                                pair(is(TypeKind.TIME), is(TypeKind.INTERVAL_DAY))))
                .build();
    }

    /// Accepts two timestamps, or a timestamp and a date, cast to their common type.
    private static Parameters timestamps() {
        return arguments -> {
            if (arguments.size() != 2) {
                return null;
            }
            DataType common = ImplicitCasts.commonType(arguments.get(0), arguments.get(1));
            return common != null && isTimestamp(common) ? List.of(common, common) : null;
        };
    }

    private static ScalarFunction multiply() {
        return operator(
                        "multiply",
                        "left * right",
                        "Multiplies numbers, or an interval by a number.")
                .example("6 * 7", "42")
                .signature(numbers(Arithmetic.MULTIPLY, NumericTypes::product))
                .signature(
                        rows(
                                (_, result) -> DateTimeArithmetic.multiplyExact(result),
                                Signatures.sameAs(0),
                                pair(
                                        ArithmeticOperators::isInterval,
                                        ArithmeticOperators::isInteger)))
                .signature(
                        rows(
                                (_, result) -> DateTimeArithmetic.multiplyExact(result),
                                Signatures.sameAs(1),
                                pair(
                                        ArithmeticOperators::isInteger,
                                        ArithmeticOperators::isInterval)))
                .signature(
                        rows(
                                (_, result) -> DateTimeArithmetic.multiply(result, 0),
                                Signatures.sameAs(0),
                                scaled(0)))
                .signature(
                        rows(
                                (_, result) -> DateTimeArithmetic.multiply(result, 1),
                                Signatures.sameAs(1),
                                scaled(1)))
                .build();
    }

    /// Accepts an interval at one place and any number at the other, cast to DOUBLE.
    private static Parameters scaled(int interval) {
        return arguments -> {
            if (arguments.size() != 2
                    || !isInterval(arguments.get(interval))
                    || !arguments.get(1 - interval).kind().isNumeric()) {
                return null;
            }
            return interval == 0
                    ? List.of(arguments.get(0), DataType.DOUBLE)
                    : List.of(DataType.DOUBLE, arguments.get(1));
        };
    }

    private static ScalarFunction divide() {
        return operator(
                        "divide",
                        "left / right",
                        "Divides: integers towards zero, decimals half away from zero, or an"
                                + " interval by a number. Division by zero is an error.")
                .example("7 / 2", "3")
                .signature(
                        new Vectorized(
                                NumericTypes::operands,
                                NumericTypes::quotient,
                                ArithmeticOperators::quotient))
                .signature(
                        rows(
                                (_, result) -> DateTimeArithmetic.divide(result),
                                Signatures.sameAs(0),
                                scaled(0)))
                .build();
    }

    private static Kernel quotient(
            List<DataType> types, DataType result, List<?> constants, ColumnKernels kernels) {
        if (result.kind().isApproximate()) {
            return new DoubleKernel(Arithmetic.DIVIDE, result, kernels);
        }
        if (result.isDecimal()) {
            return new DecimalDivision(false, types.get(0), types.get(1), result);
        }
        return IntegerDivision.divide(result);
    }

    private static ScalarFunction modulo() {
        return operator(
                        "modulo",
                        "left % right",
                        "Gives the remainder of a division towards zero, of the sign of the left"
                                + " side.")
                .aliases("mod")
                .example("7 % 3", "1")
                .signature(
                        new Vectorized(
                                NumericTypes::operands,
                                NumericTypes::remainder,
                                (types, result, _, _) ->
                                        result.isDecimal()
                                                ? new DecimalDivision(
                                                        true, types.get(0), types.get(1), result)
                                                : IntegerDivision.modulo(result)))
                .build();
    }

    private static ScalarFunction negate() {
        return operator("negate", "-value", "Changes the sign of a number or an interval.")
                .example("-(3)", "-3")
                .signature(
                        new Vectorized(
                                Signatures.list(
                                        Signatures.where(
                                                type -> type.kind().isNumeric() || isInterval(type),
                                                DataType.INTEGER)),
                                Signatures.sameAs(0),
                                (types, result, _, kernels) ->
                                        new Negation(
                                                number(
                                                        result.kind().isApproximate()
                                                                ? Arithmetic.MULTIPLY
                                                                : Arithmetic.SUBTRACT,
                                                        List.of(result, types.get(0)),
                                                        result,
                                                        kernels),
                                                result)))
                .build();
    }
}
