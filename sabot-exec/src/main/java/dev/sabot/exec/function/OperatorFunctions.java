package dev.sabot.exec.function;

import java.util.List;

/// The operators of SQL as functions; [FunctionRegistry] lists their names.
final class OperatorFunctions {
    static final List<ScalarFunction> ALL = List.of();

    private OperatorFunctions() {}
}
