package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.ScalarFunction;

import java.util.List;
import java.util.stream.Stream;

/// Lists the functions of numbers.
public final class MathFunctions {
    public static final List<ScalarFunction> ALL =
            Stream.of(
                            RoundingFunctions.ALL,
                            SignFunctions.ALL,
                            ExponentFunctions.ALL,
                            TrigonometricFunctions.ALL,
                            IntegerFunctions.ALL,
                            DivisionFunctions.ALL,
                            RandomFunctions.ALL)
                    .flatMap(List::stream)
                    .toList();

    private MathFunctions() {}
}
