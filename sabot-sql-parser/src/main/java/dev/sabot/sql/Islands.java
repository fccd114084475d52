package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.sql.generated.ParseException;
import dev.sabot.sql.generated.SabotSqlParserImpl;
import dev.sabot.sql.generated.TokenMgrError;
import dev.sabot.sql.grammar.SabotStatementLexer;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hands the islands of one statement to the query parser.
///
/// The query parser reads the island's own piece of the text and starts to count lines, columns and
/// parameters where the island stands, so its positions are true in the whole text.
final class Islands {
    private static final int MAX_NAME_LENGTH = 255;
    private static final Pattern LEXICAL_PLACE = Pattern.compile("line (\\d+), column (\\d+)");

    private final Script script;
    private final List<Token> statement;

    Islands(Script script, List<Token> statement) {
        this.script = script;
        this.statement = statement;
    }

    SqlNode query(ParserRuleContext island) {
        return parse(island, SabotSqlParserImpl::IslandQuery);
    }

    SqlNode expression(ParserRuleContext island) {
        return parse(island, SabotSqlParserImpl::IslandExpression);
    }

    SqlDataTypeSpec type(ParserRuleContext island) {
        return parse(island, SabotSqlParserImpl::IslandType);
    }

    /// Returns the island as it was written.
    String textOf(ParserRuleContext island) {
        return script.text.substring(start(island), end(island));
    }

    private interface Production<T> {
        T parse(SabotSqlParserImpl parser) throws ParseException;
    }

    private <T> T parse(ParserRuleContext island, Production<T> production) {
        try {
            return production.parse(open(island));
        } catch (ParseException e) {
            throw syntaxError(e, island);
        } catch (TokenMgrError e) {
            throw lexicalError(e, island);
        } catch (CalciteContextException e) {
            throw new SabotException(
                    ErrorCode.SYNTAX, placeOf(e), QueryErrors.plainWords(e.getCause()), e);
        } catch (CalciteException | IllegalArgumentException e) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    script.lines.position(start(island), end(island)),
                    QueryErrors.plainWords(e),
                    e);
        }
    }

    private SabotSqlParserImpl open(ParserRuleContext island) throws ParseException {
        int start = start(island);
        StringReader reader = new StringReader(textOf(island));
        SabotSqlParserImpl parser = new SabotSqlParserImpl(reader);
        parser.openIsland(
                reader,
                script.lines.line(start),
                script.lines.column(start),
                parametersBefore(island.getStart()));
        parser.setTabSize(1);
        parser.switchTo(SqlAbstractParserImpl.LexicalState.BTID);
        parser.setQuotedCasing(Casing.UNCHANGED);
        parser.setUnquotedCasing(Casing.UNCHANGED);
        parser.setIdentifierMaxLength(MAX_NAME_LENGTH);
        parser.setConformance(SabotConformance.INSTANCE);
        return parser;
    }

    private int parametersBefore(Token first) {
        int count = 0;
        for (Token token : statement) {
            if (token.getStartIndex() >= first.getStartIndex()) {
                break;
            }
            if (token.getType() == SabotStatementLexer.PARAMETER) {
                count++;
            }
        }
        return count;
    }

    private SabotException syntaxError(ParseException e, ParserRuleContext island) {
        QueryErrors.Unexpected unexpected = QueryErrors.unexpected(e);
        var found = unexpected.token();
        if (found.kind == 0) {
            return endOfIsland(unexpected, island);
        }
        SourcePosition place =
                new SourcePosition(
                        found.beginLine, found.beginColumn, found.endLine, found.endColumn);
        return new SabotException(ErrorCode.SYNTAX, place, unexpected.words(found.image));
    }

    /// The island ended too soon: what is wrong is the token after it.
    private SabotException endOfIsland(
            QueryErrors.Unexpected unexpected, ParserRuleContext island) {
        int end = end(island);
        for (Token token : statement) {
            if (token.getStartIndex() >= end) {
                return new SabotException(
                        ErrorCode.SYNTAX,
                        script.positionOf(token),
                        unexpected.words(token.getText()));
            }
        }
        return new SabotException(
                ErrorCode.SYNTAX, script.lines.position(end, end), unexpected.words(null));
    }

    private SabotException lexicalError(TokenMgrError e, ParserRuleContext island) {
        Matcher matcher = LEXICAL_PLACE.matcher(String.valueOf(e.getMessage()));
        int offset =
                matcher.find()
                        ? script.lines.offset(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)))
                        : start(island);
        String found = offset < end(island) ? script.text.substring(offset, offset + 1) : "";
        return new SabotException(
                ErrorCode.SYNTAX,
                script.lines.position(offset, offset),
                "the character '" + found + "' has no meaning in SQL here");
    }

    private static SourcePosition placeOf(CalciteContextException e) {
        return new SourcePosition(
                e.getPosLine(), e.getPosColumn(), e.getEndPosLine(), e.getEndPosColumn());
    }

    private static int start(ParserRuleContext island) {
        return island.getStart().getStartIndex();
    }

    private static int end(ParserRuleContext island) {
        return island.getStop().getStopIndex() + 1;
    }
}
