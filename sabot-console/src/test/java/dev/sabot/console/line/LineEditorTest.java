package dev.sabot.console.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jline.reader.Candidate;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

final class LineEditorTest {
    @TempDir private Path directory;
    private Connection connection;
    private Catalog catalog;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        catalog = new Catalog(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE people (id INTEGER, name VARCHAR, \"odd name\" INTEGER)");
            statement.execute("CREATE TABLE pets (owner INTEGER, species VARCHAR)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static Terminal terminal(String typed) throws IOException {
        return new DumbTerminal(
                "test",
                "dumb",
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8);
    }

    private LineEditor.Configuration configuration() {
        return new LineEditor.Configuration(
                catalog,
                command ->
                        command.isEmpty() ? List.of(".mode", ".read") : List.of(DotArguments.FILE),
                directory.resolve("deep/history"),
                true);
    }

    private List<String> completions(String marked) throws IOException {
        int cursor = marked.indexOf('|');
        String line = marked.replace("|", "");
        List<Candidate> candidates = new ArrayList<>();
        try (Terminal terminal = terminal("")) {
            new CatalogCompleter(catalog, configuration().argumentsOfDotCommand())
                    .complete(
                            new LineReaderImpl(terminal),
                            SqlLineParser.Word.at(line, cursor),
                            candidates);
        }
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void linesAreJoinedUntilTheSemicolon() throws IOException {
        try (LineEditor editor =
                LineEditor.on(
                        terminal("SELECT 1,\n ';'\n;\n.mode csv\nSELECT 2; SELECT 3;\n"),
                        configuration())) {
            assertEquals(new LineEditor.Input.Text("SELECT 1,\n ';'\n;"), editor.read());
            assertEquals(new LineEditor.Input.Text(".mode csv"), editor.read());
            assertEquals(new LineEditor.Input.Text("SELECT 2; SELECT 3;"), editor.read());
            assertInstanceOf(LineEditor.Input.End.class, editor.read());
        }
    }

    @Test
    void onlyTheAuthorMayReadTheHistory() throws IOException {
        Path history = directory.resolve("deep/history");
        try (LineEditor editor = LineEditor.on(terminal("SELECT\n1;\n"), configuration())) {
            editor.read();
        }
        assertTrue(Files.readString(history).contains("SELECT"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
        try (LineEditor editor = LineEditor.on(terminal(""), configuration())) {
            assertInstanceOf(LineEditor.Input.End.class, editor.read());
        }
        assertTrue(Files.readString(history).contains("SELECT"));
    }

    @Test
    void namesAreCompletedWhereTheyFit() throws IOException {
        assertTrue(completions("SELECT * FROM p|").containsAll(List.of("people", "pets")));
        assertEquals(List.of("species"), completions("SELECT q.s| FROM pets q"));
        assertEquals(
                List.of("id", "name", "\"odd name\""), completions("SELECT people.| FROM people"));
        assertEquals(List.of("\"odd name\""), completions("SELECT \"od| FROM people"));
        assertTrue(completions("SELECT na| FROM people").contains("name"));
        assertTrue(completions("SELECT upp|").contains("upper("));
        assertTrue(completions("SELECT * FROM people whe|").contains("where"));
        assertTrue(completions("SELECT * FROM people WHE|").contains("WHERE"));
        assertTrue(completions("SEL|").contains("SELECT"));
    }

    @Test
    void namesAreReadAnewAfterAChange() throws Exception {
        assertEquals(List.of(), completions("SELECT * FROM newcomer|"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE newcomers (a INTEGER)");
        }
        assertEquals(List.of(), completions("SELECT * FROM newcomer|"));
        catalog.hasChanged();
        assertEquals(List.of("newcomers"), completions("SELECT * FROM newcomer|"));
    }

    @Test
    void filesAreCompletedInStringsAndAfterDotCommands() throws IOException {
        Files.createDirectory(directory.resolve("data"));
        Files.createFile(directory.resolve("day.csv"));
        Files.createFile(directory.resolve(".hidden"));
        String path = directory + "/";
        assertEquals(
                List.of(path + "data/", path + "day.csv"),
                completions("SELECT * FROM '" + path + "da|").stream().sorted().toList());
        assertEquals(List.of(path + "day.csv"), completions(".read " + path + "day|"));
        assertEquals(List.of(".mode", ".read"), completions(".m|"));
    }

    @Test
    void tokensAreColoured() {
        String sql = "SELECT 'a', 12 -- done";
        AttributedString coloured = new SqlHighlighter().highlight(null, sql);
        assertEquals(sql, coloured.toString());
        assertTrue(coloured.toAnsi().contains("\u001b[34;1mSELECT\u001b[0m"), coloured.toAnsi());
        String open = "SELECT 'open";
        assertEquals(open, new SqlHighlighter().highlight(null, open).toString());
    }
}
