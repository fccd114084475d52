package dev.sabot.exec.function.operator;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.ConstantText;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A compiled LIKE or ILIKE pattern.
///
/// Patterns of literal parts and `%` match by searching the parts from left to right; patterns with
/// `_` or without case walk over characters, going back to the last `%` on a mismatch.
///
/// **Threads**: immutable.
final class LikePattern {
    private static final int ANY_CHARACTER = -1;
    private static final int ANY_TEXT = -2;

    private final int[] tokens;
    private final boolean ignoresCase;
    private final boolean isSimple;
    private final boolean startsOpen;
    private final boolean endsOpen;
    private final List<ConstantText> parts;

    /// Compiles a pattern.
    ///
    /// **Errors**: INVALID_ARGUMENT when the escape character ends the pattern.
    ///
    /// @param escape the escape character, or -1 for none
    LikePattern(String pattern, int escape, boolean ignoresCase) {
        this.ignoresCase = ignoresCase;
        this.tokens = tokens(pattern, escape, ignoresCase);
        boolean hasAnyCharacter = false;
        for (int token : tokens) {
            hasAnyCharacter |= token == ANY_CHARACTER;
        }
        isSimple = !hasAnyCharacter && !ignoresCase;
        startsOpen = tokens.length > 0 && tokens[0] == ANY_TEXT;
        endsOpen = tokens.length > 0 && tokens[tokens.length - 1] == ANY_TEXT;
        parts = isSimple ? parts() : List.of();
    }

    private static int[] tokens(String pattern, int escape, boolean ignoresCase) {
        int[] characters = pattern.codePoints().toArray();
        int[] tokens = new int[characters.length];
        int count = 0;
        for (int index = 0; index < characters.length; index++) {
            int character = characters[index];
            if (character == escape) {
                index++;
                if (index == characters.length) {
                    throw new SabotException(
                            ErrorCode.INVALID_ARGUMENT,
                            "the LIKE pattern '" + pattern + "' ends with its escape character");
                }
                tokens[count++] = fold(characters[index], ignoresCase);
            } else if (character == '_') {
                tokens[count++] = ANY_CHARACTER;
            } else if (character != '%') {
                tokens[count++] = fold(character, ignoresCase);
            } else if (count == 0 || tokens[count - 1] != ANY_TEXT) {
                tokens[count++] = ANY_TEXT;
            }
        }
        return Arrays.copyOf(tokens, count);
    }

    private static int fold(int character, boolean ignoresCase) {
        return ignoresCase ? Character.toLowerCase(Character.toUpperCase(character)) : character;
    }

    private List<ConstantText> parts() {
        List<ConstantText> made = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int token : tokens) {
            if (token != ANY_TEXT) {
                part.appendCodePoint(token);
            } else if (!part.isEmpty()) {
                made.add(new ConstantText(part.toString().getBytes(StandardCharsets.UTF_8)));
                part.setLength(0);
            }
        }
        if (!part.isEmpty() || tokens.length == 0) {
            made.add(new ConstantText(part.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return List.copyOf(made);
    }

    /// Says whether the pattern is parts between `%`, open at both ends, so that a search of many
    /// values' bytes at once finds the first part.
    boolean isSearch() {
        return isSimple && startsOpen && endsOpen && !parts.isEmpty();
    }

    /// Returns the text all values must be, begin or end with when that is all the pattern says.
    @Nullable ConstantText onlyPart() {
        return isSimple && parts.size() == 1 && !isSearch() ? parts.get(0) : null;
    }

    boolean startsOpen() {
        return startsOpen;
    }

    boolean endsOpen() {
        return endsOpen;
    }

    List<ConstantText> searchParts() {
        return parts;
    }

    boolean matches(Text text, ColumnKernels kernels) {
        return isSimple
                ? matchesParts(text.address(), text.length(), kernels)
                : matchesTokens(text);
    }

    private boolean matchesParts(long address, int length, ColumnKernels kernels) {
        if (parts.isEmpty()) {
            return true;
        }
        long from = address;
        long end = address + length;
        int first = 0;
        int last = parts.size();
        if (!startsOpen) {
            ConstantText prefix = parts.get(0);
            if (!endsOpen && parts.size() == 1) {
                return prefix.isEqual(address, length);
            }
            if (length < prefix.length() || !prefix.startsAt(address)) {
                return false;
            }
            from += prefix.length();
            first = 1;
        }
        if (!endsOpen) {
            ConstantText suffix = parts.get(parts.size() - 1);
            if (end - from < suffix.length() || !suffix.startsAt(end - suffix.length())) {
                return false;
            }
            end -= suffix.length();
            last--;
        }
        for (int part = first; part < last; part++) {
            ConstantText needle = parts.get(part);
            long found = kernels.find(from, end, needle);
            if (found < 0) {
                return false;
            }
            from = found + needle.length();
        }
        return true;
    }

    private boolean matchesTokens(Text text) {
        int token = 0;
        int at = 0;
        int openToken = -1;
        int openAt = 0;
        while (at < text.length()) {
            int wanted = token < tokens.length ? tokens[token] : 0;
            boolean isInside = token < tokens.length;
            if (isInside && wanted == ANY_TEXT) {
                openToken = token++;
                openAt = at;
            } else if (isInside
                    && (wanted == ANY_CHARACTER
                            || wanted == fold(text.codePointAt(at), ignoresCase))) {
                at += text.characterBytes(at);
                token++;
            } else if (openToken >= 0) {
                openAt += text.characterBytes(openAt);
                at = openAt;
                token = openToken + 1;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY_TEXT) {
            token++;
        }
        return token == tokens.length;
    }
}
