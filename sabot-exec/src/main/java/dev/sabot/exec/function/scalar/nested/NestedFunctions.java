package dev.sabot.exec.function.scalar.nested;

import dev.sabot.exec.function.ScalarFunction;

import java.util.List;
import java.util.stream.Stream;

/// Lists the functions of arrays, maps and rows.
public final class NestedFunctions {
    public static final List<ScalarFunction> ALL =
            Stream.of(
                            ArrayFunctions.ALL,
                            ArrayOrderFunctions.ALL,
                            ArrayNumberFunctions.ALL,
                            MapFunctions.ALL,
                            RowFunctions.ALL)
                    .flatMap(List::stream)
                    .toList();

    private NestedFunctions() {}
}
