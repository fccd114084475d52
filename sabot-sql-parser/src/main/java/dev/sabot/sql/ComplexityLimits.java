package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.sql.grammar.SabotStatementLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/// Refuses statements that would need an unbounded stack, before any recursive parser sees them.
///
/// Counted on tokens: brackets and CASE .. END nest, a run of prefix operators (NOT NOT, - -) nests
/// as deep as it is long, and so does a chain of operators whose right side is parsed by recursion
/// (LIKE, lambdas) or whose tree leans to one side (AND, OR, +, UNION ..).
final class ComplexityLimits {
    /// The longest text in UTF-16 units.
    static final int MAX_LENGTH = 1 << 20;

    /// The deepest nesting.
    static final int MAX_DEPTH = 1_000;

    /// The longest chain of operators at one level of nesting.
    static final int MAX_CHAIN = 10_000;

    private ComplexityLimits() {}

    /// Refuses a text that is too long to parse.
    static void checkLength(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SabotException(
                    ErrorCode.STATEMENT_TOO_COMPLEX,
                    "the SQL text has "
                            + text.length()
                            + " characters, at most "
                            + MAX_LENGTH
                            + " are allowed; load data with COPY or split the script");
        }
    }

    /// Refuses a statement that nests too deep.
    static void checkDepth(List<Token> tokens, Script script) {
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(new Level(false));
        int prefixes = 0;
        for (Token token : tokens) {
            Level level = levels.getFirst();
            prefixes = isPrefix(token) ? prefixes + 1 : 0;
            if (opens(token)) {
                levels.push(new Level(false));
            } else if (isWord(token, "CASE")) {
                levels.push(new Level(true));
            } else if (closes(token)) {
                closeBracket(levels);
            } else if (token.getType() == SabotStatementLexer.END && level.isCase) {
                levels.pop();
            } else if (chains(token) && ++level.chain > MAX_CHAIN) {
                throw tooComplex(
                        "more than " + MAX_CHAIN + " operators in one expression", token, script);
            } else if (token.getType() == SabotStatementLexer.COMMA) {
                level.chain = 0;
            }
            if (levels.size() - 1 + prefixes > MAX_DEPTH) {
                throw tooComplex("nested more than " + MAX_DEPTH + " deep", token, script);
            }
        }
    }

    /// Returns the error for a statement that outgrew the stack all the same.
    static SabotException stackExhausted(StackOverflowError error) {
        return new SabotException(
                ErrorCode.STATEMENT_TOO_COMPLEX,
                "the statement nests too deep to be parsed; split it or use WITH",
                error);
    }

    private static final class Level {
        final boolean isCase;
        int chain;

        Level(boolean isCase) {
            this.isCase = isCase;
        }
    }

    /// A bracket closes every CASE that was left open inside it.
    private static void closeBracket(Deque<Level> levels) {
        while (levels.size() > 1) {
            if (!levels.pop().isCase) {
                return;
            }
        }
    }

    private static boolean isPrefix(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.NOT,
                            SabotStatementLexer.EXISTS,
                            SabotStatementLexer.MINUS,
                            SabotStatementLexer.PLUS ->
                    true;
            default -> false;
        };
    }

    private static boolean opens(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.LPAREN,
                            SabotStatementLexer.LBRACKET,
                            SabotStatementLexer.LBRACE ->
                    true;
            default -> false;
        };
    }

    private static boolean closes(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.RPAREN,
                            SabotStatementLexer.RBRACKET,
                            SabotStatementLexer.RBRACE ->
                    true;
            default -> false;
        };
    }

    private static boolean chains(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.OPERATOR,
                            SabotStatementLexer.EQ,
                            SabotStatementLexer.LT,
                            SabotStatementLexer.GT,
                            SabotStatementLexer.PLUS,
                            SabotStatementLexer.MINUS,
                            SabotStatementLexer.OR,
                            SabotStatementLexer.LIKE ->
                    true;
            default ->
                    isWord(token, "AND")
                            || isWord(token, "UNION")
                            || isWord(token, "EXCEPT")
                            || isWord(token, "INTERSECT")
                            || isWord(token, "JOIN");
        };
    }

    private static boolean isWord(Token token, String word) {
        return token.getType() == SabotStatementLexer.IDENTIFIER
                && token.getStopIndex() - token.getStartIndex() + 1 == word.length()
                && token.getText().equalsIgnoreCase(word);
    }

    private static SabotException tooComplex(String detail, Token token, Script script) {
        return new SabotException(
                ErrorCode.STATEMENT_TOO_COMPLEX,
                script.positionOf(token),
                "the statement is too complex: " + detail + "; split it or use WITH");
    }
}
