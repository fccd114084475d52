package dev.sabot.sql;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.sql.grammar.SabotStatementParser.ColumnListContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopyOptionContext;
import dev.sabot.sql.grammar.SabotStatementParser.CopyOptionsContext;
import dev.sabot.sql.grammar.SabotStatementParser.IdentifierContext;
import dev.sabot.sql.grammar.SabotStatementParser.JobNameContext;
import dev.sabot.sql.grammar.SabotStatementParser.NameContext;
import dev.sabot.sql.grammar.SabotStatementParser.OptionValueContext;
import dev.sabot.sql.grammar.SabotStatementParser.SettingKeyContext;
import dev.sabot.sql.grammar.SabotStatementParser.SettingValueContext;
import dev.sabot.sql.grammar.SabotStatementParser.TableOptionContext;
import dev.sabot.sql.statement.Identifier;
import dev.sabot.sql.statement.QualifiedName;
import dev.sabot.sql.statement.StatementOption;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Reads the small parts of statements: names, strings, options and settings.
final class Names {
    private static final int MAX_PARTS = 3;

    private final Script script;

    Names(Script script) {
        this.script = script;
    }

    SourcePosition position(ParserRuleContext context) {
        return script.lines.position(
                context.getStart().getStartIndex(), context.getStop().getStopIndex() + 1);
    }

    QualifiedName qualifiedName(NameContext context) {
        List<String> parts = context.identifier().stream().map(this::text).toList();
        if (parts.size() > MAX_PARTS) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    position(context),
                    "a name has at most three parts: catalog.schema.object");
        }
        return new QualifiedName(parts, position(context));
    }

    /// Returns the name or number of a job.
    Identifier job(JobNameContext context) {
        if (context.identifier() != null) {
            return identifier(context.identifier());
        }
        String name = context.STRING() == null ? context.getText() : string(context.STRING());
        return new Identifier(name, position(context));
    }

    Identifier identifier(IdentifierContext context) {
        return new Identifier(text(context), position(context));
    }

    List<Identifier> columns(@Nullable ColumnListContext context) {
        return context == null
                ? List.of()
                : context.identifier().stream().map(this::identifier).toList();
    }

    /// Returns the value of a string token.
    String string(TerminalNode node) {
        return string(node.getSymbol());
    }

    /// Returns the value of a string token.
    String string(Token token) {
        String image = token.getText();
        char first = image.charAt(0);
        if (first == '\'') {
            return image.substring(1, image.length() - 1).replace("''", "'");
        }
        if (first == 'e' || first == 'E') {
            return cString(token, image);
        }
        throw new SabotException(
                ErrorCode.SYNTAX, script.positionOf(token), "a plain string '..' is needed here");
    }

    StatementOption tableOption(TableOptionContext context) {
        return new StatementOption(
                key(context.settingKey()).name(),
                List.of(value(context.optionValue())),
                position(context));
    }

    List<StatementOption> copyOptions(@Nullable CopyOptionsContext context) {
        return context == null
                ? List.of()
                : context.copyOption().stream().map(this::copyOption).toList();
    }

    Identifier key(SettingKeyContext context) {
        String key =
                context.STRING() != null
                        ? string(context.STRING())
                        : context.children.stream()
                                .map(child ->
                                        child instanceof IdentifierContext part
                                                ? settingPart(part)
                                                : child.getText())
                                .collect(Collectors.joining());
        return new Identifier(key, position(context));
    }

    String value(SettingValueContext context) {
        if (context.STRING() != null) {
            return string(context.STRING());
        }
        return context.identifier() != null
                ? settingPart(context.identifier())
                : plain(context.getText());
    }

    private StatementOption copyOption(CopyOptionContext context) {
        var key = context.copyOptionKey();
        String name = key.STRING() != null ? string(key.STRING()) : key.getText();
        List<String> values = context.optionValue().stream().map(this::value).toList();
        return new StatementOption(
                name, values.isEmpty() ? List.of("true") : values, position(context));
    }

    private String value(OptionValueContext context) {
        if (context.STRING() != null) {
            return string(context.STRING());
        }
        return context.identifier() != null
                ? settingPart(context.identifier())
                : plain(context.getText());
    }

    /// TRUE, FALSE, NULL and ON in lower case, numbers as they are.
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private String text(IdentifierContext context) {
        if (context.QUOTED_NAME() != null) {
            return unquoted(context.QUOTED_NAME().getSymbol());
        }
        String word = context.getText();
        if (SqlTokenizer.isReserved(word)) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    position(context),
                    word + " is a reserved word; to use it as a name write \"" + word + "\"");
        }
        return word;
    }

    /// Settings and values are no columns: any word will do.
    private String settingPart(IdentifierContext context) {
        return context.QUOTED_NAME() != null
                ? unquoted(context.QUOTED_NAME().getSymbol())
                : context.getText();
    }

    private String unquoted(Token token) {
        String image = token.getText();
        char quote = image.charAt(0);
        if (quote != '"' && quote != '`') {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    script.positionOf(token),
                    "U&\"..\" names work in queries only; write the characters themselves");
        }
        String doubled = String.valueOf(quote).repeat(2);
        return image.substring(1, image.length() - 1).replace(doubled, String.valueOf(quote));
    }

    private String cString(Token token, String image) {
        try {
            return SqlParserUtil.parseCString(image);
        } catch (SqlParserUtil.MalformedUnicodeEscape e) {
            throw new SabotException(
                    ErrorCode.SYNTAX,
                    script.positionOf(token),
                    "the string has a malformed Unicode escape",
                    e);
        }
    }
}
