package dev.sabot.jdbc.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void wildcardsAndEscapes() {
        assertTrue(NamePattern.like(null).matches("anything"));
        assertTrue(NamePattern.like("%").matches(""));
        assertTrue(NamePattern.like("").matches(""));
        assertFalse(NamePattern.like("").matches("x"));
        assertTrue(NamePattern.like("a%b%c").matches("aXbYbZc"));
        assertFalse(NamePattern.like("a%b%c").matches("aXbYbZ"));
        assertTrue(NamePattern.like("A_C").matches("abc"));
        assertFalse(NamePattern.like("a_c").matches("ac"));
        assertTrue(NamePattern.like("a\\_c").matches("a_c"));
        assertFalse(NamePattern.like("a\\_c").matches("abc"));
        assertTrue(NamePattern.like("%\\%").matches("50%"));
        assertFalse(NamePattern.exactly("a%").matches("ab"));
        assertTrue(NamePattern.exactly("A%").matches("a%"));
    }

    @Test
    void singleNames() {
        assertEquals("a_c", NamePattern.like("a\\_c").singleName());
        assertNull(NamePattern.like("a_c").singleName());
        assertEquals("a_c", NamePattern.exactly("a_c").singleName());
        assertNull(NamePattern.ANY.singleName());
    }
}
