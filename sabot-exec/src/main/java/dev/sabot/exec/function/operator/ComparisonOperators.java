package dev.sabot.exec.function.operator;

import dev.sabot.exec.function.ImplicitCasts;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Declares the comparisons and the tests for null and truth.
public final class ComparisonOperators {
    private static final String CATEGORY = "operator";

    private ComparisonOperators() {}

    public static List<ScalarFunction> all() {
        return List.of(
                comparison("equal", "=", "Says whether values are equal.", Comparison.EQUAL),
                comparison("not_equal", "<>", "Says whether values differ.", Comparison.NOT_EQUAL),
                comparison("less", "<", "Says whether the left value is less.", Comparison.LESS),
                comparison(
                        "less_or_equal",
                        "<=",
                        "Says whether the left value is less or equal.",
                        Comparison.LESS_OR_EQUAL),
                comparison(
                        "greater",
                        ">",
                        "Says whether the left value is greater.",
                        Comparison.GREATER),
                comparison(
                        "greater_or_equal",
                        ">=",
                        "Says whether the left value is greater or equal.",
                        Comparison.GREATER_OR_EQUAL),
                distinct("is_distinct", "IS DISTINCT FROM", false),
                distinct("is_not_distinct", "IS NOT DISTINCT FROM", true),
                not(),
                test(
                        "is_null",
                        "IS NULL",
                        Signatures.any(),
                        NullKernels.isNull(true),
                        "NULL IS NULL"),
                test(
                        "is_not_null",
                        "IS NOT NULL",
                        Signatures.any(),
                        NullKernels.isNull(false),
                        "1 IS NOT NULL"),
                truth("is_true", "IS TRUE", NullKernels.isTruth(true, false), "1 = 1 IS TRUE"),
                truth("is_false", "IS FALSE", NullKernels.isTruth(false, false), "1 = 2 IS FALSE"),
                truth(
                        "is_not_true",
                        "IS NOT TRUE",
                        NullKernels.isTruth(true, true),
                        "1 = 2 IS NOT TRUE"),
                truth(
                        "is_not_false",
                        "IS NOT FALSE",
                        NullKernels.isTruth(false, true),
                        "1 = 1 IS NOT FALSE"));
    }

    /// Accepts two comparable values: exact numbers as they are, others cast to their common type.
    private static @Nullable List<DataType> operands(List<DataType> arguments) {
        if (arguments.size() != 2) {
            return null;
        }
        DataType left = arguments.get(0);
        DataType right = arguments.get(1);
        if (isExact(left) && isExact(right)) {
            return arguments;
        }
        DataType common = ImplicitCasts.commonType(left, right);
        if (common == null) {
            return null;
        }
        DataType one = ImplicitCasts.coerce(left, common);
        DataType other = ImplicitCasts.coerce(right, common);
        boolean isNested = common.kind().isNested();
        return List.of(
                one == null || isNested ? common : one, other == null || isNested ? common : other);
    }

    private static boolean isExact(DataType type) {
        return type.isDecimal() || type.kind().isInteger();
    }

    private static ScalarFunction comparison(
            String name, String symbol, String description, Comparison comparison) {
        boolean holds = comparison.holds(-1);
        return Signatures.function(name, CATEGORY)
                .syntax("left " + symbol + " right")
                .description(description)
                .example("1 " + symbol + " 2", Boolean.toString(holds))
                .signature(
                        new Vectorized(
                                ComparisonOperators::operands,
                                Signatures.always(DataType.BOOLEAN),
                                (types, _, _, kernels) ->
                                        new ComparisonKernel(
                                                comparison, types.get(0), types.get(1), kernels)))
                .build();
    }

    private static ScalarFunction distinct(String name, String syntax, boolean isNegated) {
        return Signatures.function(name, CATEGORY)
                .syntax("left " + syntax + " right")
                .description("Compares values taking NULL for a value equal to itself.")
                .example("NULL " + syntax + " 1", Boolean.toString(!isNegated))
                .customNulls()
                .signature(
                        new Vectorized(
                                ComparisonOperators::operands,
                                Signatures.always(DataType.BOOLEAN),
                                (types, _, _, kernels) ->
                                        NullKernels.isDistinct(
                                                isNegated, types.get(0), types.get(1), kernels)))
                .build();
    }

    /// The compiler evaluates NOT itself; the declaration serves documentation and planning.
    private static ScalarFunction not() {
        PredicateKernel isFalse = NullKernels.isTruth(false, false);
        return Signatures.function("not", CATEGORY)
                .syntax("NOT condition")
                .description("Negates a condition; NULL stays NULL.")
                .example("NOT 1 = 2", "true")
                .signature(DataType.BOOLEAN, (_, _, _) -> isFalse, DataType.BOOLEAN)
                .build();
    }

    private static ScalarFunction truth(
            String name, String syntax, PredicateKernel kernel, String example) {
        return test(
                name,
                syntax,
                Signatures.where(type -> type.kind() == TypeKind.BOOLEAN, DataType.BOOLEAN),
                kernel,
                example);
    }

    private static ScalarFunction test(
            String name,
            String syntax,
            Signatures.Parameter parameter,
            PredicateKernel kernel,
            String example) {
        return Signatures.function(name, CATEGORY)
                .syntax("value " + syntax)
                .description("Tests a value; the result is never NULL.")
                .example(example, "true")
                .customNulls()
                .signature(Signatures.always(DataType.BOOLEAN), (_, _, _) -> kernel, parameter)
                .build();
    }
}
