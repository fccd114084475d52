package dev.sabot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Starts Sabot as a user does, from a folder that looks like a built source tree, and looks where
/// the JVM took its classes from: a cache that is not used makes every start slow and is silent.
class LauncherTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> PARTS =
            List.of(
                    "sabot",
                    "sabot-dist/src/main/aot/training.sql",
                    "sabot-dist/src/main/config/logging.properties");

    private static final String QUERY = "SELECT 42 AS answer";

    private record Run(int exit, String output, String messages) {}

    @Test
    void aStartUsesTheTrainedCache(@TempDir Path home) throws Exception {
        layOut(home);
        Run trained = run(home, "");
        assertEquals(0, trained.exit(), trained::messages);
        Path cache = home.resolve("sabot-dist/target/sabot/sabot.aot");
        assertTrue(Files.exists(cache), () -> "no cache was made:\n" + trained.messages());

        Path loaded = home.resolve("classes.log");
        // with AOTMode=on the JVM refuses to start when it cannot use the cache
        Run run = run(home, "-XX:AOTMode=on -Xlog:class+load=info:file=" + loaded);
        assertEquals(0, run.exit(), run::messages);
        assertEquals("42", run.output().strip());
        List<String> ours;
        try (Stream<String> lines = Files.lines(loaded)) {
            // hidden classes of lambdas have a slash in their name
            ours =
                    lines.filter(line -> line.contains(" dev.sabot.") && !line.contains("/0x"))
                            .toList();
        }
        long cached =
                ours.stream().filter(line -> line.contains("source: shared objects file")).count();
        assertTrue(ours.size() > 200, () -> "few classes were seen: " + ours.size());
        assertTrue(
                cached > ours.size() * 0.9,
                () -> cached + " of " + ours.size() + " classes came from the cache");
    }

    @Test
    void exitCodesArePassedOn(@TempDir Path home) throws Exception {
        layOut(home);
        Run run = run(home, "", "-c", "SELECT nope");
        assertTrue(run.exit() != 0);
        assertTrue(run.messages().contains("nope"), run::messages);
        assertEquals("", run.output());
    }

    private static void layOut(Path home) throws IOException {
        for (String part : PARTS) {
            Path copy = home.resolve(part);
            Files.createDirectories(copy.getParent());
            Files.copy(ROOT.resolve(part), copy);
        }
        Path lib = Files.createDirectories(home.resolve("sabot-dist/target/sabot/lib"));
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(":")) {
            Path source = Path.of(entry);
            Path jar = lib.resolve("%03d.jar".formatted(number++));
            if (Files.isDirectory(source)) {
                pack(source, jar);
            } else if (entry.endsWith(".jar") && Files.exists(source)) {
                Files.copy(source, jar);
            }
        }
        Path built = Files.createFile(home.resolve("sabot-dist/target/sabot/built"));
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(1)));
    }

    /// The JVM caches classes of jars alone.
    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream output = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(output);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static Run run(Path home, String javaOptions, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", home.resolve("sabot").toString());
        builder.command()
                .addAll(
                        arguments.length > 0
                                ? List.of(arguments)
                                : List.of("--format", "csv", "--no-header", "-c", QUERY));
        Path output = home.resolve("output.txt");
        Path messages = home.resolve("messages.txt");
        builder.environment().put("SABOT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SABOT_JAVA_OPTIONS", javaOptions);
        builder.environment().put("SABOT_AOT", arguments.length > 0 ? "off" : "on");
        builder.redirectOutput(output.toFile()).redirectError(messages.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        int exit = builder.start().waitFor();
        return new Run(
                exit,
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(messages, StandardCharsets.UTF_8));
    }
}
