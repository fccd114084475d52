package dev.sabot.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class SqlTokenizerTest {

    @Test
    void coloursText() {
        assertEquals(
                List.of(
                        "KEYWORD select",
                        "IDENTIFIER a1",
                        "OPERATOR ,",
                        "IDENTIFIER \"b c\"",
                        "OPERATOR ,",
                        "NUMBER 1.5e3",
                        "OPERATOR ::",
                        "IDENTIFIER größe",
                        "COMMENT -- rest",
                        "KEYWORD FROM",
                        "STRING 'it''s'",
                        "COMMENT /* x */",
                        "ERROR 1h",
                        "ERROR 'open"),
                shown("select a1, \"b c\", 1.5e3::größe -- rest\nFROM 'it''s' /* x */ 1h 'open"));
    }

    @Test
    void countsInUtf16() {
        var tokens = SqlTokenizer.tokenize("'😀' x");
        assertEquals(4, tokens.get(0).end());
        assertEquals(5, tokens.get(1).start());
    }

    @Test
    void listsKeywords() {
        var keywords = SqlTokenizer.keywords();
        assertTrue(
                keywords.containsAll(
                        List.of("SELECT", "QUALIFY", "COPY", "WATERMARK", "EXPLAIN", "ILIKE")));
        assertFalse(keywords.contains("COUNT"));
        assertFalse(keywords.contains("NAME"));
    }

    private static List<String> shown(String text) {
        return SqlTokenizer.tokenize(text).stream()
                .map(token -> token.kind() + " " + text.substring(token.start(), token.end()))
                .toList();
    }
}
