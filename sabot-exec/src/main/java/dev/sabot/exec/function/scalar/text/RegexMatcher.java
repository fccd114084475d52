package dev.sabot.exec.function.scalar.text;

import com.google.re2j.Matcher;

import dev.sabot.exec.function.Row;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.scalar.ArgumentErrors;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Matches the rows of one batch: keeps the compiled patterns and the bytes of the row at hand.
///
/// Offsets are those of bytes; a match at an end of the text may be empty.
///
/// **Threads**: one.
final class RegexMatcher {
    private static final int MAX_PATTERNS = 64;

    private final @Nullable Regex constant;
    private final Map<String, Regex> patterns = new HashMap<>();
    private @Nullable Regex regex;
    private @Nullable Matcher matcher;
    private java.util.regex.@Nullable Matcher backtracking;
    private boolean isBacktracking;
    private byte[] bytes = {};

    /// @param constant the pattern of all rows, or null when they bring their own
    RegexMatcher(@Nullable Regex constant) {
        this.constant = constant;
    }

    /// Goes to a row.
    ///
    /// @param flags the argument that has the flags, or -1
    void start(Row row, int flags) {
        Regex current = constant;
        if (current == null) {
            String options = flags < 0 ? "" : row.text(flags).toString();
            current = pattern(row.text(1).toString(), options);
        }
        change(current);
        Text text = row.text(0);
        bytes = text.toBytes();
        isBacktracking =
                current.backtracking() != null
                        && bytes.length <= BacktrackingPattern.MAX_BYTES
                        && text.isAscii();
        if (isBacktracking && current.backtracking() != null) {
            startBacktracking(current.backtracking());
        } else if (matcher != null) {
            matcher.reset(bytes);
        } else {
            matcher = current.pattern().matcher(bytes);
        }
    }

    /// Patterns are compiled once, so that another object is another pattern.
    @SuppressWarnings("ReferenceEquality")
    private void change(Regex current) {
        if (current != regex) {
            regex = current;
            matcher = null;
            backtracking = null;
        }
    }

    private void startBacktracking(java.util.regex.Pattern pattern) {
        // One character of ASCII is one byte, so offsets are the same.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (backtracking != null) {
            backtracking.reset(text);
        } else {
            backtracking = pattern.matcher(text);
        }
    }

    private Regex pattern(String pattern, String flags) {
        String key = flags + '/' + pattern;
        Regex known = patterns.get(key);
        if (known == null) {
            known = Regex.compile(pattern, flags);
            if (patterns.size() >= MAX_PATTERNS) {
                patterns.clear();
            }
            patterns.put(key, known);
        }
        return known;
    }

    private Matcher matcher() {
        return started(matcher);
    }

    private java.util.regex.Matcher backtracking() {
        return started(backtracking);
    }

    private static <M> M started(@Nullable M matcher) {
        if (matcher == null) {
            throw new IllegalStateException("no row was started");
        }
        return matcher;
    }

    boolean isGlobal() {
        return regex != null && regex.isGlobal();
    }

    byte[] bytes() {
        return bytes;
    }

    /// Finds the first match or the next one.
    boolean find() {
        return isBacktracking ? backtracking().find() : matcher().find();
    }

    boolean matchesAll() {
        return isBacktracking ? backtracking().matches() : matcher().matches();
    }

    int start(int group) {
        return isBacktracking ? backtracking().start(group) : matcher().start(group);
    }

    int end(int group) {
        return isBacktracking ? backtracking().end(group) : matcher().end(group);
    }

    /// Returns a group that the pattern has.
    ///
    /// **Errors**: INVALID_ARGUMENT.
    int checkGroup(long group) {
        int count = isBacktracking ? backtracking().groupCount() : matcher().groupCount();
        if (group < 0 || group > count) {
            throw ArgumentErrors.invalid(
                    "the regular expression has the groups 0 to " + count + ", not " + group);
        }
        return (int) group;
    }
}
