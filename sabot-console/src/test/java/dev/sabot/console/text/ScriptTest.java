package dev.sabot.console.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class ScriptTest {
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (ScriptPart part : new Script(text)) {
            parts.add(
                    switch (part) {
                        case ScriptPart.Sql(String sql, int start) -> {
                            assertEquals(sql, text.substring(start, start + sql.length()));
                            yield sql;
                        }
                        case ScriptPart.Dot(String command, int start) -> {
                            assertTrue(text.startsWith(command, start));
                            yield "dot:" + command;
                        }
                    });
        }
        return parts;
    }

    @Test
    void statementsEndAtSemicolonsOutsideOfQuotesAndComments() {
        assertEquals(
                List.of("SELECT ';'", "SELECT \"a;b\" -- c;\n, 1", "SELECT /* ; */ 2"),
                parts(
                        " SELECT ';'; SELECT \"a;b\" -- c;\n, 1 ;;"
                                + " /* ; */ SELECT /* ; */ 2 -- end\n"));
    }

    @Test
    void dotCommandsStandWhereStatementsCouldBegin() {
        assertEquals(
                List.of("dot:.mode csv", "SELECT .5", "dot:.read it's.sql", "SELECT 2", "dot:.x"),
                parts(".mode csv\nSELECT .5;\n-- why\n .read it's.sql\nSELECT 2;\n.x"));
    }

    @Test
    void nothingToRun() {
        assertEquals(List.of(), parts(""));
        assertEquals(List.of(), parts(" ;\n-- only this\n;/* and that */"));
    }

    @Test
    void aTextIsCompleteWhenNothingIsOpen() {
        assertTrue(Script.isComplete(""));
        assertTrue(Script.isComplete("  \n"));
        assertTrue(Script.isComplete("SELECT 1;"));
        assertTrue(Script.isComplete("SELECT 1; -- done"));
        assertTrue(Script.isComplete(".mode csv"));
        assertTrue(Script.isComplete(".read it's.sql"));
        assertFalse(Script.isComplete("SELECT 1"));
        assertFalse(Script.isComplete("SELECT 1; SELECT 2"));
        assertFalse(Script.isComplete("SELECT ';"));
        assertFalse(Script.isComplete("SELECT 1 -- ;"));
        assertFalse(Script.isComplete("/* ;"));
        assertFalse(Script.isComplete(".mode csv\nSELECT 1"));
    }

    @Test
    void wordsDecideHowAResultLooks() {
        assertEquals("EXPLAIN ANALYZE", SqlText.firstWords("explain  analyze SELECT 1", 2));
        assertEquals("SELECT", SqlText.firstWords("select 1", 1));
        assertEquals("", SqlText.firstWords("(SELECT 1)", 2));
    }
}
