package dev.sabot.exec.function;

import dev.sabot.exec.function.aggregate.AggregateFunctions;
import dev.sabot.exec.function.scalar.conditional.ConditionalFunctions;
import dev.sabot.exec.function.scalar.datetime.DateTimeFunctions;
import dev.sabot.exec.function.scalar.json.JsonFunctions;
import dev.sabot.exec.function.scalar.math.MathFunctions;
import dev.sabot.exec.function.scalar.nested.NestedFunctions;
import dev.sabot.exec.function.scalar.system.SystemFunctions;
import dev.sabot.exec.function.scalar.text.TextFunctions;

import java.util.ArrayList;
import java.util.List;

/// Lists every function of the engine; the registry is made of it. One line per group.
public final class BuiltinFunctions {
    private BuiltinFunctions() {}

    /// Returns a registry of all built-in functions.
    public static FunctionRegistry registry() {
        return new FunctionRegistry(scalars(), aggregates());
    }

    /// Returns all scalar functions, the operators of SQL among them.
    public static List<ScalarFunction> scalars() {
        List<ScalarFunction> functions = new ArrayList<>();
        functions.addAll(OperatorFunctions.ALL);
        functions.addAll(TextFunctions.ALL);
        functions.addAll(MathFunctions.ALL);
        functions.addAll(DateTimeFunctions.ALL);
        functions.addAll(ConditionalFunctions.ALL);
        functions.addAll(NestedFunctions.ALL);
        functions.addAll(JsonFunctions.ALL);
        functions.addAll(SystemFunctions.ALL);
        return functions;
    }

    /// Returns all aggregate functions.
    public static List<AggregateFunction> aggregates() {
        return AggregateFunctions.all();
    }
}
