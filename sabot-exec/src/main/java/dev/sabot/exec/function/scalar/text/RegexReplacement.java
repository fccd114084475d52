package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.Memory;
import dev.sabot.exec.function.TextWriter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a match is replaced by: texts and groups in turn. `\1` to `\9` are groups, `\0` and `\&`
/// the whole match, `\\` a backslash.
///
/// **Threads**: any.
final class RegexReplacement {
    /// A group, or a text where the group is negative.
    private record Part(int group, byte[] text) {}

    private final List<Part> parts = new ArrayList<>();

    RegexReplacement(String replacement) {
        StringBuilder literal = new StringBuilder();
        int index = 0;
        while (index < replacement.length()) {
            char character = replacement.charAt(index++);
            char next = index < replacement.length() ? replacement.charAt(index) : 0;
            if (character != '\\' || next == 0) {
                literal.append(character);
                continue;
            }
            index++;
            if (next >= '0' && next <= '9' || next == '&') {
                addText(literal);
                parts.add(new Part(next == '&' ? 0 : next - '0', new byte[0]));
            } else {
                // A backslash before anything else stays, save before another.
                literal.append(next == '\\' ? "\\" : "\\" + next);
            }
        }
        addText(literal);
    }

    private void addText(StringBuilder literal) {
        if (!literal.isEmpty()) {
            parts.add(new Part(-1, literal.toString().getBytes(StandardCharsets.UTF_8)));
            literal.setLength(0);
        }
    }

    /// Appends the replacement of the match found.
    void append(RegexMatcher matcher, TextWriter result) {
        for (Part part : parts) {
            if (part.group < 0) {
                result.append(part.text);
            } else {
                int group = matcher.checkGroup(part.group);
                int start = matcher.start(group);
                if (start >= 0) {
                    append(matcher.bytes(), start, matcher.end(group), result);
                }
            }
        }
    }

    /// Appends a range of bytes.
    static void append(byte[] bytes, int from, int to, TextWriter result) {
        long at = result.reserve(to - from);
        Memory.copy(bytes, from, at, to - from);
        result.advance(to - from);
    }
}
