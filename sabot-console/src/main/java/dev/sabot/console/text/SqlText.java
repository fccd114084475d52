package dev.sabot.console.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Reads SQL text by the statement grammar: the only door of the console to it.
public final class SqlText {
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

    /// Tells whether the text ends inside a string, a quoted identifier or a comment.
    public static boolean endsUnfinished(String sql) {
        List<SqlToken> tokens = tokens(sql);
        return !tokens.isEmpty() && tokens.getLast().kind() == SqlToken.Kind.UNFINISHED;
    }

    /// Cuts a script at its semicolons; the last statement may lack one.
    public static List<ScriptPart.Sql> split(String script) {
        List<ScriptPart.Sql> statements = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (SqlToken token : tokens(script)) {
            if (token.kind() == SqlToken.Kind.COMMENT) {
                continue;
            }
            if (token.kind() == SqlToken.Kind.SYMBOL && script.charAt(token.start()) == ';') {
                if (start >= 0) {
                    statements.add(
                            new ScriptPart.Sql(script.substring(start, end), start, true));
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
            statements.add(new ScriptPart.Sql(script.substring(start, end), start, false));
        }
        return statements;
    }
}
