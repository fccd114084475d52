package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.Accumulator;
import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.AggregateFunction.Signature;
import dev.sabot.exec.function.FunctionDoc;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Declares COUNT, SUM, AVG, MIN and MAX.
final class BasicAggregates {
    private BasicAggregates() {}

    static List<AggregateFunction> declarations() {
        return List.of(count(), countIf(), sum(), sumOrZero(), average(), min(), max());
    }

    static FunctionDoc doc(
            String name, List<String> aliases, String syntax, String description, String example) {
        int arrow = example.lastIndexOf(" -> ");
        return new FunctionDoc(
                name,
                aliases,
                "aggregate",
                syntax,
                description,
                example.substring(0, arrow),
                example.substring(arrow + 4));
    }

    /// Counts rows whose arguments, of any number and type, are not null.
    private record CountSignature() implements Signature {
        @Override
        public List<DataType> coerce(List<DataType> arguments) {
            return arguments;
        }

        @Override
        public DataType resultType(List<DataType> coerced) {
            return DataType.BIGINT;
        }

        @Override
        public Accumulator accumulator(List<DataType> coerced, DataType result) {
            return new CountAccumulator(coerced.size(), false);
        }
    }

    private static AggregateFunction count() {
        return new AggregateFunction(
                doc(
                        "count",
                        List.of(),
                        "count(*) or count(value, ...)",
                        "Counts rows, or rows whose values are not null. 0 of no rows.",
                        "(SELECT count(x) FROM (VALUES (1), (NULL), (3)) t(x)) -> 2"),
                List.of(new CountSignature()));
    }

    private static AggregateFunction countIf() {
        return new AggregateFunction(
                doc(
                        "count_if",
                        List.of("countif"),
                        "count_if(condition)",
                        "Counts rows where the condition is true.",
                        "(SELECT count_if(x > 1) FROM (VALUES (1), (2), (3)) t(x)) -> 2"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::bool),
                                coerced -> DataType.BIGINT,
                                (coerced, result) -> new CountAccumulator(1, true))));
    }

    private static AggregateFunction sum() {
        return new AggregateFunction(
                doc(
                        "sum",
                        List.of(),
                        "sum(number)",
                        "Adds the values that are not null; null when there are none. Integers give"
                                + " BIGINT, DECIMAL(p, s) gives DECIMAL(38, s), both exactly.",
                        "(SELECT sum(x) FROM (VALUES (1), (2), (NULL)) t(x)) -> 3"),
                sums(SumAccumulator.Result.SUM));
    }

    private static AggregateFunction sumOrZero() {
        return new AggregateFunction(
                doc(
                        "sum0",
                        List.of("$sum0"),
                        "sum0(number)",
                        "As sum, but 0 when there are no values.",
                        "(SELECT sum0(x) FROM (VALUES (1), (2)) t(x)) -> 3"),
                sums(SumAccumulator.Result.SUM_OR_ZERO));
    }

    private static List<Signature> sums(SumAccumulator.Result kind) {
        return List.of(
                new ArgumentTypes(
                        List.of(ArgumentTypes::integer),
                        coerced -> DataType.BIGINT,
                        (coerced, result) -> new SumAccumulator(kind, 0, result)),
                new ArgumentTypes(
                        List.of(ArgumentTypes::decimal),
                        coerced -> sumType(coerced.get(0)),
                        (coerced, result) ->
                                new SumAccumulator(kind, coerced.get(0).scale(), result)),
                new ArgumentTypes(
                        List.of(ArgumentTypes::approximate),
                        coerced -> DataType.DOUBLE,
                        (coerced, result) -> new DoubleSumAccumulator(kind, result)),
                new ArgumentTypes(
                        List.of(ArgumentTypes::interval),
                        coerced -> coerced.get(0),
                        (coerced, result) -> new SumAccumulator(kind, 0, result)));
    }

    private static DataType sumType(DataType argument) {
        return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, argument.scale());
    }

    private static AggregateFunction average() {
        SumAccumulator.Result kind = SumAccumulator.Result.AVERAGE;
        return new AggregateFunction(
                doc(
                        "avg",
                        List.of("mean"),
                        "avg(number)",
                        "The mean of the values that are not null; null when there are none."
                                + " Integers give DOUBLE, DECIMAL(p, s) gives"
                                + " DECIMAL(38, max(6, s)), rounded half up.",
                        "(SELECT avg(x) FROM (VALUES (1.0), (2.0)) t(x)) -> 1.500000"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::integer),
                                coerced -> DataType.DOUBLE,
                                (coerced, result) -> new SumAccumulator(kind, 0, result)),
                        new ArgumentTypes(
                                List.of(ArgumentTypes::decimal),
                                coerced -> averageType(coerced.get(0)),
                                (coerced, result) ->
                                        new SumAccumulator(kind, coerced.get(0).scale(), result)),
                        new ArgumentTypes(
                                List.of(ArgumentTypes::approximate),
                                coerced -> DataType.DOUBLE,
                                (coerced, result) -> new DoubleSumAccumulator(kind, result))));
    }

    private static DataType averageType(DataType argument) {
        return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, Math.max(6, argument.scale()));
    }

    private static AggregateFunction min() {
        return new AggregateFunction(
                doc(
                        "min",
                        List.of(),
                        "min(value)",
                        "The least value that is not null; null when there are none. NaN is above"
                                + " all numbers, text compares by UTF-8 bytes.",
                        "(SELECT min(x) FROM (VALUES (3), (1), (2)) t(x)) -> 1"),
                extremes(false));
    }

    private static AggregateFunction max() {
        return new AggregateFunction(
                doc(
                        "max",
                        List.of(),
                        "max(value)",
                        "The greatest value that is not null; null when there are none. NaN is"
                                + " above all numbers, text compares by UTF-8 bytes.",
                        "(SELECT max(x) FROM (VALUES (3), (1), (2)) t(x)) -> 3"),
                extremes(true));
    }

    private static List<Signature> extremes(boolean isMax) {
        return List.of(
                new ArgumentTypes(
                        List.of(BasicAggregates::fixed),
                        coerced -> coerced.get(0),
                        (coerced, result) -> new ExtremeAccumulator(isMax, coerced.get(0))),
                new ArgumentTypes(
                        List.of(ArgumentTypes::comparable),
                        coerced -> coerced.get(0),
                        (coerced, result) -> new ExtremeValueAccumulator(isMax, coerced.get(0))));
    }

    private static @Nullable DataType fixed(DataType type) {
        return ValueVector.isLong(type) ? type : null;
    }
}
