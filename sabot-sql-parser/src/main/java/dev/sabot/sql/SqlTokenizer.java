package dev.sabot.sql;

import dev.sabot.sql.generated.SabotSqlParserImpl;
import dev.sabot.sql.grammar.SabotStatementLexer;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Takes text apart for highlighting and completion; any text will do, valid or not.
public final class SqlTokenizer {
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]*");

    /// Words that are names as well, yet read better as keywords.
    private static final Set<String> KEYWORDS_TOO =
            Set.of(
                    "ASC",
                    "DATE",
                    "EXCLUDE",
                    "FIRST",
                    "FOLLOWING",
                    "FORMAT",
                    "ILIKE",
                    "LAST",
                    "NULLS",
                    "ORDINALITY",
                    "PIVOT",
                    "PRECEDING",
                    "RECURSIVE",
                    "RLIKE",
                    "SETS",
                    "TIMESTAMP",
                    "TIMESTAMP_LTZ",
                    "UNBOUNDED",
                    "UNPIVOT",
                    "VIEW");

    private static final SqlAbstractParserImpl.Metadata QUERY_WORDS =
            new SabotSqlParserImpl(new StringReader("")).getMetadata();

    private static final Set<String> KEYWORDS = collectKeywords();

    private SqlTokenizer() {}

    /// Returns the tokens of a text in order, comments included, white space left out.
    public static List<SqlToken> tokenize(String text) {
        List<SqlToken> tokens = new ArrayList<>();
        for (Token token : Script.lex(text)) {
            int type = token.getType();
            if (type != SabotStatementLexer.WHITESPACE && type != Token.EOF) {
                tokens.add(
                        new SqlToken(kind(token), token.getStartIndex(), token.getStopIndex() + 1));
            }
        }
        return tokens;
    }

    /// Returns every keyword, in upper case and sorted.
    public static Set<String> keywords() {
        return KEYWORDS;
    }

    /// Returns whether a word cannot be a name unless it is quoted.
    static boolean isReserved(String word) {
        return QUERY_WORDS.isReservedWord(word.toUpperCase(Locale.ROOT));
    }

    private static SqlToken.Kind kind(Token token) {
        return switch (token.getType()) {
            case SabotStatementLexer.STRING -> SqlToken.Kind.STRING;
            case SabotStatementLexer.NUMBER -> SqlToken.Kind.NUMBER;
            case SabotStatementLexer.QUOTED_NAME -> SqlToken.Kind.IDENTIFIER;
            case SabotStatementLexer.LINE_COMMENT, SabotStatementLexer.BLOCK_COMMENT ->
                    SqlToken.Kind.COMMENT;
            case SabotStatementLexer.OPEN_STRING,
                    SabotStatementLexer.OPEN_NAME,
                    SabotStatementLexer.OPEN_COMMENT,
                    SabotStatementLexer.EMPTY_NAME,
                    SabotStatementLexer.GLUED_NUMBER,
                    SabotStatementLexer.UNKNOWN_CHARACTER ->
                    SqlToken.Kind.ERROR;
            default -> wordOrOperator(token.getText());
        };
    }

    private static SqlToken.Kind wordOrOperator(String text) {
        if (!Character.isJavaIdentifierStart(text.charAt(0))) {
            return SqlToken.Kind.OPERATOR;
        }
        return KEYWORDS.contains(text.toUpperCase(Locale.ROOT))
                ? SqlToken.Kind.KEYWORD
                : SqlToken.Kind.IDENTIFIER;
    }

    private static Set<String> collectKeywords() {
        Set<String> keywords = new TreeSet<>(KEYWORDS_TOO);
        for (String word : QUERY_WORDS.getTokens()) {
            if (WORD.matcher(word).matches() && QUERY_WORDS.isReservedWord(word)) {
                keywords.add(word);
            }
        }
        Vocabulary vocabulary = SabotStatementLexer.VOCABULARY;
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            String literal = vocabulary.getLiteralName(type);
            if (literal != null) {
                String word = literal.substring(1, literal.length() - 1);
                if (WORD.matcher(word).matches()) {
                    keywords.add(word);
                }
            }
        }
        return Collections.unmodifiableSet(keywords);
    }
}
