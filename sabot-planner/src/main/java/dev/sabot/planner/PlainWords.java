package dev.sabot.planner;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says Calcite's complaints in plain words, with a remedy where there is one.
final class PlainWords {
    private static final String OPERANDS =
            "Cannot apply '(.*?)' to arguments of type '\\1\\((.*?)\\)'\\."
                    + " Supported form\\(s\\): (.*)";

    /// Patterns of messages and what is said instead; `$1` is a group.
    private static final List<Words> WORDS =
            List.of(
                    words(
                            "Cannot apply '\\$SCALAR_QUERY' .*",
                            "a subquery that stands for a value gives one column; this one gives"
                                    + " several"),
                    words(
                            "Cannot apply 'ITEM' to arguments of type 'ITEM\\((.*)\\)'\\..*",
                            "[ ] takes an array and a number, a map and a key, or a row and the"
                                    + " name of a field, not $1"),
                    words(
                            "Cannot apply 'UNNEST' to arguments of type 'UNNEST\\((.*)\\)'\\..*",
                            "UNNEST takes an array or a map, not $1"),
                    words(
                            "Cannot apply '([^a-zA-Z']+)' to arguments of type '(.*?)'\\."
                                    + " Supported form.*",
                            "the operator $1 does not take $2; cast an operand: CAST(x AS type)"),
                    words(OPERANDS, "$1 does not take ($2); it takes $3"),
                    words(
                            "Ordinal out of range",
                            "a number in GROUP BY or ORDER BY is the place of a column in the"
                                    + " select list, and that list has fewer"),
                    words(
                            "Expression '(?:.*\\._row_id)' is not being grouped",
                            "UPDATE and DELETE have no groups; an aggregate stands in a subquery:"
                                    + " (SELECT MAX(x) FROM t)"),
                    words(
                            "Expression '(.*)' is not being grouped",
                            "the expression $1 is not grouped; add it to GROUP BY, or aggregate it:"
                                    + " ANY_VALUE($1)"),
                    words(
                            "Aggregate expression is illegal in (.*) clause",
                            "$1 cannot aggregate; HAVING filters groups, a subquery aggregates"
                                    + " first"),
                    words(
                            "Windowed aggregate expression is illegal in (.*) clause",
                            "$1 runs before window functions; QUALIFY filters by them"),
                    words(
                            "Illegal (DATE|TIMESTAMP|TIME) literal '(.*)': not in format '(.*)'",
                            "'$2' is no $1, which is written as $3; an instant with a zone is a"
                                    + " TIMESTAMP WITH TIME ZONE"),
                    words(
                            "Require at least 1 argument",
                            "an empty array has no type; write CAST(ARRAY[] AS INTEGER ARRAY)"),
                    words("Expected a boolean type", "WHEN takes a condition"),
                    words(
                            "Illegal mixing of types in CASE or COALESCE statement",
                            "the results of CASE or COALESCE have types that do not go together;"
                                    + " cast them to one"),
                    words(
                            "Type mismatch in column (\\d+) of (.*)",
                            "column $1 has types that do not go together in $2; cast one of them"),
                    words(
                            "Column count mismatch in (.*)",
                            "the queries of $1 have different numbers of columns"),
                    words(
                            "Parameters must be of the same type",
                            "the elements have types that do not go together; cast them to one"));

    private PlainWords() {}

    private record Words(Pattern pattern, String words) {}

    private static Words words(String pattern, String words) {
        return new Words(Pattern.compile(pattern, Pattern.DOTALL), words);
    }

    /// Returns a message as the rest of a sentence.
    static String of(String message) {
        for (Words candidate : WORDS) {
            Matcher matcher = candidate.pattern.matcher(message);
            if (matcher.matches()) {
                String text = candidate.words;
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    text = text.replace("$" + group, types(matcher.group(group)));
                }
                return text;
            }
        }
        return lowered(message);
    }

    /// Drops the angles around the names of types.
    private static String types(String text) {
        return text.replaceAll("<([^<>=]+)>", "$1").replace("`", "");
    }

    /// A keyword at the start stays as it is.
    private static String lowered(String message) {
        boolean isKeyword = message.length() > 1 && Character.isUpperCase(message.charAt(1));
        return message.isEmpty() || isKeyword
                ? message
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
