package dev.sabot.console.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.console.line.CursorContext.Kind;
import dev.sabot.console.line.CursorContext.TableUse;

import org.junit.jupiter.api.Test;

import java.util.List;

final class CursorContextTest {
    /// Looks at the place of the bar.
    private static CursorContext at(String marked) {
        int cursor = marked.indexOf('|');
        return CursorContext.of(marked.replace("|", ""), cursor);
    }

    private static Kind kind(String marked) {
        return at(marked).kind();
    }

    @Test
    void statementsBeginAnywhereAfterASemicolon() {
        assertEquals(Kind.STATEMENT, kind("|"));
        assertEquals(Kind.STATEMENT, kind("sel|"));
        assertEquals(Kind.STATEMENT, kind("SELECT 1; sel|"));
        assertEquals(Kind.STATEMENT, kind("SELECT 1; |"));
        assertEquals(Kind.EXPRESSION, kind("SELECT |"));
    }

    @Test
    void tablesFollowFromJoinAndCommas() {
        assertEquals(Kind.TABLE, kind("SELECT * FROM |"));
        assertEquals(Kind.TABLE, kind("SELECT * FROM lin|"));
        assertEquals(Kind.TABLE, kind("SELECT * FROM a JOIN b| ON x"));
        assertEquals(Kind.TABLE, kind("SELECT * FROM a, |"));
        assertEquals(Kind.TABLE, kind("INSERT INTO |"));
        assertEquals(Kind.TABLE, kind("DROP TABLE |"));
        assertEquals(Kind.EXPRESSION, kind("SELECT a, |"));
        assertEquals(Kind.EXPRESSION, kind("SELECT * FROM a WHERE |"));
        assertEquals(Kind.EXPRESSION, kind("SELECT * FROM a ORDER BY x, |"));
    }

    @Test
    void columnsFollowAName() {
        CursorContext context = at("SELECT p.na| FROM lineitem l JOIN part AS p ON true");
        assertEquals(Kind.QUALIFIED, context.kind());
        assertEquals("p", context.qualifier());
        assertEquals(
                List.of(new TableUse("lineitem", "l"), new TableUse("part", "p")),
                context.tables());
        assertEquals("My \"T", at("SELECT \"My \"\"T\".|").qualifier());
    }

    @Test
    void tablesOfOtherStatementsAreNotUsed() {
        assertEquals(
                List.of(new TableUse("c", "c"), new TableUse("d", "e")),
                at("SELECT * FROM a; SELECT | FROM s.c, d e; SELECT * FROM f").tables());
    }

    @Test
    void filesStandInStrings() {
        CursorContext context = at("SELECT * FROM 'data/li|");
        assertEquals(Kind.FILE, context.kind());
        assertEquals("SELECT * FROM '".length(), context.wordStart());
        assertEquals(Kind.FILE, kind("SELECT * FROM 'data/li|' WHERE x"));
        assertEquals(Kind.EXPRESSION, kind("SELECT * FROM 'data/li' |"));
    }

    @Test
    void nothingIsCompletedInAnOpenComment() {
        assertEquals(Kind.NOTHING, kind("SELECT /* fr|"));
    }
}
