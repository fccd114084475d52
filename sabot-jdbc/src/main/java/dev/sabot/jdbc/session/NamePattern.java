package dev.sabot.jdbc.session;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * A pattern of JDBC metadata calls: {@code %} stands for any text, {@code _} for one character,
 * {@code \} takes the next character as it is. Names match without regard to case, as identifiers
 * do in SQL.
 */
public final class NamePattern {
    /** Matches every name. */
    public static final NamePattern ANY = new NamePattern(null, false);

    private final @Nullable String text;
    private final boolean exact;

    private NamePattern(@Nullable String text, boolean exact) {
        this.text = text;
        this.exact = exact;
    }

    /** Returns the pattern of a text with wildcards; null matches every name. */
    public static NamePattern like(@Nullable String pattern) {
        return pattern == null || pattern.equals("%") ? ANY : new NamePattern(pattern, false);
    }

    /** Returns the pattern that matches one name; null matches every name. */
    public static NamePattern exactly(@Nullable String name) {
        return name == null ? ANY : new NamePattern(name, true);
    }

    /**
     * Returns the only name that matches, to look it up instead of listing, or null if many may.
     */
    public @Nullable String singleName() {
        if (text == null || exact) {
            return text;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '_') {
                return null;
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i);
            }
            name.append(c);
        }
        return name.toString();
    }

    /** Returns the pattern with wildcards, or null when every name matches. */
    public @Nullable String likeText() {
        return text == null || !exact
                ? text
                : text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    public boolean matches(String name) {
        if (text == null) {
            return true;
        }
        if (exact) {
            return text.equalsIgnoreCase(name);
        }
        return matches(text.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    // Greedy matching that goes back only to the last %: linear memory, no recursion.
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int lastPercent = -1;
        int resumeAt = 0;
        while (n < name.length()) {
            char c = p < pattern.length() ? pattern.charAt(p) : '\0';
            boolean escaped = c == '\\' && p + 1 < pattern.length();
            if (p < pattern.length() && c == '%') {
                lastPercent = p++;
                resumeAt = n;
            } else if (p < pattern.length()
                    && (escaped
                            ? pattern.charAt(p + 1) == name.charAt(n)
                            : c == '_' || c == name.charAt(n))) {
                p += escaped ? 2 : 1;
                n++;
            } else if (lastPercent >= 0) {
                p = lastPercent + 1;
                n = ++resumeAt;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return text == null ? "%" : text;
    }
}
