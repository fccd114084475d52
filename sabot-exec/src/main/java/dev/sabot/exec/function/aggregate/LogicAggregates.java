package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.aggregate.BitsAccumulator.Operation;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Declares the functions that combine booleans and bits, and PRODUCT.
final class LogicAggregates {
    private LogicAggregates() {}

    static List<AggregateFunction> declarations() {
        return List.of(
                bits(
                        Operation.AND,
                        "bool_and",
                        List.of("every", "logical_and"),
                        "True when every condition that is not null is true.",
                        "CASE WHEN (SELECT bool_and(x > 0) FROM (VALUES (1), (2)) t(x)) THEN 'all'"
                                + " END -> all"),
                bits(
                        Operation.OR,
                        "bool_or",
                        List.of("some_true", "logical_or"),
                        "True when some condition is true, null when all are null.",
                        "CASE WHEN (SELECT bool_or(x > 1) FROM (VALUES (1), (2)) t(x)) THEN 'some'"
                                + " END -> some"),
                bits(
                        Operation.AND,
                        "bit_and",
                        List.of(),
                        "The bits set in all integers that are not null.",
                        "(SELECT bit_and(x) FROM (VALUES (6), (3)) t(x)) -> 2"),
                bits(
                        Operation.OR,
                        "bit_or",
                        List.of(),
                        "The bits set in some integer.",
                        "(SELECT bit_or(x) FROM (VALUES (6), (3)) t(x)) -> 7"),
                bits(
                        Operation.XOR,
                        "bit_xor",
                        List.of(),
                        "The bits set in an odd number of integers.",
                        "(SELECT bit_xor(x) FROM (VALUES (6), (3)) t(x)) -> 5"),
                product());
    }

    private static AggregateFunction bits(
            Operation operation,
            String name,
            List<String> aliases,
            String description,
            String example) {
        boolean isBool = name.startsWith("bool");
        Function<DataType, @Nullable DataType> parameter =
                isBool ? ArgumentTypes::bool : ArgumentTypes::integer;
        return new AggregateFunction(
                BasicAggregates.doc(
                        name,
                        aliases,
                        name + (isBool ? "(condition)" : "(integer)"),
                        description,
                        example),
                List.of(
                        new ArgumentTypes(
                                List.of(parameter),
                                coerced -> coerced.get(0),
                                (coerced, result) ->
                                        new BitsAccumulator(operation, coerced.get(0)))));
    }

    private static AggregateFunction product() {
        return new AggregateFunction(
                BasicAggregates.doc(
                        "product",
                        List.of(),
                        "product(number)",
                        "Multiplies the values that are not null, as DOUBLE.",
                        "CAST((SELECT product(x) FROM (VALUES (2), (3), (7)) t(x)) AS INTEGER)"
                                + " -> 42"),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::number),
                                coerced -> DataType.DOUBLE,
                                (coerced, result) -> new ProductAccumulator())));
    }
}
