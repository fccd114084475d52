package dev.sabot.console.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads SQL text by the statement grammar: the only door of the console to it.
public final class SqlText {
    private static final Pattern FIRST_WORDS = Pattern.compile("^(\\w+)(?:\\s+(\\w+))?");
    private static final Set<String> KEYWORDS =
            new TreeSet<>(
                    List.of(
                            "ALL", "ALTER", "AND", "AS", "ASC", "BETWEEN", "BY", "CASE", "CAST",
                            "COPY", "CREATE", "CROSS", "DELETE", "DESC", "DESCRIBE", "DISTINCT",
                            "DROP", "ELSE", "END", "EXCEPT", "EXISTS", "EXPLAIN", "FALSE", "FROM",
                            "FULL", "GROUP", "HAVING", "IN", "INNER", "INSERT", "INTERSECT", "INTO",
                            "IS", "JOIN", "LEFT", "LIKE", "LIMIT", "NOT", "NULL", "OFFSET", "ON",
                            "OR", "ORDER", "OUTER", "OVER", "PARTITION", "RESET", "RIGHT", "SELECT",
                            "SET", "SHOW", "TABLE", "THEN", "TRUE", "TRUNCATE", "UNION", "UPDATE",
                            "USE", "USING", "VALUES", "VIEW", "WHEN", "WHERE", "WITH"));

    private SqlText() {}

    /// Returns the keywords in upper case.
    public static Set<String> keywords() {
        return KEYWORDS;
    }

    /// Tells whether a word in upper case is a keyword that cannot be a name without quotes.
    public static boolean isReserved(String word) {
        return KEYWORDS.contains(word);
    }

    /// Returns the tokens without blanks, never failing: unknown characters are symbols.
    public static List<SqlToken> tokens(String sql) {
        List<SqlToken> tokens = new ArrayList<>();
        int index = 0;
        while (index < sql.length()) {
            char c = sql.charAt(index);
            if (Character.isWhitespace(c)) {
                index++;
                continue;
            }
            int start = index;
            if (c == '\'' || c == '"' || c == '`') {
                index = quoted(sql, index, c);
                boolean closed = index > 0;
                index = Math.abs(index);
                tokens.add(
                        new SqlToken(
                                !closed
                                        ? SqlToken.Kind.UNFINISHED
                                        : c == '\''
                                                ? SqlToken.Kind.STRING
                                                : SqlToken.Kind.QUOTED_IDENTIFIER,
                                start,
                                index));
            } else if (sql.startsWith("--", index)) {
                int end = sql.indexOf('\n', index);
                index = end < 0 ? sql.length() : end;
                tokens.add(new SqlToken(SqlToken.Kind.COMMENT, start, index));
            } else if (sql.startsWith("/*", index)) {
                int end = sql.indexOf("*/", index + 2);
                index = end < 0 ? sql.length() : end + 2;
                tokens.add(
                        new SqlToken(
                                end < 0 ? SqlToken.Kind.UNFINISHED : SqlToken.Kind.COMMENT,
                                start,
                                index));
            } else if (Character.isJavaIdentifierStart(c)) {
                while (index < sql.length() && Character.isJavaIdentifierPart(sql.charAt(index))) {
                    index++;
                }
                boolean keyword =
                        KEYWORDS.contains(
                                sql.substring(start, index).toUpperCase(java.util.Locale.ROOT));
                tokens.add(
                        new SqlToken(
                                keyword ? SqlToken.Kind.KEYWORD : SqlToken.Kind.IDENTIFIER,
                                start,
                                index));
            } else if (Character.isDigit(c)) {
                while (index < sql.length()
                        && (Character.isLetterOrDigit(sql.charAt(index))
                                || sql.charAt(index) == '.')) {
                    index++;
                }
                tokens.add(new SqlToken(SqlToken.Kind.NUMBER, start, index));
            } else {
                index++;
                tokens.add(new SqlToken(SqlToken.Kind.SYMBOL, start, index));
            }
        }
        return tokens;
    }

    private static int quoted(String sql, int start, char quote) {
        int index = start + 1;
        while (index < sql.length()) {
            if (sql.charAt(index) == quote) {
                if (index + 1 < sql.length() && sql.charAt(index + 1) == quote) {
                    index += 2;
                    continue;
                }
                return index + 1;
            }
            index++;
        }
        return -sql.length();
    }

    /// Cuts a text without dot commands at its semicolons.
    static Parts split(String script) {
        List<ScriptPart.Sql> statements = new ArrayList<>();
        int start = -1;
        int end = -1;
        boolean incomplete = false;
        for (SqlToken token : tokens(script)) {
            incomplete |= token.kind() == SqlToken.Kind.UNFINISHED;
            if (token.kind() == SqlToken.Kind.COMMENT) {
                continue;
            }
            if (token.kind() == SqlToken.Kind.SYMBOL && script.charAt(token.start()) == ';') {
                if (start >= 0) {
                    statements.add(new ScriptPart.Sql(script.substring(start, end), start));
                }
                start = -1;
                continue;
            }
            if (start < 0) {
                start = token.start();
            }
            end = token.end();
        }
        if (start >= 0) {
            statements.add(new ScriptPart.Sql(script.substring(start, end), start));
        }
        return new Parts(statements, incomplete || start >= 0);
    }

    /// Returns the first words of a statement in upper case, parted by a blank.
    ///
    /// Words that are not followed by blanks alone, but by a comment, are missed: this decides how
    /// a result looks and when names are read anew, not what is run.
    public static String firstWords(String sql, int limit) {
        Matcher matcher = FIRST_WORDS.matcher(sql);
        if (!matcher.find()) {
            return "";
        }
        String second = matcher.group(2);
        String words = limit > 1 && second != null ? matcher.group(1) + " " + second : matcher.group(1);
        return words.toUpperCase(Locale.ROOT);
    }

    /// The statements of a text, and whether more text is needed before the last one can run.
    record Parts(List<ScriptPart.Sql> statements, boolean isIncomplete) {}
}
