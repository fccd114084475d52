package dev.sabot.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.sql.statement.CreateTableStatement;
import dev.sabot.sql.statement.InsertStatement;
import dev.sabot.sql.statement.QueryStatement;
import dev.sabot.sql.statement.Statement;
import dev.sabot.sql.statement.StatementText;

import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class ScriptTest {

    @Test
    void splitsAtSemicolonsOnly() {
        ScriptParts parts =
                SqlParser.split(
                        " SELECT ';' ; -- a;b\n;; SELECT \"a;\", `;` /* ; */ FROM t;\n"
                                + "SHOW TABLES ");
        assertEquals(
                List.of("SELECT ';'", "SELECT \"a;\", `;` /* ; */ FROM t", "SHOW TABLES"),
                parts.statements().stream().map(StatementText::sql).toList());
        assertEquals("2:4", parts.statements().get(1).position().toString());
        assertEquals("3:1", parts.statements().get(2).position().toString());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    "", COMPLETE
                    "SELECT 1;", COMPLETE
                    "SELECT 1; -- end", COMPLETE
                    "SELECT 1", NO_SEMICOLON
                    "SELECT (1", OPEN_BRACKET
                    "SELECT 'a;", OPEN_STRING
                    "SELECT (e'a;", OPEN_STRING
                    "SELECT 1; /* a;", OPEN_COMMENT
                    "SELECT 1 /* a", OPEN_COMMENT
                    "SELECT (1;", COMPLETE
                    """)
    void saysWhatIsOpen(String script, ScriptParts.Ending ending) {
        ScriptParts parts = SqlParser.split(script);
        assertEquals(ending, parts.ending());
        assertEquals(ending != ScriptParts.Ending.COMPLETE, parts.isIncomplete());
    }

    @Test
    void parsesAScript() {
        List<Statement> statements =
                SqlParser.parseScript("CREATE TABLE t (a INT);\n\n  SELECT ? FROM t\n;");
        assertInstanceOf(CreateTableStatement.class, statements.get(0));
        StatementText query = statements.get(1).text();
        assertEquals("SELECT ? FROM t", query.sql());
        assertEquals("3:3", query.position().toString());
        assertEquals(27, query.start());
        assertEquals(42, query.end());
        assertEquals(1, query.parameterCount());
        assertEquals(List.of(), SqlParser.parseScript(" -- nothing\n ; "));
    }

    @Test
    void readsAStreamingScript() throws IOException {
        List<Statement> statements = SqlParser.parseScript(resource("/nexmark.sql"));
        assertEquals(5, statements.size());
        assertInstanceOf(InsertStatement.class, statements.get(3));
        assertInstanceOf(QueryStatement.class, statements.get(4));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void readsTpch(int number) throws IOException {
        var query = Parsing.query(resource("/tpch/q%02d.sql".formatted(number)));
        assertTrue(
                query instanceof SqlSelect
                        || query instanceof SqlOrderBy
                        || query instanceof SqlWith);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ScriptTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
