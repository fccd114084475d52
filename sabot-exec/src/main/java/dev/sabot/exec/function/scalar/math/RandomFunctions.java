package dev.sabot.exec.function.scalar.math;

import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Volatility;
import dev.sabot.exec.function.scalar.BatchKernels;
import dev.sabot.type.DataType;

import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;

/// Random numbers. Each batch draws its seed from the system's source.
final class RandomFunctions {
    private static final SecureRandom SEEDS = new SecureRandom();

    static final List<ScalarFunction> ALL =
            List.of(
                    Signatures.function("random", "math")
                            .aliases("rand")
                            .syntax("random()")
                            .description("Gives another number from 0 until 1 for each row.")
                            .example("random() < 1", "true")
                            .volatility(Volatility.VOLATILE)
                            .signature(
                                    DataType.DOUBLE,
                                    BatchKernels.perBatch(_ -> {
                                        SplittableRandom random =
                                                new SplittableRandom(SEEDS.nextLong());
                                        return (_, result) -> result.setDouble(random.nextDouble());
                                    }))
                            .build());

    private RandomFunctions() {}
}
