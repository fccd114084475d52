package dev.sabot.planner;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.error.SourcePosition;
import dev.sabot.planner.catalog.CatalogSchema;
import dev.sabot.planner.catalog.CatalogView;
import dev.sabot.planner.function.SabotOperatorTable;

import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidatorException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns Calcite's complaints into errors of ours: a code, the place, a plain sentence and, for an
/// unknown name, the nearest known one.
final class ValidationErrors {
    private static final List<Rule> RULES =
            List.of(
                    rule("Object '(.*)' not found within '(.*)'.*", ErrorCode.UNKNOWN_TABLE),
                    rule("Object '(.*)' not found.*", ErrorCode.UNKNOWN_TABLE),
                    rule("Table '(.*)' not found.*", ErrorCode.UNKNOWN_TABLE),
                    rule("Column '(.*)' not found in any table.*", ErrorCode.UNKNOWN_COLUMN),
                    rule("Column '(.*)' not found in table.*", ErrorCode.UNKNOWN_COLUMN),
                    rule("Column '(.*)' not found.*", ErrorCode.UNKNOWN_COLUMN),
                    rule(
                            "Unknown (?:identifier|field|target column) '(.*)'.*",
                            ErrorCode.UNKNOWN_COLUMN),
                    rule("Column '(.*)' is ambiguous.*", ErrorCode.AMBIGUOUS_COLUMN),
                    rule("Duplicate name '(.*)' in column .*", ErrorCode.DUPLICATE_COLUMN),
                    rule(
                            "Column has duplicate column name '(.*)' and no column list.*",
                            ErrorCode.DUPLICATE_COLUMN),
                    rule(
                            "Column name '(.*)' in (?:NATURAL|USING).* is not unique.*",
                            ErrorCode.AMBIGUOUS_COLUMN),
                    rule(
                            "Duplicate relation name '(.*)' in FROM clause.*",
                            ErrorCode.DUPLICATE_TABLE),
                    rule(
                            "No match found for function signature (.*)\\(.*",
                            ErrorCode.UNKNOWN_FUNCTION),
                    rule("Expression '.*' is not being grouped.*", ErrorCode.GROUPING),
                    rule("Expression '.*' is not in the select clause.*", ErrorCode.GROUPING),
                    rule("Aggregate expressions? .*", ErrorCode.GROUPING),
                    rule("Aggregate expression is illegal in .*", ErrorCode.GROUPING),
                    rule(".* clause must be a condition", ErrorCode.TYPE_MISMATCH),
                    rule(".*GROUP BY.*", ErrorCode.GROUPING),
                    rule(".*(?:OVER|[Ww]indow|ROW_NUMBER|QUALIFY).*", ErrorCode.WINDOWING),
                    rule("Illegal use of dynamic parameter", ErrorCode.WRONG_PARAMETER),
                    rule(
                            "Invalid number of arguments to function '(.*)'.*",
                            ErrorCode.TYPE_MISMATCH),
                    rule("Cannot apply .*", ErrorCode.TYPE_MISMATCH),
                    rule("Cast function cannot convert .*", ErrorCode.TYPE_MISMATCH),
                    rule("Values passed to .* must .*", ErrorCode.TYPE_MISMATCH),
                    rule("Type mismatch .*", ErrorCode.TYPE_MISMATCH),
                    rule(".*[Tt]ype.*", ErrorCode.TYPE_MISMATCH),
                    rule(
                            ".*(?:number of columns|[Cc]olumn count|same number).*",
                            ErrorCode.TYPE_MISMATCH),
                    rule(
                            "(?:Not supported|Unsupported).*|.*not supported.*",
                            ErrorCode.UNSUPPORTED),
                    rule("Unknown datatype name '(.*)'.*", ErrorCode.UNKNOWN_OBJECT));

    private final CatalogView catalog;
    private final CatalogSchema schema;
    private final SabotOperatorTable operators;

    ValidationErrors(CatalogView catalog, CatalogSchema schema, SabotOperatorTable operators) {
        this.catalog = catalog;
        this.schema = schema;
        this.operators = operators;
    }

    private record Rule(Pattern pattern, ErrorCode code) {}

