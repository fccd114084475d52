package dev.sabot.engine.catalog;

/// Matches names against the pattern of SHOW … LIKE, without case: `%` any text, `_` one character.
public final class LikePattern {
    private LikePattern() {}

    /// Says whether the whole text matches.
    public static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .forEach(point ->
                        regex.append(
                                switch (point) {
                                    case '%' -> ".*";
                                    case '_' -> ".";
                                    default ->
                                            java.util.regex.Pattern.quote(
                                                    Character.toString(point));
                                }));
        int flags =
                java.util.regex.Pattern.CASE_INSENSITIVE
                        | java.util.regex.Pattern.UNICODE_CASE
                        | java.util.regex.Pattern.DOTALL;
        return java.util.regex.Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }
}
