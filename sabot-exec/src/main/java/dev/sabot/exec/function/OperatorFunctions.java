package dev.sabot.exec.function;

import dev.sabot.exec.function.operator.ArithmeticOperators;
import dev.sabot.exec.function.operator.ComparisonOperators;
import dev.sabot.exec.function.operator.TextOperators;

import java.util.ArrayList;
import java.util.List;

/// The operators of SQL as functions; [FunctionRegistry] lists their names.
final class OperatorFunctions {
    static final List<ScalarFunction> ALL = all();

    private OperatorFunctions() {}

    private static List<ScalarFunction> all() {
        List<ScalarFunction> functions = new ArrayList<>();
        functions.addAll(ArithmeticOperators.all());
        functions.addAll(ComparisonOperators.all());
        functions.addAll(TextOperators.all());
        return List.copyOf(functions);
    }
}
