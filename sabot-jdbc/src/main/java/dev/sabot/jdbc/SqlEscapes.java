package dev.sabot.jdbc;

import dev.sabot.jdbc.error.SqlErrors;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns JDBC's escapes into SQL: {@code {d '..'}}, {@code {t '..'}}, {@code {ts '..'}}, {@code {fn
 * ..}}, {@code {oj ..}}, {@code {escape '..'}}, {@code {limit ..}}. Quoted text, comments and every
 * other brace stay as they are; a text without escapes comes back as the same object, so that error
 * positions hold.
 */
final class SqlEscapes {
    private static final Map<String, String> FUNCTION_NAMES =
            Map.of(
                    "UCASE", "UPPER",
                    "LCASE", "LOWER",
                    "LENGTH", "CHAR_LENGTH",
                    "LOG", "LN",
                    "CEILING", "CEIL",
                    "IFNULL", "COALESCE");
    private static final Map<String, String> NILADIC =
            Map.of(
                    "CURDATE", "CURRENT_DATE",
                    "CURRENT_DATE", "CURRENT_DATE",
                    "CURTIME", "LOCALTIME",
                    "CURRENT_TIME", "LOCALTIME",
                    "NOW", "LOCALTIMESTAMP",
                    "CURRENT_TIMESTAMP", "LOCALTIMESTAMP",
                    "USER", "CURRENT_USER");

    private final String sql;
    private int at;

    private SqlEscapes(String sql) {
        this.sql = sql;
    }

    /** @throws SQLException 42601 when an escape does not end; 0A000 for a call */
    static String translate(String sql) throws SQLException {
        if (sql.indexOf('{') < 0) {
            return sql;
        }
        StringBuilder out = new StringBuilder(sql.length());
        SqlEscapes escapes = new SqlEscapes(sql);
        escapes.copy(out, false);
        String translated = out.toString();
        return translated.equals(sql) ? sql : translated;
    }

    // Copies up to the end, or up to the brace that closes an escape.
    private void copy(StringBuilder out, boolean isInEscape) throws SQLException {
        int plainBraces = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int end = skippedUntil();
            if (end > at) {
                out.append(sql, at, end);
                at = end;
            } else if (c == '{') {
                if (!escape(out)) {
                    plainBraces++;
                    out.append(c);
                    at++;
                }
            } else if (c == '}' && isInEscape && plainBraces == 0) {
                at++;
                return;
            } else {
                if (c == '}' && plainBraces > 0) {
                    plainBraces--;
                }
                out.append(c);
                at++;
            }
        }
        if (isInEscape) {
            throw SqlErrors.of("42601", "a JDBC escape begun with { has no closing }");
        }
    }

    /** Returns the end of the quoted text or comment that begins here, or here if none does. */
    private int skippedUntil() {
        char c = sql.charAt(at);
        switch (c) {
            case '\'':
                return quotedUntil('\'', isBackslashString());
            case '"':
            case '`':
                return quotedUntil(c, false);
            case '-':
                return sql.startsWith("--", at) ? endOf("\n") : at;
            case '/':
                return sql.startsWith("/*", at) ? endOf("*/") : at;
            default:
                return at;
        }
    }

    // e'..' takes backslashes as escapes; the e must not end a longer word.
    private boolean isBackslashString() {
        if (at == 0 || Character.toLowerCase(sql.charAt(at - 1)) != 'e') {
            return false;
        }
        return at == 1 || !Character.isJavaIdentifierPart(sql.charAt(at - 2));
    }

    private int quotedUntil(char quote, boolean hasBackslashes) {
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && hasBackslashes) {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    private int endOf(String terminator) {
        int end = sql.indexOf(terminator, at + 2);
        return end < 0 ? sql.length() : end + terminator.length();
    }

    /** Writes the escape that begins here; leaves everything as it is and says no if none does. */
    private boolean escape(StringBuilder out) throws SQLException {
        int wordStart = skipBlanks(at + 1);
        int wordEnd = wordStart;
        while (wordEnd < sql.length() && Character.isLetter(sql.charAt(wordEnd))) {
            wordEnd++;
        }
        String word = sql.substring(wordStart, wordEnd).toLowerCase(Locale.ROOT);
        int bodyStart = skipBlanks(wordEnd);
        boolean isLiteral = bodyStart < sql.length() && sql.charAt(bodyStart) == '\'';
        boolean isSeparate = bodyStart > wordEnd;
        if (wordStart < sql.length() && sql.charAt(wordStart) == '?') {
            word = "call";
        }
        String prefix = literalPrefix(word);
        if (prefix != null && isLiteral) {
            return body(out, bodyStart, prefix);
        }
        switch (word) {
            case "fn":
                return isSeparate && function(out, bodyStart);
            case "oj":
                return isSeparate && body(out, bodyStart, "");
            case "limit":
                return isSeparate && body(out, bodyStart, "LIMIT ");
            case "call":
                throw SqlErrors.unsupported("there are no stored procedures to call");
            default:
                return false;
        }
    }

    private static @Nullable String literalPrefix(String word) {
        switch (word) {
            case "d":
                return "DATE ";
            case "t":
                return "TIME ";
            case "ts":
                return "TIMESTAMP ";
            case "escape":
                return "ESCAPE ";
            default:
                return null;
        }
    }

    private boolean body(StringBuilder out, int start, String prefix) throws SQLException {
        out.append(prefix);
        at = start;
        copy(out, true);
        trimEnd(out);
        return true;
    }

    private boolean function(StringBuilder out, int start) throws SQLException {
        StringBuilder call = new StringBuilder();
        body(call, start, "");
        int open = call.indexOf("(");
        if (open < 0) {
            out.append(call);
            return true;
        }
        String name = call.substring(0, open).trim().toUpperCase(Locale.ROOT);
        String arguments = call.substring(open + 1, Math.max(open + 1, call.lastIndexOf(")")));
        String constant = NILADIC.get(name);
        if (constant != null && arguments.isBlank()) {
            out.append(constant);
        } else if (name.equals("CONVERT")) {
            out.append(conversion(arguments));
        } else if (name.equals("TIMESTAMPADD") || name.equals("TIMESTAMPDIFF")) {
            out.append(name).append('(').append(arguments.replace("SQL_TSI_", "")).append(')');
        } else {
            out.append(FUNCTION_NAMES.getOrDefault(name, name));
            out.append(call, open, call.length());
        }
        return true;
    }

    private static String conversion(String arguments) throws SQLException {
        List<String> parts = splitArguments(arguments);
        if (parts.size() != 2) {
            throw SqlErrors.of("42601", "{fn CONVERT} takes a value and a type");
        }
        String type = parts.get(1).trim().toUpperCase(Locale.ROOT);
        String plain = type.startsWith("SQL_") ? type.substring(4) : type;
        return "CAST(" + parts.get(0).trim() + " AS " + plain + ")";
    }

    private static List<String> splitArguments(String text) {
        List<String> parts = new ArrayList<>();
        SqlEscapes scan = new SqlEscapes(text);
        int depth = 0;
        int start = 0;
        while (scan.at < text.length()) {
            int end = scan.skippedUntil();
            if (end > scan.at) {
                scan.at = end;
                continue;
            }
            char c = text.charAt(scan.at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, scan.at));
                start = scan.at + 1;
            }
            scan.at++;
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static void trimEnd(StringBuilder out) {
        int end = out.length();
        while (end > 0 && Character.isWhitespace(out.charAt(end - 1))) {
            end--;
        }
        out.setLength(end);
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < sql.length() && Character.isWhitespace(sql.charAt(i))) {
            i++;
        }
        return i;
    }
}
