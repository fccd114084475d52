package dev.sabot.bench;

import dev.sabot.bench.report.BenchOutput;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What a run of the command left behind.
record BenchRun(int exitCode, String results, String messages) {
    static BenchRun of(String... arguments) {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exitCode =
                Main.run(arguments, new BenchOutput(stream(results), stream(messages), false));
        return new BenchRun(
                exitCode,
                results.toString(StandardCharsets.UTF_8),
                messages.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
