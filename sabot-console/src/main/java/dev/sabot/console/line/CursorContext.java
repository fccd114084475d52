package dev.sabot.console.line;

import dev.sabot.sql.SqlToken;
import dev.sabot.sql.SqlTokenizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is known of the place of the cursor in an SQL text.
///
/// @param kind what can stand here
/// @param wordStart where the word under the cursor begins
/// @param qualifier the name before the dot the word follows, or an empty text
/// @param tables the tables the statement names, with their aliases
record CursorContext(Kind kind, int wordStart, String qualifier, List<TableUse> tables) {

    /// Divides places by what completes them.
    enum Kind {
        /// The beginning of a statement.
        STATEMENT,
        /// A table, as after FROM.
        TABLE,
        /// Anything of an expression or clause.
        EXPRESSION,
        /// After a name and a dot.
        QUALIFIED,
        /// Inside a string: a file, as in `FROM 'data/*.parquet'`.
        FILE,
        /// Inside a comment.
        NOTHING
    }

    /// A table in FROM and the name it goes by.
    record TableUse(String table, String alias) {}

    private static final Set<String> BEFORE_TABLE =
            Set.of(
                    "FROM",
                    "JOIN",
                    "INTO",
                    "UPDATE",
                    "TABLE",
                    "VIEW",
                    "DESCRIBE",
                    "DESC",
                    "TRUNCATE",
                    "ANALYZE",
                    "COPY");
    private static final Set<String> AFTER_TABLES =
            Set.of(
                    "SELECT",
                    "WHERE",
                    "ON",
                    "USING",
                    "GROUP",
                    "ORDER",
                    "HAVING",
                    "SET",
                    "VALUES",
                    "LIMIT",
                    "UNION",
                    "EXCEPT",
                    "INTERSECT",
                    "WITH",
                    "WINDOW",
                    "QUALIFY");

    /// Looks at a text and a cursor in it.
    static CursorContext of(String text, int cursor) {
        List<SqlToken> tokens = tokensOfStatement(text, cursor);
        List<SqlToken> before = tokens.stream().filter(token -> token.start() < cursor).toList();
        if (before.isEmpty()) {
            return new CursorContext(Kind.STATEMENT, cursor, "", List.of());
        }
        SqlToken last = before.getLast();
        List<TableUse> tables = tables(text, tokens);
        boolean isInside = cursor < last.end() || last.kind() == SqlToken.Kind.ERROR;
        char first = text.charAt(last.start());
        if (isInside && first == '\'') {
            return new CursorContext(Kind.FILE, last.start() + 1, "", tables);
        }
        if (last.kind() == SqlToken.Kind.ERROR && !isQuote(first)) {
            return new CursorContext(Kind.NOTHING, cursor, "", tables);
        }
        boolean touchesWord = cursor <= last.end() && isWord(last);
        int wordStart = touchesWord ? last.start() : cursor;
        List<SqlToken> leading = touchesWord ? before.subList(0, before.size() - 1) : before;
        return of(text, wordStart, leading, tables);
    }

    private static CursorContext of(
            String text, int wordStart, List<SqlToken> leading, List<TableUse> tables) {
        if (leading.isEmpty()) {
            return new CursorContext(Kind.STATEMENT, wordStart, "", tables);
        }
        int size = leading.size();
        if (isSymbol(text, leading.getLast(), '.') && size >= 2) {
            String qualifier = plainName(textOf(text, leading.get(size - 2)));
            return new CursorContext(Kind.QUALIFIED, wordStart, qualifier, tables);
        }
        Kind kind = expectsTable(text, leading) ? Kind.TABLE : Kind.EXPRESSION;
        return new CursorContext(kind, wordStart, "", tables);
    }

    /// Tables follow FROM and its like, and commas as long as no other clause has begun.
    private static boolean expectsTable(String text, List<SqlToken> leading) {
        String last = upper(text, leading.getLast());
        if (BEFORE_TABLE.contains(last)) {
            return true;
        }
        if (!last.equals(",")) {
            return false;
        }
        for (int index = leading.size() - 1; index >= 0; index--) {
            String word = upper(text, leading.get(index));
            if (AFTER_TABLES.contains(word) || word.equals("(")) {
                return false;
            }
            if (word.equals("FROM")) {
                return true;
            }
        }
        return false;
    }

    private static List<TableUse> tables(String text, List<SqlToken> tokens) {
        List<TableUse> tables = new ArrayList<>();
        boolean inFrom = false;
        for (int index = 0; index < tokens.size(); index++) {
            String word = upper(text, tokens.get(index));
            boolean introduces =
                    word.equals("JOIN") || word.equals("INTO") || word.equals("UPDATE");
            if (AFTER_TABLES.contains(word)) {
                inFrom = false;
            } else if (word.equals("FROM")) {
                inFrom = true;
            }
            boolean follows = introduces || inFrom && (word.equals("FROM") || word.equals(","));
            if (follows && index + 1 < tokens.size() && isName(tokens.get(index + 1))) {
                tables.add(tableAt(text, tokens, index + 1));
            }
        }
        return tables;
    }

    private static TableUse tableAt(String text, List<SqlToken> tokens, int from) {
        int index = from;
        while (index + 2 < tokens.size()
                && isSymbol(text, tokens.get(index + 1), '.')
                && isName(tokens.get(index + 2))) {
            index += 2;
        }
        String table = plainName(textOf(text, tokens.get(index)));
        int next = index + 1;
        if (next < tokens.size() && upper(text, tokens.get(next)).equals("AS")) {
            next++;
        }
        boolean hasAlias = next < tokens.size() && isName(tokens.get(next));
        return new TableUse(table, hasAlias ? plainName(textOf(text, tokens.get(next))) : table);
    }

    /// Returns the tokens between the semicolons around the cursor, without comments.
    private static List<SqlToken> tokensOfStatement(String text, int cursor) {
        List<SqlToken> tokens = new ArrayList<>();
        for (SqlToken token : SqlTokenizer.tokenize(text)) {
            if (isSymbol(text, token, ';')) {
                if (token.start() >= cursor) {
                    break;
                }
                tokens.clear();
            } else if (token.kind() != SqlToken.Kind.COMMENT) {
                tokens.add(token);
            }
        }
        return tokens;
    }

    /// An error that begins like a name is a quoted name without its end.
    private static boolean isWord(SqlToken token) {
        return switch (token.kind()) {
            case KEYWORD, IDENTIFIER, ERROR -> true;
            case STRING, NUMBER, OPERATOR, COMMENT -> false;
        };
    }

    private static boolean isName(SqlToken token) {
        return token.kind() == SqlToken.Kind.IDENTIFIER;
    }

    private static boolean isQuote(char character) {
        return character == '"' || character == '`';
    }

    private static String textOf(String text, SqlToken token) {
        return text.substring(token.start(), token.end());
    }

    private static boolean isSymbol(String text, SqlToken token, char symbol) {
        return token.kind() == SqlToken.Kind.OPERATOR && text.charAt(token.start()) == symbol;
    }

    private static String upper(String text, SqlToken token) {
        return textOf(text, token).toUpperCase(Locale.ROOT);
    }

    /// Removes the quotes of a name.
    private static String plainName(String name) {
        char quote = name.charAt(0);
        if (name.length() < 2 || !isQuote(quote)) {
            return name;
        }
        String twice = String.valueOf(quote).repeat(2);
        return name.substring(1, name.length() - 1).replace(twice, String.valueOf(quote));
    }
}
