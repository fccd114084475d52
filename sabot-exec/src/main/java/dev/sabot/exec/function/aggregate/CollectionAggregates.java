package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.type.DataType;

import java.util.List;

/// Declares the functions that keep all values: ARRAY_AGG, STRING_AGG, medians, quantiles, modes,
/// and APPROX_COUNT_DISTINCT, which does not.
final class CollectionAggregates {
    private CollectionAggregates() {}

    static List<AggregateFunction> declarations() {
        return List.of(
                arrayAgg(),
                stringAgg(),
                median(),
                quantileCont(),
                quantileDisc(),
                mode(),
                approximateDistinct());
    }

    private static AggregateFunction arrayAgg() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "array_agg",
                        List.of("list"),
                        "array_agg(value [ORDER BY key])",
                        "All values as an array, nulls too; null of no rows. In order of arrival"
                                + " unless the call has an ORDER BY.",
                        "(SELECT array_agg(x ORDER BY x) FROM (VALUES (2), (1)) t(x))[1] -> 1"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::any),
                                coerced -> DataType.array(coerced.get(0)),
                                (coerced, result) -> new CollectAccumulator(coerced.get(0), 0))));
    }

    private static AggregateFunction stringAgg() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "string_agg",
                        List.of("listagg", "group_concat"),
                        "string_agg(text[, separator] [ORDER BY key])",
                        "The texts that are not null, joined; the separator of a row comes before"
                                + " its text. Null when there are none. In order of arrival unless"
                                + " the call has an ORDER BY or WITHIN GROUP.",
                        "(SELECT string_agg(x, '+' ORDER BY x) FROM (VALUES ('b'), ('a')) t(x))"
                                + " -> a+b"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::text),
                                coerced -> DataType.VARCHAR,
                                (coerced, result) -> new TextAccumulator()),
                        new ArgumentTypes(
                                List.of(ArgumentTypes::text, ArgumentTypes::text),
                                coerced -> DataType.VARCHAR,
                                (coerced, result) -> new TextAccumulator())));
    }

    private static AggregateFunction median() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "median",
                        List.of(),
                        "median(number)",
                        "The middle of the values that are not null, the mean of the two middle"
                                + " ones of an even number.",
                        "CAST((SELECT median(x) FROM (VALUES (1), (2), (9), (3)) t(x))"
                                + " AS DECIMAL(4, 1)) -> 2.5"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::number),
                                coerced -> DataType.DOUBLE,
                                (coerced, result) -> QuantileAccumulator.median())));
    }

    private static AggregateFunction quantileCont() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "quantile_cont",
                        List.of("percentile_cont", "quantile"),
                        "quantile_cont(number, fraction) or percentile_cont(fraction) WITHIN GROUP"
                                + " (ORDER BY number)",
                        "The value at a fraction (0 to 1, constant) of the sorted values that are"
                                + " not null, interpolated between neighbours.",
                        "CAST((SELECT quantile_cont(x, 0.25) FROM (VALUES (1), (2), (3)) t(x))"
                                + " AS DECIMAL(4, 1)) -> 1.5"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::number, ArgumentTypes::number),
                                coerced -> DataType.DOUBLE,
                                (coerced, result) ->
                                        QuantileAccumulator.of(DataType.DOUBLE, true))));
    }

    private static AggregateFunction quantileDisc() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "quantile_disc",
                        List.of("percentile_disc"),
                        "quantile_disc(value, fraction) or percentile_disc(fraction) WITHIN GROUP"
                                + " (ORDER BY value)",
                        "The first of the sorted values that are not null at or past a fraction (0"
                                + " to 1, constant) of them.",
                        "(SELECT quantile_disc(x, 0.5) FROM (VALUES (1), (2), (3), (4)) t(x))"
                                + " -> 2"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::comparable, ArgumentTypes::number),
                                coerced -> coerced.get(0),
                                (coerced, result) ->
                                        QuantileAccumulator.of(coerced.get(0), false))));
    }

    private static AggregateFunction mode() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "mode",
                        List.of(),
                        "mode(value) or mode() WITHIN GROUP (ORDER BY value)",
                        "The most frequent of the values that are not null, the least of several.",
                        "(SELECT mode(x) FROM (VALUES (1), (2), (2)) t(x)) -> 2"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::comparable),
                                coerced -> coerced.get(0),
                                (coerced, result) -> new ModeAccumulator(coerced.get(0)))));
    }

    private static AggregateFunction approximateDistinct() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "approx_count_distinct",
                        List.of(),
                        "approx_count_distinct(value)",
                        "Estimates the number of distinct values that are not null, with a standard"
                                + " error of 1.6 %; exact up to 64.",
                        "(SELECT approx_count_distinct(x) FROM (VALUES (1), (2), (2)) t(x)) -> 2"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::any),
                                coerced -> DataType.BIGINT,
                                (coerced, result) -> new ApproximateDistinctAccumulator())));
    }
}
