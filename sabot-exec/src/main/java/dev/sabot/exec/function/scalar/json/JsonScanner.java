package dev.sabot.exec.function.scalar.json;

import dev.sabot.exec.function.TextWriter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Checks JSON text (RFC 8259) and finds values in it, without a tree of them. Reused from text to
/// text.
///
/// **Threads**: one.
final class JsonScanner {
    private static final int MAX_DEPTH = 1000;

    private byte[] bytes = {};
    private int at;

    /// Goes to a text and says whether it is JSON, no deeper than 1,000 values in values. The other
    /// methods need one that is.
    boolean start(byte[] text) {
        bytes = text;
        at = 0;
        blanks();
        boolean isValue = skipValue(0);
        blanks();
        return isValue && at == bytes.length;
    }

    private int peek() {
        return at < bytes.length ? bytes[at] : -1;
    }

    private boolean accept(int wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < bytes.length && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    private boolean skipValue(int depth) {
        if (depth > MAX_DEPTH) {
            return false;
        }
        return switch (peek()) {
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            case '"' -> skipString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        };
    }

    private boolean skipObject(int depth) {
        at++;
        blanks();
        if (accept('}')) {
            return true;
        }
        do {
            blanks();
            if (!skipString()) {
                return false;
            }
            blanks();
            if (!accept(':')) {
                return false;
            }
            blanks();
            if (!skipValue(depth + 1)) {
                return false;
            }
            blanks();
        } while (accept(','));
        return accept('}');
    }

    private boolean skipArray(int depth) {
        at++;
        blanks();
        if (accept(']')) {
            return true;
        }
        do {
            blanks();
            if (!skipValue(depth + 1)) {
                return false;
            }
            blanks();
        } while (accept(','));
        return accept(']');
    }

    private boolean skipString() {
        if (!accept('"')) {
            return false;
        }
        while (at < bytes.length) {
            byte value = bytes[at++];
            if (value == '"') {
                return true;
            }
            if (value == '\\' && !skipEscape() || value >= 0 && value < 0x20) {
                return false;
            }
        }
        return false;
    }

    private boolean skipEscape() {
        int letter = peek();
        at++;
        if (letter != 'u') {
            return letter > 0 && "\"\\/bfnrt".indexOf(letter) >= 0;
        }
        for (int digit = 0; digit < 4; digit++) {
            if (Character.digit(peek(), 16) < 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    private boolean skipWord(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (!accept(word.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private boolean skipDigits() {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > from;
    }

    private boolean skipNumber() {
        accept('-');
        boolean isWhole = accept('0') || skipDigits();
        if (!isWhole || accept('.') && !skipDigits()) {
            return false;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            return skipDigits();
        }
        return true;
    }

    /// Returns where the value of a path starts, or -1 when there is none.
    int find(JsonPath path) {
        at = 0;
        blanks();
        for (JsonPath.Step step : path.steps()) {
            boolean isFound =
                    switch (step) {
                        case JsonPath.Key key -> enterMember(key.name());
                        case JsonPath.Index index -> enterElement(index.index());
                    };
            if (!isFound) {
                return -1;
            }
        }
        return at;
    }

    private boolean enterMember(byte[] name) {
        if (peek() != '{') {
            return false;
        }
        int value = firstChild();
        while (value >= 0) {
            at = value;
            int start = at;
            skipString();
            boolean isWanted = isName(start, at, name);
            blanks();
            at++;
            blanks();
            if (isWanted) {
                return true;
            }
            value = nextChild();
        }
        return false;
    }

    private boolean isName(int start, int end, byte[] name) {
        boolean hasEscape = false;
        for (int index = start; index < end && !hasEscape; index++) {
            hasEscape = bytes[index] == '\\';
        }
        return hasEscape
                ? Arrays.equals(decode(start).getBytes(StandardCharsets.UTF_8), name)
                : Arrays.equals(bytes, start + 1, end - 1, name, 0, name.length);
    }

    private boolean enterElement(int index) {
        if (peek() != '[') {
            return false;
        }
        int left = index >= 0 ? index : index + count(at);
        int element = left < 0 ? -1 : firstChild();
        while (element >= 0) {
            at = element;
            if (left-- == 0) {
                return true;
            }
            element = nextChild();
        }
        return false;
    }

    /// Goes into the object or array at hand; returns where its first name or element starts, or
    /// -1.
    private int firstChild() {
        at++;
        blanks();
        return peek() == '}' || peek() == ']' ? -1 : at;
    }

    /// Goes past the value at hand; returns where the next name or element starts, or -1.
    private int nextChild() {
        skipValue(0);
        blanks();
        if (!accept(',')) {
            return -1;
        }
        blanks();
        return at;
    }

    /// Returns the number of elements or members of the array or object at a place.
    int count(int start) {
        int here = at;
        at = start;
        boolean isObject = peek() == '{';
        int count = 0;
        int child = firstChild();
        while (child >= 0) {
            count++;
            if (isObject) {
                skipName();
            }
            child = nextChild();
        }
        at = here;
        return count;
    }

    private void skipName() {
        skipString();
        blanks();
        at++;
        blanks();
    }

    /// Takes the members of an object in turn.
    @FunctionalInterface
    interface NameConsumer {
        void accept(String name);
    }

    /// Tells the names of the object at a place.
    void forEachName(int start, NameConsumer consumer) {
        at = start;
        int child = firstChild();
        while (child >= 0) {
            consumer.accept(decode(child));
            at = child;
            skipName();
            child = nextChild();
        }
    }

    /// Returns the first byte of the value at a place, which tells its kind.
    char kind(int start) {
        return (char) bytes[start];
    }

    /// Says whether the number at a place has neither point nor exponent.
    boolean isWhole(int start) {
        at = start;
        skipNumber();
        for (int index = start; index < at; index++) {
            if (bytes[index] == '.' || bytes[index] == 'e' || bytes[index] == 'E') {
                return false;
            }
        }
        return true;
    }

    /// Returns the string at a place without quotes and escapes.
    String decode(int start) {
        int here = at;
        at = start;
        skipString();
        String quoted = new String(bytes, start + 1, at - start - 2, StandardCharsets.UTF_8);
        at = here;
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        StringBuilder text = new StringBuilder(quoted.length());
        for (int index = 0; index < quoted.length(); index++) {
            char letter = quoted.charAt(index);
            if (letter != '\\') {
                text.append(letter);
                continue;
            }
            letter = quoted.charAt(++index);
            switch (letter) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) Integer.parseInt(quoted, index + 1, index + 5, 16));
                    index += 4;
                }
                default -> text.append(letter);
            }
        }
        return text.toString();
    }

    /// Appends the value at a place without the blanks around its parts.
    void append(int start, TextWriter result) {
        at = start;
        skipValue(0);
        int end = at;
        boolean isInString = false;
        for (int index = start; index < end; index++) {
            byte value = bytes[index];
            if (isInString && value == '\\') {
                result.appendByte(value);
                result.appendByte(bytes[++index]);
                continue;
            }
            isInString ^= value == '"';
            if (isInString || !isBlank(value)) {
                result.appendByte(value);
            }
        }
    }
}
