package dev.sabot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.console.Main;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

/// Runs every command and the program of the README, so that it cannot promise what does not work.
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /// Returns the lines of the fenced blocks of a language.
    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith("```")) {
                if (block != null) {
                    blocks.add(block.toString());
                    block = null;
                } else if (line.equals("```" + language)) {
                    block = new StringBuilder();
                } else {
                    block = null;
                }
            } else if (block != null) {
                block.append(line).append('\n');
            }
        }
        return blocks;
    }

    @Test
    void everyCommandOfTheTourWorks(@TempDir Path folder) throws IOException {
        int commands = 0;
        for (String block : blocks("")) {
            for (String line : block.lines().toList()) {
                if (line.startsWith("./sabot -")) {
                    run(line, folder);
                    commands++;
                }
            }
        }
        assertTrue(commands > 10, "the tour has commands");
    }

    private static void run(String line, Path folder) {
        List<String> arguments = new ArrayList<>();
        Matcher words = WORD.matcher(line.substring("./sabot ".length()));
        while (words.find()) {
            String word = words.group(1) != null ? words.group(1) : words.group(2);
            arguments.add(word.replaceAll("'([^' ]+\\.(?:parquet|csv))'", "'" + folder + "/$1'"));
        }
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int exit =
                Main.run(
                        arguments.toArray(String[]::new),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(results, true, StandardCharsets.UTF_8),
                        new PrintStream(messages, true, StandardCharsets.UTF_8));
        assertEquals(0, exit, () -> line + "\n" + messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theProgramPrintsWhatItSays(@TempDir Path folder) throws Exception {
        List<String> programs = blocks("java");
        assertEquals(1, programs.size());
        Path source = folder.resolve("Example.java");
        Files.writeString(source, programs.getFirst());
        assertEquals(
                0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                folder + ":" + System.getProperty("java.class.path"),
                                "Example")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals("8 64\n9 81\n10 100\n", printed);
    }
}
