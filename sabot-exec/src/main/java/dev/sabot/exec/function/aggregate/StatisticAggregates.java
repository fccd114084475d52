package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.aggregate.MomentsAccumulator.Moments;
import dev.sabot.exec.function.aggregate.MomentsAccumulator.Result;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Declares variances, covariances, correlation and linear regression.
final class StatisticAggregates {
    private static final String ONE = " FROM (VALUES (1), (2), (3), (6)) t(x)) AS DECIMAL(9, 4))";
    private static final String TWO =
            " FROM (VALUES (1, 1), (3, 2), (5, 3), (9, 4)) t(y, x)) AS DECIMAL(9, 4))";

    private StatisticAggregates() {}

    static List<AggregateFunction> declarations() {
        List<AggregateFunction> functions = new ArrayList<>(variances());
        functions.addAll(covariances());
        functions.addAll(regressions());
        return functions;
    }

    private static List<AggregateFunction> variances() {
        return List.of(
                one(
                        "var_samp",
                        List.of("variance"),
                        "The sample variance; null of fewer than two values.",
                        "4.6667",
                        StatisticAggregates::sampleVariance),
                one(
                        "var_pop",
                        List.of(),
                        "The population variance.",
                        "3.5000",
                        moments -> moments.squaresY() / moments.count()),
                one(
                        "stddev_samp",
                        List.of("stddev"),
                        "The sample standard deviation; null of fewer than two values.",
                        "2.1602",
                        moments -> root(sampleVariance(moments))),
                one(
                        "stddev_pop",
                        List.of(),
                        "The population standard deviation.",
                        "1.8708",
                        moments -> Math.sqrt(moments.squaresY() / moments.count())));
    }

    private static List<AggregateFunction> covariances() {
        return List.of(
                two(
                        "covar_samp",
                        "The sample covariance; null of fewer than two pairs.",
                        "4.3333",
                        moments ->
                                moments.count() < 2
                                        ? null
                                        : moments.products() / (moments.count() - 1)),
                two(
                        "covar_pop",
                        "The population covariance.",
                        "3.2500",
                        moments -> moments.products() / moments.count()),
                two(
                        "corr",
                        "The correlation coefficient; null when either side does not vary.",
                        "0.9827",
                        StatisticAggregates::correlation));
    }

    private static List<AggregateFunction> regressions() {
        return List.of(
                two(
                        "regr_slope",
                        "The slope of the line y = slope * x + intercept through the pairs by least"
                                + " squares; null when x does not vary.",
                        "2.6000",
                        StatisticAggregates::slope),
                two(
                        "regr_intercept",
                        "The intercept of the line through the pairs by least squares; null when x"
                                + " does not vary.",
                        "-2.0000",
                        StatisticAggregates::intercept),
                two(
                        "regr_r2",
                        "The square of the correlation coefficient; 1 when only y does not vary.",
                        "0.9657",
                        StatisticAggregates::determination),
                two("regr_avgx", "The mean of x.", "2.5000", Moments::meanX),
                two("regr_avgy", "The mean of y.", "4.5000", Moments::meanY),
                two(
                        "regr_sxx",
                        "The sum of squares of x about its mean.",
                        "5.0000",
                        Moments::squaresX),
                two(
                        "regr_syy",
                        "The sum of squares of y about its mean.",
                        "35.0000",
                        Moments::squaresY),
                two(
                        "regr_sxy",
                        "The sum of products of x and y about their means.",
                        "13.0000",
                        Moments::products),
                regressionCount());
    }

    private static @Nullable Double sampleVariance(Moments moments) {
        return moments.count() < 2 ? null : moments.squaresY() / (moments.count() - 1);
    }

    private static @Nullable Double root(@Nullable Double value) {
        return value == null ? null : Math.sqrt(value);
    }

    private static @Nullable Double correlation(Moments moments) {
        double squares = Math.sqrt(moments.squaresX()) * Math.sqrt(moments.squaresY());
        return squares == 0 ? null : moments.products() / squares;
    }

    private static @Nullable Double slope(Moments moments) {
        return moments.squaresX() == 0 ? null : moments.products() / moments.squaresX();
    }

    private static @Nullable Double intercept(Moments moments) {
        Double slope = slope(moments);
        return slope == null ? null : moments.meanY() - slope * moments.meanX();
    }

    private static @Nullable Double determination(Moments moments) {
        if (moments.squaresX() == 0) {
            return null;
        }
        return moments.squaresY() == 0
                ? 1
                : moments.products()
                        * moments.products()
                        / (moments.squaresX() * moments.squaresY());
    }

    private static AggregateFunction one(
            String name, List<String> aliases, String description, String shown, Result result) {
        return new AggregateFunction(
                BasicAggregates.doc(
                        name,
                        aliases,
                        name + "(number)",
                        description + " As DOUBLE, of the values that are not null.",
                        "CAST((SELECT " + name + "(x)" + ONE + " -> " + shown),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::number),
                                coerced -> DataType.DOUBLE,
                                (coerced, type) -> new MomentsAccumulator(1, type, result))));
    }

    private static AggregateFunction two(
            String name, String description, String shown, Result result) {
        return new AggregateFunction(
                BasicAggregates.doc(
                        name,
                        List.of(),
                        name + "(y, x)",
                        description + " As DOUBLE, of the pairs without a null.",
                        "CAST((SELECT " + name + "(y, x)" + TWO + " -> " + shown),
                List.of(pair(DataType.DOUBLE, result)));
    }

    private static ArgumentTypes pair(DataType resultType, Result result) {
        return new ArgumentTypes(
                List.of(ArgumentTypes::number, ArgumentTypes::number),
                coerced -> resultType,
                (coerced, type) -> new MomentsAccumulator(2, type, result));
    }

    private static AggregateFunction regressionCount() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "regr_count",
                        List.of(),
                        "regr_count(y, x)",
                        "Counts the pairs without a null.",
                        "(SELECT regr_count(y, x) FROM (VALUES (1, 2), (3, NULL)) t(y, x)) -> 1"),
                List.of(pair(DataType.BIGINT, Moments::count)));
    }
}
