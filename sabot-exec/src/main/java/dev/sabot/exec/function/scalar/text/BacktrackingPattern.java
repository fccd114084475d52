package dev.sabot.exec.function.scalar.text;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/// Translates the simple regular expressions that a backtracking matcher finishes soon on short
/// texts and finds the same matches of; it is many times faster there than one that follows all
/// ways at once.
///
/// Simple are ASCII literals, `.`, plain classes, `\d \w` and escaped punctuation, groups, a few
/// `?`, and at most one of `*` and `+`, or two after `^`, none of them on a group nor in an
/// optional one, that match one character at least. Anything else is left to RE2.
final class BacktrackingPattern {
    /// The longest text for which the square of its length is few steps.
    static final int MAX_BYTES = 1024;

    /// Steps grow with the length to the power of the repetitions, which a search anywhere adds one
    /// to.
    private static final int MAX_REPETITIONS = 2;

    /// Each doubles the steps.
    private static final int MAX_OPTIONS = 4;

    private final String pattern;
    private final StringBuilder java = new StringBuilder();
    private int at;
    private int repetitions;
    private int options;
    private int required;

    private BacktrackingPattern(String pattern) {
        this.pattern = pattern;
    }

    /// Returns Java's form of a simple pattern, null for another.
    static @Nullable Pattern translate(String pattern) {
        BacktrackingPattern parser = new BacktrackingPattern(pattern);
        boolean isSimple =
                parser.sequence()
                        && parser.at == pattern.length()
                        && parser.repetitions + (pattern.startsWith("^") ? 0 : 1) <= MAX_REPETITIONS
                        && parser.options <= MAX_OPTIONS
                        && parser.required > 0;
        // RE2 takes a line feed alone for the end of a line.
        return isSimple ? Pattern.compile(parser.java.toString(), Pattern.UNIX_LINES) : null;
    }

    private char peek() {
        return at < pattern.length() ? pattern.charAt(at) : 0;
    }

    /// Reads up to the end or a closing parenthesis.
    private boolean sequence() {
        while (at < pattern.length() && peek() != ')') {
            if (!element()) {
                return false;
            }
        }
        return true;
    }

    private boolean element() {
        char letter = peek();
        if (letter == '^' || letter == '$') {
            at++;
            // Java's $ also matches before a last line break.
            java.append(letter == '^' ? "\\A" : "\\z");
            return !isQuantifier();
        }
        return letter == '(' ? group() : character() && quantifier();
    }

    private boolean group() {
        boolean isCapturing = !pattern.startsWith("(?:", at);
        if (isCapturing && pattern.startsWith("(?", at)) {
            return false;
        }
        at += isCapturing ? 1 : 3;
        java.append(isCapturing ? "(" : "(?:");
        int repetitionsBefore = repetitions;
        int requiredBefore = required;
        if (!sequence() || peek() != ')') {
            return false;
        }
        at++;
        java.append(')');
        if (peek() == '?') {
            at++;
            java.append('?');
            options++;
            required = requiredBefore;
            return repetitions == repetitionsBefore && !isQuantifier();
        }
        return !isQuantifier();
    }

    private boolean isQuantifier() {
        return at < pattern.length() && "?*+{".indexOf(pattern.charAt(at)) >= 0;
    }

    /// Reads what matches exactly one character.
    private boolean character() {
        char letter = peek();
        if (letter == '[') {
            return characterClass();
        }
        if (letter == '\\') {
            return escape();
        }
        if ("*+?{}|)]".indexOf(letter) >= 0 || letter >= 0x80 || letter < 0x20) {
            return false;
        }
        at++;
        if (letter == '.') {
            java.append('.');
        } else {
            appendLiteral(letter);
        }
        return true;
    }

    private void appendLiteral(char letter) {
        boolean isPlain =
                letter >= 'a' && letter <= 'z'
                        || letter >= 'A' && letter <= 'Z'
                        || letter >= '0' && letter <= '9';
        if (!isPlain) {
            java.append('\\');
        }
        java.append(letter);
    }

    private boolean escape() {
        at++;
        char letter = peek();
        if (letter == 'd' || letter == 'w') {
            at++;
            java.append('\\').append(letter);
            return true;
        }
        boolean isPunctuation =
                letter > 0x20 && letter < 0x7F && !Character.isLetterOrDigit(letter);
        if (isPunctuation) {
            at++;
            java.append('\\').append(letter);
        }
        return isPunctuation;
    }

    /// Reads `[abc]`, `[^a-z]`: letters, digits and punctuation without brackets, `&` and escapes.
    private boolean characterClass() {
        int end = pattern.indexOf(']', at + 2);
        if (end < 0) {
            return false;
        }
        boolean isNegated = pattern.charAt(at + 1) == '^';
        int from = at + (isNegated ? 2 : 1);
        if (from >= end) {
            return false;
        }
        java.append(isNegated ? "[^" : "[");
        for (int index = from; index < end; index++) {
            char letter = pattern.charAt(index);
            boolean isOdd = letter < 0x20 || letter >= 0x7F || "[]\\&^".indexOf(letter) >= 0;
            if (isOdd) {
                return false;
            }
            boolean isRange =
                    index + 2 < end
                            && pattern.charAt(index + 1) == '-'
                            && Character.isLetterOrDigit(letter)
                            && Character.isLetterOrDigit(pattern.charAt(index + 2))
                            && letter <= pattern.charAt(index + 2);
            if (letter == '-' && index > from && index < end - 1) {
                return false;
            }
            appendLiteral(letter);
            if (isRange) {
                java.append('-');
                appendLiteral(pattern.charAt(index + 2));
                index += 2;
            }
        }
        java.append(']');
        at = end + 1;
        return true;
    }

    private boolean quantifier() {
        char letter = peek();
        if (letter == '?' || letter == '*' || letter == '+') {
            at++;
            java.append(letter);
            required += letter == '+' ? 1 : 0;
            repetitions += letter == '?' ? 0 : 1;
            options += letter == '?' ? 1 : 0;
            if (peek() == '?') {
                at++;
                java.append('?');
            }
        } else {
            required++;
        }
        // RE2 refuses what Java takes for possessive.
        return !isQuantifier();
    }
}
