package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;

/// Cuts texts by character positions.
final class Substrings {
    private Substrings() {}

    /// Appends the characters from a position on: 1 is the first, -1 the last, 0 lies before the
    /// first and counts as one. A negative length takes the characters before the position.
    static void substring(Text text, long start, long length, TextWriter result) {
        if (start >= 1 && length >= 0) {
            int from = text.characterOffset(0, start - 1);
            int to = text.characterOffset(from, length);
            result.append(text, from, to - from);
            return;
        }
        long numCharacters = text.numCharacters();
        long first;
        long count = length;
        if (start > 0) {
            first = Math.min(numCharacters, start - 1);
        } else if (start < 0) {
            first = Math.max(0, numCharacters + Math.max(start, -numCharacters));
        } else {
            first = 0;
            count--;
            if (count <= 0) {
                return;
            }
        }
        long from = first;
        long to = first;
        if (count >= 0) {
            to = first + Math.min(count, numCharacters - first);
        } else {
            from = Math.max(0, first + Math.max(count, -numCharacters));
        }
        range(text, from, to, result);
    }

    /// Appends the characters from one index (from 0) until another.
    static void range(Text text, long from, long to, TextWriter result) {
        int start = text.characterOffset(0, from);
        int end = text.characterOffset(start, Math.max(0, to - from));
        result.append(text, start, end - start);
    }

    /// Appends the first characters; all but the last ones for a negative count.
    static void left(Text text, long count, TextWriter result) {
        long end = count >= 0 ? count : text.numCharacters() + Math.max(count, Integer.MIN_VALUE);
        range(text, 0, Math.max(0, end), result);
    }

    /// Appends the last characters; all but the first ones for a negative count.
    static void right(Text text, long count, TextWriter result) {
        long numCharacters = text.numCharacters();
        long skipped =
                count >= 0
                        ? numCharacters - Math.min(count, numCharacters)
                        : -Math.max(count, -numCharacters);
        range(text, skipped, numCharacters, result);
    }

    /// Appends a text with some characters from a position (1 or more) on replaced.
    static void overlay(Text text, Text replacement, long start, long length, TextWriter result) {
        int from = text.characterOffset(0, start - 1);
        result.append(text, 0, from);
        result.append(replacement);
        long rest = Math.max(0, Math.min(start - 1, Integer.MAX_VALUE) + length);
        range(text, rest, Integer.MAX_VALUE, result);
    }
}
