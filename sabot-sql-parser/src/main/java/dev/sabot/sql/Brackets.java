package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.sql.grammar.SabotStatementLexer;

import org.antlr.v4.runtime.Token;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Refuses statements whose brackets do not match, so that islands have clear borders.
final class Brackets {
    private Brackets() {}

    /// Refuses the first bracket that closes nothing, or the innermost that is never closed.
    static void check(List<Token> tokens, Script script) {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : tokens) {
            if (opens(token)) {
                open.push(token);
            } else if (closes(token)) {
                if (open.isEmpty()) {
                    throw error("'" + token.getText() + "' closes nothing", token, script);
                }
                Token opening = open.pop();
                if (token.getType() != partner(opening)) {
                    throw error(
                            "'"
                                    + token.getText()
                                    + "' cannot close the '"
                                    + opening.getText()
                                    + "' at "
                                    + script.positionOf(opening),
                            token,
                            script);
                }
            }
        }
        if (!open.isEmpty()) {
            Token opening = open.pop();
            throw error("this '" + opening.getText() + "' is never closed", opening, script);
        }
    }

    static boolean opens(Token token) {
        return partner(token) != Token.INVALID_TYPE;
    }

    static boolean closes(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.RPAREN,
                    SabotStatementLexer.RBRACKET,
                    SabotStatementLexer.RBRACE ->
                    true;
            default -> false;
        };
    }

    private static int partner(Token opening) {
        return switch (opening.getType()) {
            case SabotStatementLexer.LPAREN -> SabotStatementLexer.RPAREN;
            case SabotStatementLexer.LBRACKET -> SabotStatementLexer.RBRACKET;
            case SabotStatementLexer.LBRACE -> SabotStatementLexer.RBRACE;
            default -> Token.INVALID_TYPE;
        };
    }

    private static SabotException error(String detail, Token token, Script script) {
        return new SabotException(ErrorCode.SYNTAX, script.positionOf(token), detail);
    }
}
