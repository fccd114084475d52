package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.AggregateFunction;
import dev.sabot.exec.function.aggregate.PickAccumulator.Pick;

import java.util.List;

/// Declares the functions that choose a row's value: FIRST, LAST, ANY_VALUE, SINGLE_VALUE, ARG_MIN,
/// ARG_MAX.
final class ChoiceAggregates {
    private ChoiceAggregates() {}

    static List<AggregateFunction> declarations() {
        return List.of(
                pick(
                        Pick.FIRST,
                        "first",
                        List.of("arbitrary"),
                        "The value of the first row to arrive, null too. Rows of parallel tasks"
                                + " arrive in any order; ORDER BY inside the call fixes it.",
                        "(SELECT first(x ORDER BY x) FROM (VALUES (2), (1)) t(x)) -> 1"),
                pick(
                        Pick.LAST,
                        "last",
                        List.of(),
                        "The value of the last row to arrive, null too. Rows of parallel tasks"
                                + " arrive in any order; ORDER BY inside the call fixes it.",
                        "(SELECT last(x ORDER BY x) FROM (VALUES (2), (1)) t(x)) -> 2"),
                pick(
                        Pick.ANY,
                        "any_value",
                        List.of(),
                        "One of the values that are not null; null when there are none.",
                        "(SELECT any_value(x) FROM (VALUES (1), (1)) t(x)) -> 1"),
                pick(
                        Pick.SINGLE,
                        "single_value",
                        List.of(),
                        "The value of the only row, null of none. More than one row is an error:"
                                + " what a subquery used as a value does.",
                        "(SELECT single_value(x) FROM (VALUES (7)) t(x)) -> 7"),
                argument(
                        false,
                        "arg_min",
                        "min_by",
                        "(SELECT arg_min(x, y) FROM (VALUES ('a', 2), ('b', 1)) t(x, y)) -> b"),
                argument(
                        true,
                        "arg_max",
                        "max_by",
                        "(SELECT arg_max(x, y) FROM (VALUES ('a', 2), ('b', 1)) t(x, y)) -> a"));
    }

    private static AggregateFunction pick(
            Pick pick, String name, List<String> aliases, String description, String example) {
        return new AggregateFunction(
                BasicAggregates.doc(name, aliases, name + "(value)", description, example),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::any),
                                coerced -> coerced.get(0),
                                (coerced, result) -> new PickAccumulator(pick, coerced.get(0)))));
    }

    private static AggregateFunction argument(
            boolean isMax, String name, String alias, String example) {
        String which = isMax ? "greatest" : "least";
        return new AggregateFunction(
                BasicAggregates.doc(
                        name,
                        List.of(alias),
                        name + "(value, key)",
                        "The value, null too, of the row whose key is "
                                + which
                                + "; rows whose key is null do not count.",
                        example),
                List.of(
                        new ArgumentTypes(
                                List.of(ArgumentTypes::any, ArgumentTypes::comparable),
                                coerced -> coerced.get(0),
                                (coerced, result) ->
                                        new ExtremeValueAccumulator(
                                                isMax, coerced.get(0), coerced.get(1)))));
    }
}
