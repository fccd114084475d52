package dev.sabot.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs dot commands in scripts.
final class DotCommandsTest {
    @TempDir private Path directory;

    /// Returns results and messages in the order they were printed.
    private static String run(String script) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed);
        Main.run(
                new String[] {"--url=jdbc:duckdb:", "--format=csv", "--continue-on-error"},
                new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
                stream,
                stream);
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void settingsChangeTheNextResults() {
        assertEquals(
                "a\nx\nx\n",
                run(
                        """
                        .nullvalue x
                        SELECT NULL AS a;
                        .headers off
                        SELECT NULL AS a;
                        """));
        assertTrue(run(".mode vertical\nSELECT 1 AS a;").contains("a | 1\n"));
        assertTrue(run(".timer on\nSELECT 1 AS a;").contains("\nTime: "));
    }

    @Test
    void resultsGoToFiles() throws IOException {
        Path once = directory.resolve("once.csv");
        Path many = directory.resolve("many.csv");
        String printed =
                run(
                        ".once '%s'\nSELECT 1 AS a;\nSELECT 2 AS a;\n.output %s\nSELECT 3 AS a;\n"
                                        .formatted(once, many)
                                + "SELECT 4 AS a;\n.output\nSELECT 5 AS a;");
        assertEquals("a\n1\n", Files.readString(once));
        assertEquals("a\n3\na\n4\n", Files.readString(many));
        assertEquals("a\n2\na\n5\n", printed);
    }

    @Test
    void aFullDiskIsToldAndLeavesTheConsoleAlive() {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        String printed = run(".output /dev/full\nSELECT 1 AS a;\nSELECT 2 AS a;");
        assertTrue(printed.startsWith("Error: The results cannot be written: "), printed);
        assertTrue(printed.endsWith("\na\n2\n"), printed);
    }

    @Test
    void filesAreRead() throws IOException {
        Path inner = Files.writeString(directory.resolve("inner.sql"), "SELECT 'in' AS a;");
        assertEquals("a\nin\na\nout\n", run(".read " + inner + "\nSELECT 'out' AS a;"));
        Path endless = directory.resolve("endless.sql");
        Files.writeString(endless, ".read " + endless);
        assertTrue(run(".read " + endless).contains("deep"));
    }

    @Test
    void theCatalogIsListed() {
        String setUp = "CREATE SCHEMA s; CREATE TABLE s.pets (id INT NOT NULL, w DECIMAL(9,2));\n";
        assertEquals("schema,name,type\ns,pets,TABLE\n", run(setUp + ".tables"));
        assertEquals("schema,name,type\n", run(setUp + ".tables z%"));
        String columns =
                "schema,table,column,type,constraint\n"
                        + "s,pets,id,INTEGER,NOT NULL\ns,pets,w,\"DECIMAL(9,2)\",\n";
        assertEquals(columns, run(setUp + ".schema pets").replace(",\"\"", ","));
        assertEquals(columns, run(setUp + ".schema").replace(",\"\"", ","));
        assertEquals(columns, run(setUp + ".schema s.pets").replace(",\"\"", ","));
        assertTrue(run(".schema nope").startsWith("Error: There is no table nope"));
        assertTrue(run(".functions upp%").contains("\nupper,"));
    }

    @Test
    void wrongCommandsAreToldFromUnknownOnes() {
        assertEquals("Error: There is no command .tabels; did you mean .tables?\n", run(".tabels"));
        assertEquals(
                "Error: There is no command .xyzzy; .help lists all commands.\n", run(".xyzzy"));
        assertEquals("Error: Usage: .timer on|off\n", run(".timer maybe"));
        assertEquals("Error: Usage: .read FILE\n", run(".read"));
        assertEquals("Error: Usage: .maxrows N\n", run(".maxrows many"));
        assertTrue(run(".mode xml").contains("there are table, csv,"));
    }

    @Test
    void quitEndsTheScript() {
        assertEquals("a\n1\n", run("SELECT 1 AS a;\n.quit\nSELECT 2 AS a;"));
    }

    @Test
    void helpListsEveryCommand() {
        String help = run(".help");
        for (DotCommand command : DotCommand.all()) {
            assertTrue(help.contains(command.label() + " "), help);
        }
    }
}
