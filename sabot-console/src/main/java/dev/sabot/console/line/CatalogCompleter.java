package dev.sabot.console.line;

import dev.sabot.sql.SqlTokenizer;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Completes keywords, names of the catalog, files in quotes, and dot commands.
final class CatalogCompleter implements Completer {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final List<String> STATEMENT_STARTS =
            List.of(
                    "SELECT",
                    "WITH",
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "CREATE",
                    "DROP",
                    "ALTER",
                    "EXPLAIN",
                    "DESCRIBE",
                    "SHOW",
                    "SET",
                    "RESET",
                    "USE",
                    "COPY",
                    "VALUES",
                    "ANALYZE",
                    "TRUNCATE");

    private final Catalog catalog;
    private final Function<String, List<String>> argumentsOfDotCommand;

    /// @param argumentsOfDotCommand returns what can follow a dot command; for an empty text, the
    /// commands themselves
    CatalogCompleter(Catalog catalog, Function<String, List<String>> argumentsOfDotCommand) {
        this.catalog = catalog;
        this.argumentsOfDotCommand = argumentsOfDotCommand;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (DotLine.isDotLine(line.line())) {
            completeDotCommand(line, candidates);
            return;
        }
        CursorContext context = CursorContext.of(line.line(), line.cursor());
        String word = line.word();
        switch (context.kind()) {
            case STATEMENT -> addKeywords(word, STATEMENT_STARTS.stream(), candidates);
            case TABLE -> addTables(word, candidates);
            case EXPRESSION -> completeExpression(context, word, candidates);
            case QUALIFIED -> completeQualified(context, word, candidates);
            case FILE -> FileNames.complete(word, candidates);
            case NOTHING -> {}
        }
    }

    private void completeDotCommand(ParsedLine line, List<Candidate> candidates) {
        String command = DotLine.commandBefore(line.line(), line.cursor());
        for (String argument : argumentsOfDotCommand.apply(command)) {
            switch (argument) {
                case DotArguments.FILE -> FileNames.complete(line.word(), candidates);
                case DotArguments.TABLE -> addTables(line.word(), candidates);
                default -> candidates.add(new Candidate(argument));
            }
        }
    }

    private void completeExpression(
            CursorContext context, String word, List<Candidate> candidates) {
        CatalogNames names = catalog.names();
        List<CatalogNames.Table> used =
                context.tables().stream()
                        .map(use -> names.table(use.table()))
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
        for (CatalogNames.Table table : used.isEmpty() ? names.userTables() : used) {
            addColumns(word, table, candidates);
        }
        for (CursorContext.TableUse use : context.tables()) {
            add(use.alias(), "Tables", "", word, candidates);
        }
        if (word.isEmpty()) {
            return;
        }
        for (CatalogNames.Function function : names.functions()) {
            String name = PLAIN_NAME.matcher(function.name()).matches() ? function.name() : "";
            if (startsWith(name, word)) {
                String cased = inCaseOf(word, name);
                candidates.add(candidate(cased + "(", "Functions", function.description(), false));
            }
        }
        addKeywords(word, SqlTokenizer.keywords().stream(), candidates);
    }

    private void completeQualified(CursorContext context, String word, List<Candidate> candidates) {
        CatalogNames names = catalog.names();
        String qualifier = context.qualifier();
        context.tables().stream()
                .filter(use -> use.alias().equalsIgnoreCase(qualifier))
                .map(use -> names.table(use.table()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> names.table(qualifier))
                .ifPresent(table -> addColumns(word, table, candidates));
        names.tablesOf(qualifier)
                .forEach(table -> add(table.name(), "Tables", table.type(), word, candidates));
    }

    private void addTables(String word, List<Candidate> candidates) {
        CatalogNames names = catalog.names();
        for (CatalogNames.Table table : names.tables()) {
            add(table.name(), "Tables", table.type(), word, candidates);
        }
        for (String schema : names.schemas()) {
            if (startsWith(quoted(schema), word)) {
                candidates.add(candidate(quoted(schema) + ".", "Schemas", "schema", false));
            }
        }
    }

    private static void addColumns(
            String word, CatalogNames.Table table, List<Candidate> candidates) {
        for (CatalogNames.Column column : table.columns()) {
            String description = column.type() + " of " + table.name();
            add(column.name(), "Columns", description, word, candidates);
        }
    }

    private static void addKeywords(
            String word, Stream<String> keywords, List<Candidate> candidates) {
        keywords.filter(keyword -> startsWith(keyword, word))
                .map(keyword -> inCaseOf(word, keyword))
                .forEach(keyword -> candidates.add(candidate(keyword, "Keywords", "", true)));
    }

    private static void add(
            String name,
            String group,
            String description,
            String word,
            List<Candidate> candidates) {
        String value = word.startsWith("\"") ? inQuotes(name) : quoted(name);
        if (startsWith(value, word)) {
            candidates.add(candidate(value, group, description, true));
        }
    }

    private static Candidate candidate(
            String value, String group, String description, boolean isComplete) {
        String shownDescription = description.isEmpty() ? null : description;
        return new Candidate(value, value, group, shownDescription, null, null, isComplete);
    }

    private static boolean startsWith(String value, String word) {
        return !value.isEmpty() && value.regionMatches(true, 0, word, 0, word.length());
    }

    /// Keywords and functions follow the case of what is typed.
    private static String inCaseOf(String word, String name) {
        boolean isUpper = word.isEmpty() || Character.isUpperCase(word.charAt(0));
        return isUpper ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
    }

    private static String quoted(String name) {
        boolean isPlain =
                PLAIN_NAME.matcher(name).matches()
                        && !SqlTokenizer.keywords().contains(name.toUpperCase(Locale.ROOT));
        return isPlain ? name : inQuotes(name);
    }

    private static String inQuotes(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
