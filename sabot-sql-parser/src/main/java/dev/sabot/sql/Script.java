package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.sql.grammar.SabotStatementLexer;
import dev.sabot.sql.statement.StatementText;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A text, its tokens without white space and comments, and where its statements are.
final class Script {
    private static final int MAX_SHOWN = 40;

    final String text;
    final LineMap lines;
    private final List<List<Token>> statements = new ArrayList<>();
    private ScriptParts.Ending ending = ScriptParts.Ending.COMPLETE;

    Script(String text) {
        this.text = text;
        lines = new LineMap(text);
        List<Token> statement = new ArrayList<>();
        for (Token token : lex(text)) {
            if (token.getType() == SabotStatementLexer.OPEN_COMMENT) {
                ending = ScriptParts.Ending.OPEN_COMMENT;
                statement.add(token);
            } else if (token.getType() == SabotStatementLexer.SEMICOLON) {
                add(statement);
                statement = new ArrayList<>();
            } else if (token.getChannel() == Token.DEFAULT_CHANNEL
                    && token.getType() != Token.EOF) {
                statement.add(token);
            }
        }
        if (!statement.isEmpty()) {
            add(statement);
            if (ending == ScriptParts.Ending.COMPLETE) {
                ending = endingOf(statement);
            }
        }
    }

    /// Returns every token of a text, hidden ones and the end included.
    static List<? extends Token> lex(String text) {
        SabotStatementLexer lexer = new SabotStatementLexer(new StringCharStream(text));
        lexer.removeErrorListeners();
        return lexer.getAllTokens();
    }

    /// Returns the tokens of each statement, none of them empty.
    List<List<Token>> statements() {
        return statements;
    }

    ScriptParts parts() {
        return new ScriptParts(statements.stream().map(tokens -> textOf(tokens)).toList(), ending);
    }

    /// Returns the text that some tokens span.
    StatementText textOf(List<Token> tokens) {
        int start = tokens.getFirst().getStartIndex();
        int end = tokens.getLast().getStopIndex() + 1;
        long parameters =
                tokens.stream()
                        .filter(token -> token.getType() == SabotStatementLexer.PARAMETER)
                        .count();
        return new StatementText(
                text.substring(start, end),
                start,
                lines.position(start, end),
                Math.toIntExact(parameters));
    }

    SourcePosition positionOf(Token token) {
        return lines.position(token.getStartIndex(), token.getStopIndex() + 1);
    }

    /// Refuses a statement whose tokens no grammar could accept.
    void checkTokens(List<Token> tokens) {
        for (Token token : tokens) {
            String fault = faultOf(token);
            if (fault != null) {
                SourcePosition place = positionOf(token);
                throw new SabotException(
                        ErrorCode.SYNTAX, SourcePosition.at(place.line(), place.column()), fault);
            }
        }
    }

    private void add(List<Token> statement) {
        if (!statement.isEmpty()) {
            statements.add(statement);
        }
    }

    private static ScriptParts.Ending endingOf(List<Token> statement) {
        int depth = 0;
        for (Token token : statement) {
            if (token.getType() == SabotStatementLexer.OPEN_STRING) {
                return ScriptParts.Ending.OPEN_STRING;
            } else if (Brackets.opens(token)) {
                depth++;
            } else if (Brackets.closes(token)) {
                depth--;
            }
        }
        return depth > 0 ? ScriptParts.Ending.OPEN_BRACKET : ScriptParts.Ending.NO_SEMICOLON;
    }

    private static String shortened(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + ".." : text;
    }

    private static @Nullable String faultOf(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.OPEN_STRING ->
                    "the string that begins here has no closing quote";
            case SabotStatementLexer.OPEN_NAME ->
                    "the quoted name that begins here has no closing quote on its line";
            case SabotStatementLexer.EMPTY_NAME -> "a quoted name must not be empty";
            case SabotStatementLexer.OPEN_COMMENT -> "the comment that begins here has no end";
            case SabotStatementLexer.GLUED_NUMBER ->
                    "'"
                            + shortened(token.getText())
                            + "' is neither a number nor a name; put a space between the two,"
                            + " or quote it if it is a name or a value with a unit";
            case SabotStatementLexer.UNKNOWN_CHARACTER ->
                    "the character '" + token.getText() + "' has no meaning in SQL here";
            default -> null;
        };
    }
}
