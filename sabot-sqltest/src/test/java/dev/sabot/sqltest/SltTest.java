package dev.sabot.sqltest;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/// Runs every `.slt` file under the configurations of the default build.
///
/// `-Dslt=select/limit` runs the files whose path contains the text; `-Dslt.configurations=batch_1`
/// names other configurations, separated by commas; `stream_replay` is [StreamReplay]. A build also
/// runs a sample of the files through a server.
class SltTest {
    private static final Path ROOT = Path.of("src/test/slt");
    private static final String STREAM_REPLAY = "stream_replay";
    private static final String DEFAULT_CONFIGURATIONS = "embedded,stress,rules_off,stream_replay";

    /// What a build runs besides, on a tenth of the files.
    private static final RunConfiguration SAMPLED = RunConfiguration.JDBC_FLIGHT;

    private static final int SAMPLE_OF = 10;
    private static final long SAMPLE_SEED = 20_261;

    @TestFactory
    Stream<DynamicNode> files() throws IOException {
        List<Path> files;
        String wanted = System.getProperty("slt", "");
        try (Stream<Path> all = Files.walk(ROOT)) {
            files =
                    all.filter(path -> path.toString().endsWith(".slt"))
                            .filter(path -> path.toString().contains(wanted))
                            .sorted()
                            .toList();
        }
        assertTrue(!files.isEmpty(), "no file matches -Dslt=" + wanted);
        List<DynamicNode> nodes = new ArrayList<>();
        boolean isDefault = wanted.isEmpty() && System.getProperty("slt.configurations") == null;
        if (isDefault) {
            nodes.add(container(SAMPLED.name().toLowerCase(Locale.ROOT), SAMPLED, sample(files)));
        }
        String names = System.getProperty("slt.configurations", DEFAULT_CONFIGURATIONS);
        for (String name : Arrays.asList(names.split(",", -1))) {
            if (name.strip().equals(STREAM_REPLAY)) {
                nodes.add(DynamicContainer.dynamicContainer(name, replays(files)));
                continue;
            }
            RunConfiguration configuration =
                    RunConfiguration.valueOf(name.strip().toUpperCase(Locale.ROOT));
            nodes.add(container(name, configuration, files));
        }
        return nodes.stream();
    }

    /// Files about streams and windows, as tables and as streams.
    private static Stream<DynamicTest> replays(List<Path> files) {
        return files.stream()
                .filter(file ->
                        file.startsWith(ROOT.resolve("streaming"))
                                || file.startsWith(ROOT.resolve("window_table")))
                .map(file ->
                        DynamicTest.dynamicTest(
                                ROOT.relativize(file).toString(), () -> replay(file)));
    }

    private static void replay(Path file) throws Exception {
        Path data = Files.createTempDirectory("slt");
        long seed = System.nanoTime();
        try {
            StreamReplay.Report report = StreamReplay.run(file, data, seed);
            assertTrue(
                    report.failures().isEmpty(),
                    () -> "seed " + seed + "\n" + String.join("\n", report.failures()));
        } finally {
            deleteAll(data);
        }
    }

    private static DynamicNode container(
            String name, RunConfiguration configuration, List<Path> files) {
        return DynamicContainer.dynamicContainer(
                name,
                files.stream()
                        .map(file ->
                                DynamicTest.dynamicTest(
                                        ROOT.relativize(file).toString(),
                                        () -> run(configuration, file))));
    }

    /// Returns some of the files, others with another `-Dslt.seed`; none that steers streams, which
    /// takes a database in this process.
    private static List<Path> sample(List<Path> files) {
        long seed = Long.getLong("slt.seed", SAMPLE_SEED);
        List<Path> shuffled = new ArrayList<>(files);
        shuffled.removeIf(file ->
                file.startsWith(ROOT.resolve("streaming"))
                        || file.startsWith(ROOT.resolve("nexmark")));
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled.subList(0, Math.max(1, files.size() / SAMPLE_OF)).stream()
                .sorted()
                .toList();
    }

    private static void run(RunConfiguration configuration, Path file) throws Exception {
        Path data = Files.createTempDirectory("slt");
        try {
            SltRunner.Report report = new SltRunner(configuration, data).run(file);
            assertTrue(
                    report.failures().isEmpty(),
                    () -> configuration + "\n" + String.join("\n", report.failures()));
            assertTrue(report.passed() + report.skipped() > 0, "the file has no record");
        } finally {
            deleteAll(data);
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
