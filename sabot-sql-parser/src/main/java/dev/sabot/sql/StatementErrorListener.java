package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.sql.grammar.SabotStatementParser;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

import java.util.SortedSet;
import java.util.TreeSet;

/// Turns the first error of the statement parser into ours; there is no recovery.
final class StatementErrorListener extends BaseErrorListener {
    private static final String BEGINNING =
            "; a statement begins with a word such as SELECT, WITH, INSERT, CREATE, COPY or SHOW";

    private final Script script;

    StatementErrorListener(Script script) {
        this.script = script;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object offendingSymbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException e) {
        Token found = (Token) offendingSymbol;
        // what could follow is known only where the parser stands, not where its lookahead failed
        SortedSet<String> expected =
                e instanceof NoViableAltException ahead && ahead.getStartToken() != found
                        ? new TreeSet<>()
                        : expected((SabotStatementParser) recognizer);
        boolean atEnd = found.getType() == Token.EOF;
        SourcePosition place =
                atEnd
                        ? script.lines.position(found.getStartIndex(), found.getStartIndex())
                        : script.positionOf(found);
        String words = QueryErrors.unexpected(atEnd ? null : found.getText(), expected);
        throw new SabotException(
                ErrorCode.SYNTAX, place, found.getTokenIndex() == 0 ? words + BEGINNING : words);
    }

    private static SortedSet<String> expected(SabotStatementParser parser) {
        SortedSet<String> words = new TreeSet<>();
        IntervalSet types = parser.getExpectedTokens();
        boolean name = types.contains(SabotStatementParser.IDENTIFIER);
        for (int type : types.toArray()) {
            if (!name || SqlTokenizer.isReserved(plain(parser, type))) {
                words.add(describe(parser, type));
            }
        }
        if (name) {
            words.add("a name");
        }
        return words;
    }

    private static String describe(SabotStatementParser parser, int type) {
        return switch (type) {
            case SabotStatementParser.STRING -> "a string";
            case SabotStatementParser.NUMBER -> "a number";
            case SabotStatementParser.IDENTIFIER, SabotStatementParser.QUOTED_NAME -> "a name";
            case Token.EOF -> "end of statement";
            default -> {
                String word = plain(parser, type);
                yield Character.isLetter(word.charAt(0)) ? word : "'" + word + "'";
            }
        };
    }

    private static String plain(SabotStatementParser parser, int type) {
        String literal = parser.getVocabulary().getLiteralName(type);
        return literal == null
                ? parser.getVocabulary().getDisplayName(type)
                : literal.substring(1, literal.length() - 1);
    }
}