    private static Rule rule(String pattern, ErrorCode code) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL), code);
    }

    /// Returns the place of a node.
    static @Nullable SourcePosition position(SqlParserPos place) {
        return place.getLineNum() < 1
                ? null
                : new SourcePosition(
                        place.getLineNum(),
                        place.getColumnNum(),
                        place.getEndLineNum(),
                        place.getEndColumnNum());
    }

    /// Returns our form of an error; what no user can have caused becomes INTERNAL.
    ///
    /// @param query what was checked, or null when it was no query
    SabotException translate(Throwable error, @Nullable SqlNode query) {
        SourcePosition position = null;
        Throwable cause = error;
        while (cause != null) {
            if (cause instanceof SabotException ours) {
                return ours.withPosition(position);
            }
            if (cause instanceof CalciteContextException context && position == null) {
                position = position(context);
            }
            if (cause instanceof SqlValidatorException || cause instanceof CalciteException) {
                boolean isWrapper = cause instanceof CalciteContextException;
                if (!isWrapper || cause.getCause() == null) {
                    String message = String.valueOf(cause.getMessage());
                    SabotException missing = missingSchema(message, query, position);
                    return missing == null ? named(message, position, error) : missing;
                }
            }
            cause = cause.getCause();
        }
        if (error instanceof AssertionError && isOfCoercion(error)) {
            return new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    null,
                    "the values of IN have types that do not go together; cast them to one",
                    error);
        }
        if (error instanceof UnsupportedOperationException) {
            return new SabotException(
                    ErrorCode.UNSUPPORTED, "not supported: " + error.getMessage(), error);
        }
        return new SabotException(
                ErrorCode.INTERNAL, "planning failed: " + error.getMessage(), error);
    }

    /// With assertions on, Calcite's search for a common type asserts that there is one.
    private static boolean isOfCoercion(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return trace.length > 0
                && trace[0].getClassName().startsWith("org.apache.calcite.sql.validate.implicit.");
    }

    /// Returns the error of a table whose schema is missing, or null.
    private @Nullable SabotException missingSchema(
            String message, @Nullable SqlNode query, @Nullable SourcePosition position) {
        if (query == null || position == null || !message.startsWith("Object '")) {
            return null;
        }
        for (String name : TableNames.qualifiers(query, position)) {
            boolean isKnown =
                    name.equalsIgnoreCase(catalog.catalogName())
                            || catalog.schemaNames().stream().anyMatch(name::equalsIgnoreCase);
            if (!isKnown) {
                return new SabotException(
                        ErrorCode.UNKNOWN_SCHEMA,
                        position,
                        "there is no schema " + name + suggestion(name, catalog.schemaNames()));
            }
        }
        return null;
    }

    private static @Nullable SourcePosition position(CalciteContextException context) {
        return context.getPosLine() < 1
                ? null
                : new SourcePosition(
                        context.getPosLine(),
                        context.getPosColumn(),
                        context.getEndPosLine(),
                        context.getEndPosColumn());
    }

    private SabotException named(
            String message, @Nullable SourcePosition position, Throwable error) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern.matcher(message);
            if (matcher.matches()) {
                String name = matcher.groupCount() > 0 ? matcher.group(1) : "";
                ErrorCode code = refined(rule.code, name);
                String detail = detail(code, name, message);
                return new SabotException(code, position, detail, error);
            }
        }
        return new SabotException(ErrorCode.SYNTAX, position, PlainWords.of(message), error);
    }

    /// A function that exists was called with the wrong arguments.
    private ErrorCode refined(ErrorCode code, String name) {
        return code == ErrorCode.UNKNOWN_FUNCTION && operators.isFunction(name)
                ? ErrorCode.TYPE_MISMATCH
                : code;
    }

    private String detail(ErrorCode code, String name, String message) {
        return switch (code) {
            case UNKNOWN_TABLE -> "there is no table " + name + suggestion(name, tables());
            case UNKNOWN_COLUMN ->
                    "there is no column " + name + suggestion(name, schema.columnNames());
            case UNKNOWN_FUNCTION ->
                    "there is no function " + name + suggestion(name, operators.functionNames());
            case AMBIGUOUS_COLUMN ->
                    "there is more than one column "
                            + name
                            + " here; qualify it with its table, or name one of them anew with AS";
            case DUPLICATE_COLUMN ->
                    "two columns are called " + name + "; name one of them anew with AS";
            case DUPLICATE_TABLE ->
                    "two tables are called " + name + " here; give one an alias: " + name + " AS x";
            case WRONG_PARAMETER ->
                    "the type of a parameter cannot be told here; write CAST(? AS type)";
            default ->
                    message.startsWith("No match found for function")
                            ? "the function " + name + " does not take these arguments"
                            : PlainWords.of(message);
        };
    }

    private Collection<String> tables() {
        List<String> names = new ArrayList<>(catalog.tableNames(catalog.currentSchema()));
        for (String schema : catalog.schemaNames()) {
            names.add(schema);
            if (!schema.equalsIgnoreCase(catalog.currentSchema())) {
                catalog.tableNames(schema).forEach(table -> names.add(schema + "." + table));
            }
        }
        return names;
    }

    /// Returns the nearest name as a question, if one is near.
    static String suggestion(String name, Collection<String> known) {
        String nearest = null;
        int nearestDistance = (name.length() + 1) / 3 + 1;
        for (String candidate : known) {
            int distance =
                    distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance > 0 && distance < nearestDistance) {
                nearest = candidate;
                nearestDistance = distance;
            }
        }
        return nearest == null ? "" : "; did you mean " + nearest + "?";
    }

    /// Counts the insertions, deletions and replacements that turn one text into another.
    private static int distance(String first, String second) {
        int[] previous = new int[second.length() + 1];
        for (int column = 0; column <= second.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= first.length(); row++) {
            int[] current = new int[second.length() + 1];
            current[0] = row;
            for (int column = 1; column <= second.length(); column++) {
                boolean isEqual = first.charAt(row - 1) == second.charAt(column - 1);
                int replaced = previous[column - 1] + (isEqual ? 0 : 1);
                int shifted = Math.min(previous[column], current[column - 1]) + 1;
                current[column] = Math.min(replaced, shifted);
            }
            previous = current;
        }
        return previous[second.length()];
    }
}
