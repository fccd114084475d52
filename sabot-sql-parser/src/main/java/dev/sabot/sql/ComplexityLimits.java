package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.sql.grammar.SabotStatementLexer;

import org.antlr.v4.runtime.Token;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Refuses statements that would need an unbounded stack, before any recursive parser sees them.
///
/// Counted on tokens: brackets and CASE .. END nest, a run of prefix operators (NOT NOT, - -) nests
/// as deep as it is long, and the tree of a chain of operators, set operators or joins leans to one
/// side, so it is as deep as the chain is long. Trees of AND and OR are balanced and may be longer.
final class ComplexityLimits {
    /// The longest text in UTF-16 units.
    static final int MAX_LENGTH = 1 << 20;

    /// The deepest nesting, and the longest chain at one level of nesting.
    static final int MAX_DEPTH = 1_000;

    /// The longest chain of AND and OR at one level of nesting.
    static final int MAX_TERMS = 10_000;

    /// LIKE costs the query parser cubic time in the length of its chain.
    private static final int LIKE_WEIGHT = 10;

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
            prefixes = isPrefix(token) ? prefixes + 1 : 0;
            nest(token, levels);
            if (levels.size() - 1 + prefixes > MAX_DEPTH) {
                throw tooComplex("it nests more than " + MAX_DEPTH + " deep", token, script);
            }
            levels.getFirst().count(token);
            if (levels.getFirst().isTooLong()) {
                throw tooComplex(
                        "it chains more than "
                                + MAX_DEPTH
                                + " operators, set operators or joins, or "
                                + MAX_TERMS
                                + " conditions",
                        token,
                        script);
            }
        }
    }

    /// Returns the error for a statement that outgrew the stack all the same.
    static SabotException stackExhausted(SourcePosition place, StackOverflowError error) {
        return new SabotException(
                ErrorCode.STATEMENT_TOO_COMPLEX,
                place,
                "the statement nests too deep to be parsed; split it or use WITH",
                error);
    }

    /// What stands between an opening token and its end, without what nests in it.
    private static final class Level {
        final boolean isCase;
        int operators;
        int terms;
        int relations;

        Level(boolean isCase) {
            this.isCase = isCase;
        }

        void count(Token token) {
            switch (token.getType()) {
                case SabotStatementLexer.COMMA -> {
                    operators = 0;
                    terms = 0;
                }
                case SabotStatementLexer.OR -> countTerm();
                case SabotStatementLexer.LIKE -> operators += LIKE_WEIGHT;
                case SabotStatementLexer.OPERATOR,
                        SabotStatementLexer.EQ,
                        SabotStatementLexer.LT,
                        SabotStatementLexer.GT,
                        SabotStatementLexer.PLUS,
                        SabotStatementLexer.MINUS,
                        SabotStatementLexer.IS ->
                        operators++;
                case SabotStatementLexer.IDENTIFIER -> countWord(token);
                default -> {}
            }
        }

        boolean isTooLong() {
            return operators > MAX_DEPTH || relations > MAX_DEPTH || terms > MAX_TERMS;
        }

        private void countWord(Token token) {
            if (isWord(token, "AND")) {
                countTerm();
            } else if (isWord(token, "UNION")
                    || isWord(token, "EXCEPT")
                    || isWord(token, "INTERSECT")
                    || isWord(token, "MINUS")
                    || isWord(token, "JOIN")) {
                relations++;
                operators = 0;
                terms = 0;
            } else if (isWord(token, "ILIKE")
                    || isWord(token, "RLIKE")
                    || isWord(token, "SIMILAR")
                    || isWord(token, "BETWEEN")) {
                operators += LIKE_WEIGHT;
            }
        }

        private void countTerm() {
            terms++;
            operators = 0;
        }
    }

    private static void nest(Token token, Deque<Level> levels) {
        if (Brackets.opens(token)) {
            levels.push(new Level(false));
        } else if (isWord(token, "CASE")) {
            levels.push(new Level(true));
        } else if (Brackets.closes(token)) {
            closeBracket(levels);
        } else if (token.getType() == SabotStatementLexer.END && levels.getFirst().isCase) {
            levels.pop();
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

    private static boolean isWord(Token token, String word) {
        return token.getType() == SabotStatementLexer.IDENTIFIER
                && token.getStopIndex() - token.getStartIndex() + 1 == word.length()
                && token.getText().equalsIgnoreCase(word);
    }

    private static SabotException tooComplex(String detail, Token token, Script script) {
        return new SabotException(
                ErrorCode.STATEMENT_TOO_COMPLEX,
                script.positionOf(token),
                "the statement is too complex, " + detail + "; split it or use WITH");
    }
}
