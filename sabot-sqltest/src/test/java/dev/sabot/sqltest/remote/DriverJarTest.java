package dev.sabot.sqltest.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sabot.jdbc.SabotDriver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The driver's jar alone, on every JDK of this machine, without any option of the JVM.
///
/// The jar exists from the phase `package` on; before it, there is nothing to test.
class DriverJarTest {
    private static final long MAX_BYTES = 8 << 20;
    private static final Path JDK_FOLDER = Path.of("/usr/lib/jvm");

    private static Path jar() throws URISyntaxException {
        Path place =
                Path.of(
                        SabotDriver.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        assumeTrue(Files.isRegularFile(place), "the driver is not a jar yet");
        return place;
    }

    @Test
    void theJarIsSmallAndHasNothingUnderAForeignName() throws IOException, URISyntaxException {
        Path jar = jar();
        assertTrue(Files.size(jar) <= MAX_BYTES, "bytes: " + Files.size(jar));
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> foreign =
                    file.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> !name.startsWith("dev/sabot/jdbc/"))
                            .toList();
            assertEquals(List.of(), foreign);
        }
    }

    private static List<Path> jdks() throws IOException {
        List<Path> jdks = new ArrayList<>();
        jdks.add(Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(JDK_FOLDER)) {
            try (Stream<Path> found = Files.list(JDK_FOLDER)) {
                found.filter(Files::isDirectory)
                        .filter(folder -> !Files.isSymbolicLink(folder))
                        .filter(folder -> Files.isExecutable(folder.resolve("bin/java")))
                        .filter(folder -> !jdks.contains(folder))
                        .forEach(jdks::add);
            }
        }
        return jdks;
    }

    @Test
    void everyJdkRunsIt(@TempDir Path folder) throws Exception {
        Path jar = jar();
        Path source = folder.resolve("Client.java");
        Files.writeString(
                source,
                """
                import java.sql.*;

                public class Client {
                    public static void main(String[] args) throws Exception {
                        try (Connection connection = DriverManager.getConnection(args[0]);
                                PreparedStatement query = connection.prepareStatement(
                                        "SELECT COUNT(*), SUM(n), MAX('' || n) FROM"
                                                + " generate_series(1, 100000) AS t (n)"
                                                + " WHERE n > CAST(? AS INTEGER)")) {
                            query.setInt(1, 10);
                            try (ResultSet rows = query.executeQuery()) {
                                rows.next();
                                System.out.println(rows.getLong(1) + " " + rows.getLong(2));
                            }
                            long sum = 0;
                            try (Statement statement = connection.createStatement();
                                    ResultSet rows = statement.executeQuery(
                                            "SELECT n FROM generate_series(1, 300000) AS t (n)")) {
                                while (rows.next()) {
                                    sum += rows.getLong(1);
                                }
                            }
                            System.out.println(sum);
                        }
                    }
                }
                """);
        try (Doors doors = new Doors()) {
            for (Path jdk : jdks()) {
                String output = run(folder, jdk, jar, source, doors.url());
                assertEquals("99990 5000049945\n45000150000\n", output, jdk.toString());
            }
        }
    }

    private static String run(Path folder, Path jdk, Path jar, Path source, String url)
            throws IOException, InterruptedException {
        // The launcher of single files is not told to keep quiet: not a word on stderr is wanted.
        Process process =
                new ProcessBuilder(
                                jdk.resolve("bin/java").toString(),
                                "-cp",
                                jar.toString(),
                                source.toString(),
                                url)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.txt").toFile())
                        .start();
        boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String output = Files.readString(folder.resolve("output.txt"));
        assertTrue(hasEnded, jdk + " does not end; it said " + output);
        assertFalse(output.contains("WARNING"), jdk + ": " + output);
        return output;
    }
}
