package dev.sabot.exec.function.scalar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.PatternSyntaxException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

class BacktrackingPatternTest {
    private static final String[] PARTS = {
        "a", "b", "/", "\\.", "\\d", "\\w", ".", "[^/]", "[a-c]", "[ab/]", "(", "(?:", ")", "?",
        "*", "+", "^", "$", "*?", "+?", "1", "www", "|", "-", "[^-]", "\\n"
    };
    private static final String[] LETTERS = {"a", "b", "c", "/", ".", "1", "w", "www", "-", "\n"};

    @Test
    void simplePatternsAreTranslated() {
        for (String pattern :
                List.of(
                        "^https?://(?:www\\.)?([^/]+)/.*$",
                        "google",
                        "a.c+",
                        "^\\d+-\\w*",
                        "(a)(b)?c")) {
            assertNotNull(BacktrackingPattern.translate(pattern), pattern);
        }
    }

    @Test
    void othersAreNot() {
        for (String pattern :
                List.of(
                        "",
                        "a*",
                        "(a+)+",
                        "(a*)?b",
                        ".*x.*",
                        "^.*a.*b.*c",
                        "a|b",
                        "a{2}",
                        "\\s",
                        "\\bfoo",
                        "[[:alpha:]]",
                        "[a&&b]",
                        "(?i)a",
                        "ä",
                        "a++",
                        "a?b?c?d?e?f",
                        "(a")) {
            assertNull(BacktrackingPattern.translate(pattern), pattern);
        }
    }

    /// Both engines find the same matches and groups, in random texts of random patterns.
    @Test
    void matchesAreThoseOfRe2() {
        Random random = new Random(11);
        int translated = 0;
        for (int round = 0; round < 60_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(7); part >= 0; part--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            String pattern = text.toString();
            Pattern simple = BacktrackingPattern.translate(pattern);
            if (simple == null) {
                continue;
            }
            translated++;
            com.google.re2j.Pattern exact;
            try {
                exact = com.google.re2j.Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new AssertionError("RE2 does not know " + pattern, e);
            }
            for (int sample = 0; sample < 5; sample++) {
                compare(pattern, simple, exact, sample(random));
            }
        }
        assertTrue(translated > 1000, "few patterns are simple: " + translated);
    }

    private static String sample(Random random) {
        StringBuilder text = new StringBuilder();
        for (int letter = random.nextInt(10); letter > 0; letter--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private static void compare(
            String pattern, Pattern simple, com.google.re2j.Pattern exact, String text) {
        String what = pattern + " on " + text;
        java.util.regex.Matcher fast = simple.matcher(text);
        com.google.re2j.Matcher slow = exact.matcher(text);
        assertEquals(slow.matches(), fast.matches(), what);
        fast.reset();
        slow.reset();
        boolean isFound = slow.find();
        while (isFound) {
            assertTrue(fast.find(), what);
            for (int group = 0; group <= slow.groupCount(); group++) {
                assertEquals(slow.start(group), fast.start(group), what);
                assertEquals(slow.end(group), fast.end(group), what);
            }
            isFound = slow.find();
        }
        assertEquals(false, fast.find(), what);
    }
}
