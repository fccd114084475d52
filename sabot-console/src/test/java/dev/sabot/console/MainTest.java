package dev.sabot.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/// Runs the command as a process would, on another engine's driver.
final class MainTest {
    @TempDir private Path directory;

    private record Outcome(int code, String results, String messages) {}

    private static Outcome run(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--url", "jdbc:duckdb:"));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int code =
                Main.run(
                        all.toArray(new String[0]),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(results),
                        new PrintStream(messages));
        return new Outcome(
                code,
                results.toString(StandardCharsets.UTF_8),
                messages.toString(StandardCharsets.UTF_8));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void aStatementOfTheCommandLine() {
        Outcome outcome = run("", "-c", "SELECT 1 AS a");
        assertEquals(
                """
                ┌───┐
                │ a │
                ├───┤
                │ 1 │
                └───┘
                1 row
                """,
                outcome.results());
        assertEquals("", outcome.messages());
        assertEquals(0, outcome.code());
    }

    @Test
    void commandsAndFilesRunInTheOrderGiven() throws IOException {
        Path first = file("first.sql", "SELECT 'f1'; SELECT 'ü'");
        Path second = file("second.sql", "SELECT 'f2';");
        Outcome outcome =
                run(
                        "SELECT 'not read';",
                        "--format=csv",
                        "--no-header",
                        "-f" + first,
                        "-c",
                        "SELECT 'c1'",
                        "--file=" + second,
                        "--command",
                        "SELECT 'c2';");
        assertEquals("f1\nü\nc1\nf2\nc2\n", outcome.results());
        assertEquals(0, outcome.code());
    }

    @Test
    void aPipedScriptRuns() {
        Outcome outcome =
                run(
                        "CREATE TABLE t (a INT);\nINSERT INTO t VALUES (1), (2);\n.mode jsonlines\n"
                                + "SELECT * FROM t");
        assertEquals("{\"a\":1}\n{\"a\":2}\n", outcome.results());
        assertEquals("", outcome.messages());
        assertEquals(0, outcome.code());
    }

    @Test
    void aScriptStopsAtItsFirstError() {
        Outcome outcome = run("SELECT 1;\nSELECT nope;\nSELECT 3;", "--format", "csv");
        assertEquals("1\n1\n", outcome.results());
        assertTrue(outcome.messages().startsWith("Error in stdin:2:1: "), outcome.messages());
        assertEquals(1, outcome.code());
    }

    @Test
    void aScriptCanContinueAfterErrors() {
        Outcome outcome =
                run("SELECT nope;\n.nope\nSELECT 3 AS a;", "--format=csv", "--continue-on-error");
        assertEquals("a\n3\n", outcome.results());
        assertEquals(1, outcome.code());
        Outcome sources =
                run("", "--format=csv", "--continue-on-error", "-c", "nope", "-c", "SELECT 3 AS a");
        assertEquals("a\n3\n", sources.results());
        assertEquals(1, sources.code());
    }

    @Test
    void aWrongCommandLineIsToldFromAFailure() throws IOException {
        assertEquals(2, run("", "--nope").code());
        assertEquals(2, run("", "-c").code());
        assertEquals(2, run("", "--format", "xml", "-c", "SELECT 1").code());
        assertEquals(2, run("", "--max-rows", "-1").code());
        assertEquals(2, run("", "--set", "bad name=1").code());
        Outcome unknown = run("", "srever");
        assertEquals(2, unknown.code());
        assertTrue(unknown.messages().contains("'srever'"), unknown.messages());
        assertEquals(1, run("", "-f", directory.resolve("missing.sql").toString()).code());
        assertEquals(1, run("", "--url", "jdbc:nope:", "-c", "SELECT 1").code());
        assertEquals(1, run("", "--set", "nope=1", "-c", "SELECT 1").code());
    }

    @Test
    void helpAndVersionAreResults() {
        Outcome help = run("", "--help");
        assertEquals(0, help.code());
        for (String part : List.of("--continue-on-error", "Exit codes:", "Examples:", "130")) {
            assertTrue(help.results().contains(part), help.results());
        }
        help.results().lines().forEach(line -> assertTrue(line.length() <= 90, line));
        assertTrue(run("", "-V").results().matches("sabot [0-9]+\\.[0-9]+.*\n"));
    }

    @Test
    void timesAreMessages() {
        Outcome outcome = run("", "--timer", "--format=csv", "-c", "SELECT 1 AS a");
        assertEquals("a\n1\n", outcome.results());
        assertTrue(outcome.messages().matches("Time: [0-9]+\\.[0-9]{3} s\n"), outcome.messages());
        assertEquals("", run("", "--no-timer", "-c", "SELECT 1").messages());
    }

    @Test
    void settingsAreChangedFirst() {
        Outcome outcome =
                run(
                        "",
                        "--threads=2",
                        "--set",
                        "memory_limit=100MB",
                        "--format=csv",
                        "--no-header",
                        "-c",
                        "SELECT current_setting('threads')");
        assertEquals("2\n", outcome.results());
        assertEquals(0, outcome.code());
    }

    @Test
    void optionsChangeTables() {
        Outcome outcome =
                run(
                        "",
                        "--max-rows=2",
                        "--null=-",
                        "-q",
                        "-c",
                        "SELECT nullif(range, 0) AS r FROM range(5)");
        assertEquals(
                """
                ┌───┐
                │ r │
                ├───┤
                │ - │
                │ · │
                │ · │
                │ · │
                │ 4 │
                └───┘
                """,
                outcome.results());
    }

    @Test
    void dataFilesBecomeViews() throws IOException {
        Path data = file("my data.csv", "a,b\n1,x\n2,y\n");
        Outcome outcome = run("SELECT sum(a) AS s FROM \"my data\";", "--format=csv", "" + data);
        assertEquals("s\n3\n", outcome.results());
        assertTrue(outcome.messages().contains("is the view \"my data\""), outcome.messages());
        assertEquals(0, outcome.code());
    }

    @Test
    void anArgumentCanBeTheUrl() {
        ByteArrayOutputStream results = new ByteArrayOutputStream();
        int code =
                Main.run(
                        new String[] {"jdbc:duckdb:", "--format=csv", "-c", "SELECT 1 AS a"},
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(results),
                        new PrintStream(new ByteArrayOutputStream()));
        assertEquals("a\n1\n", results.toString(StandardCharsets.UTF_8));
        assertEquals(0, code);
        Outcome two = run("", "jdbc:sabot:", "-c", "SELECT 1");
        assertEquals(2, two.code());
        assertTrue(two.messages().contains("more than one JDBC URL"), two.messages());
    }

    @Test
    void plansArePrintedWithoutABox() {
        Outcome outcome = run("", "-c", "EXPLAIN SELECT 1");
        assertTrue(outcome.results().lines().count() > 3, outcome.results());
        assertTrue(!outcome.results().contains("\\n"), outcome.results());
    }

    @Test
    void aReaderThatLeavesEndsTheRun() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream closed = new PrintStream(new ByteArrayOutputStream());
        closed.close();
        int code =
                Main.run(
                        new String[] {
                            "--url=jdbc:duckdb:", "--format=csv", "-c", "FROM range(1000000)"
                        },
                        new ByteArrayInputStream(new byte[0]),
                        closed,
                        new PrintStream(messages));
        assertEquals(1, code);
        assertEquals("", messages.toString(StandardCharsets.UTF_8));
    }
}
