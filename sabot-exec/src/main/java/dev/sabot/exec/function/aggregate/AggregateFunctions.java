package dev.sabot.exec.function.aggregate;

import dev.sabot.exec.function.AggregateFunction;

import java.util.ArrayList;
import java.util.List;

/// Lists all aggregate functions.
public final class AggregateFunctions {
    private AggregateFunctions() {}

    /// Returns the declarations.
    public static List<AggregateFunction> all() {
        List<AggregateFunction> functions = new ArrayList<>();
        functions.addAll(BasicAggregates.declarations());
        functions.addAll(ChoiceAggregates.declarations());
        functions.addAll(CollectionAggregates.declarations());
        functions.addAll(LogicAggregates.declarations());
        functions.addAll(StatisticAggregates.declarations());
        return List.copyOf(functions);
    }
}
