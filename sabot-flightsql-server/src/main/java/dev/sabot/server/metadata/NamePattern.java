package dev.sabot.server.metadata;

import java.util.regex.Pattern;

/// Matches names: `%` stands for any text, `_` for one character, `\` before one of them or itself
/// for that character. Case does not count, as in SQL.
record NamePattern(Pattern regex) {
    /// Matches every name.
    static final NamePattern ANY = new NamePattern(Pattern.compile(".*", Pattern.DOTALL));

    static NamePattern of(String pattern) {
        StringBuilder regex = new StringBuilder();
        boolean isEscaped = false;
        for (int at = 0; at < pattern.length(); ) {
            int point = pattern.codePointAt(at);
            at += Character.charCount(point);
            if (isEscaped) {
                regex.append(quoted(point));
                isEscaped = false;
            } else if (point == '\\') {
                isEscaped = true;
            } else if (point == '%') {
                regex.append(".*");
            } else if (point == '_') {
                regex.append('.');
            } else {
                regex.append(quoted(point));
            }
        }
        if (isEscaped) {
            regex.append(quoted('\\'));
        }
        return new NamePattern(
                Pattern.compile(
                        regex.toString(),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
    }

    private static String quoted(int point) {
        return Pattern.quote(Character.toString(point));
    }

    boolean matches(String name) {
        return regex.matcher(name).matches();
    }
}
