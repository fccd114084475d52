package dev.sabot.console.text;

import dev.sabot.sql.ScriptParts;
import dev.sabot.sql.SqlParser;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads SQL text by the statement grammar.
public final class SqlText {
    private static final Pattern FIRST_WORDS = Pattern.compile("^(\\w+)(?:\\s+(\\w+))?");

    private SqlText() {}

    /// Cuts a text without dot commands at its semicolons.
    static Parts split(String script) {
        ScriptParts parts = SqlParser.split(script);
        List<ScriptPart.Sql> statements =
                parts.statements().stream()
                        .map(statement -> new ScriptPart.Sql(statement.sql(), statement.start()))
                        .toList();
        return new Parts(statements, parts.isIncomplete());
    }

    /// Returns the first words of a statement in upper case, parted by a blank.
    ///
    /// A word after a comment is missed: the words decide how a result looks and when names are
    /// read anew, not what is run.
    ///
    /// @param limit 1 or 2
    public static String firstWords(String sql, int limit) {
        Matcher matcher = FIRST_WORDS.matcher(sql);
        if (!matcher.find()) {
            return "";
        }
        String first = matcher.group(1);
        String second = matcher.group(2);
        String words = limit > 1 && second != null ? first + " " + second : first;
        return words.toUpperCase(Locale.ROOT);
    }

    /// The statements of a text, and whether more text is needed before the last one can run.
    record Parts(List<ScriptPart.Sql> statements, boolean isIncomplete) {}
}
