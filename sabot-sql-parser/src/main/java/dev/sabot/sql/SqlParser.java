package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.sql.grammar.SabotStatementParser;
import dev.sabot.sql.grammar.SabotStatementParser.StatementContext;
import dev.sabot.sql.statement.Statement;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

import java.util.ArrayList;
import java.util.List;

/// Parses SQL.
///
/// **Errors**: SYNTAX with the place of the first token that cannot be; STATEMENT_TOO_COMPLEX for a
/// text of more than 1 MiB or a statement nested more than 1,000 deep.
/// **Threads**: any; parsing is recursive, a thread with a stack of 8 MiB parses whatever the
/// limits allow.
public final class SqlParser {
    private SqlParser() {}

    /// Parses a text that holds exactly one statement; a semicolon may end it.
    public static Statement parse(String sql) {
        ComplexityLimits.checkLength(sql);
        Script script = new Script(sql);
        List<List<Token>> statements = script.statements();
        if (statements.isEmpty()) {
            throw new SabotException(
                    ErrorCode.SYNTAX, SourcePosition.at(1, 1), "there is no statement");
        }
        Statement statement = statement(script, statements.getFirst());
        if (statements.size() > 1) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    script.positionOf(statements.get(1).getFirst()),
                    "there is more than one statement; send them one by one");
        }
        return statement;
    }

    /// Parses statements that semicolons separate; none at all is an empty list.
    public static List<Statement> parseScript(String sql) {
        ComplexityLimits.checkLength(sql);
        Script script = new Script(sql);
        return script.statements().stream().map(tokens -> statement(script, tokens)).toList();
    }

    /// Finds the statements of a script of any length without parsing them.
    public static ScriptParts split(String script) {
        return new Script(script).parts();
    }

    private static Statement statement(Script script, List<Token> tokens) {
        script.checkTokens(tokens);
        ComplexityLimits.checkDepth(tokens, script);
        Brackets.check(tokens, script);
        try {
            return new StatementReader(script, tokens).visit(tree(script, tokens));
        } catch (StackOverflowError e) {
            throw ComplexityLimits.stackExhausted(script.positionOf(tokens.getFirst()), e);
        }
    }

    private static StatementContext tree(Script script, List<Token> tokens) {
        List<Token> source = new ArrayList<>(tokens);
        source.add(endAfter(tokens.getLast()));
        SabotStatementParser parser =
                new SabotStatementParser(new CommonTokenStream(new ListTokenSource(source)));
        parser.removeErrorListeners();
        parser.addErrorListener(new StatementErrorListener(script));
        return parser.singleStatement().statement();
    }

    private static Token endAfter(Token last) {
        CommonToken end = new CommonToken(Token.EOF, "<EOF>");
        end.setStartIndex(last.getStopIndex() + 1);
        end.setStopIndex(last.getStopIndex());
        return end;
    }
}
