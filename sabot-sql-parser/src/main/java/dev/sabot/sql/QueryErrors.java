package dev.sabot.sql;

import dev.sabot.sql.generated.ParseException;
import dev.sabot.sql.generated.Token;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Words for errors: what was found, and what would have been right when that is a short list.
final class QueryErrors {
    private static final int MAX_EXPECTED = 8;
    private static final String A_NAME = "a name";
    private static final String THE_END = "end of statement";

    /// Words that nobody means as a name where a name is missing.
    private static final Set<String> CLAUSES =
            Set.of(
                    "AND",
                    "AS",
                    "BY",
                    "CASE",
                    "ELSE",
                    "EXCEPT",
                    "FROM",
                    "HAVING",
                    "IN",
                    "INTERSECT",
                    "INTO",
                    "IS",
                    "JOIN",
                    "LIKE",
                    "NOT",
                    "ON",
                    "OR",
                    "SELECT",
                    "SET",
                    "THEN",
                    "UNION",
                    "USING",
                    "VALUES",
                    "WHEN",
                    "WHERE",
                    "WITH");

    private QueryErrors() {}

    /// The token that the query parser could not use, and what it could have used instead.
    record Unexpected(Token token, SortedSet<String> expected) {

        /// Returns the words, with `found` for the token or null for the end.
        String words(@Nullable String found) {
            return unexpected(found, expected);
        }
    }

    /// Returns what an error of the query parser is about.
    ///
    /// The parser looks several tokens ahead and complains about the first of them; the one that is
    /// wrong is the first that no sequence it hoped for has in that place.
    static Unexpected unexpected(ParseException e) {
        Token token = e.currentToken.next;
        List<int[]> sequences = List.of(e.expectedTokenSequences);
        for (int depth = 0; ; depth++) {
            int at = depth;
            int kind = token.kind;
            List<int[]> longer =
                    sequences.stream()
                            .filter(tokens -> tokens.length > at + 1 && tokens[at] == kind)
                            .toList();
            if (longer.isEmpty() || token.next == null) {
                return new Unexpected(token, describe(sequences, depth, e.tokenImage));
            }
            sequences = longer;
            token = token.next;
        }
    }

    private static SortedSet<String> describe(
            List<int[]> sequences, int depth, String[] tokenImage) {
        SortedSet<String> expected = new TreeSet<>();
        boolean name = false;
        for (int[] sequence : sequences) {
            if (sequence.length > depth) {
                String image = tokenImage[sequence[depth]];
                name |= image.equals("<IDENTIFIER>");
                expected.add(describe(image));
            }
        }
        if (name) {
            // nearly every keyword may be a name: they would only hide the rest
            expected.removeIf(word -> Character.isLetter(word.charAt(0)));
            expected.add(A_NAME);
        }
        if (expected.size() > 1) {
            // the end of an island, which need not be that of the statement
            expected.remove(THE_END);
        }
        return expected;
    }

    /// Returns the words for a token, or for the end when it is null, and what was expected.
    static String unexpected(@Nullable String found, SortedSet<String> expected) {
        StringBuilder words = new StringBuilder("unexpected ");
        words.append(found == null ? THE_END : quoted(found));
        if (!expected.isEmpty() && expected.size() <= MAX_EXPECTED) {
            words.append(", expected ").append(list(List.copyOf(expected)));
        }
        if (found != null && expected.contains(A_NAME) && isReservedWord(found)) {
            words.append(" (")
                    .append(found)
                    .append(" is a reserved word; to use it as a name")
                    .append(" write \"")
                    .append(found)
                    .append("\")");
        }
        return words.toString();
    }

    /// Returns the message of an error inside the query parser, or of its cause.
    static String plainWords(@Nullable Throwable cause) {
        Throwable deepest = cause;
        while (deepest != null && deepest.getMessage() == null) {
            deepest = deepest.getCause();
        }
        String message = deepest == null ? null : deepest.getMessage();
        return message == null ? "the query cannot be read here" : message;
    }

    /// Returns whether a word could have been meant as a name and must be quoted to be one.
    private static boolean isReservedWord(String found) {
        return Character.isLetter(found.charAt(0))
                && SqlTokenizer.isReserved(found)
                && !CLAUSES.contains(found.toUpperCase(Locale.ROOT));
    }

    private static String quoted(String found) {
        String shown = found.length() > 40 ? found.substring(0, 40) + ".." : found;
        return Character.isLetterOrDigit(shown.charAt(0)) || shown.charAt(0) == '\''
                ? shown
                : "'" + shown + "'";
    }

    private static String describe(String image) {
        return switch (image) {
            case "<IDENTIFIER>",
                    "<QUOTED_IDENTIFIER>",
                    "<BACK_QUOTED_IDENTIFIER>",
                    "<BRACKET_QUOTED_IDENTIFIER>",
                    "<HYPHENATED_IDENTIFIER>",
                    "<BIG_QUERY_BACK_QUOTED_IDENTIFIER>",
                    "<UNICODE_QUOTED_IDENTIFIER>" ->
                    A_NAME;
            case "<QUOTED_STRING>",
                    "<PREFIXED_STRING_LITERAL>",
                    "<UNICODE_STRING_LITERAL>",
                    "<C_STYLE_ESCAPED_STRING_LITERAL>",
                    "<BIG_QUERY_QUOTED_STRING>",
                    "<BIG_QUERY_DOUBLE_QUOTED_STRING>",
                    "<BINARY_STRING_LITERAL>" ->
                    "a string";
            case "<UNSIGNED_INTEGER_LITERAL>",
                    "<DECIMAL_NUMERIC_LITERAL>",
                    "<APPROX_NUMERIC_LITERAL>" ->
                    "a number";
            case "<EOF>" -> THE_END;
            default -> keywordOrSign(image);
        };
    }

    private static String keywordOrSign(String image) {
        String word = image.startsWith("\"") ? image.substring(1, image.length() - 1) : image;
        return Character.isLetter(word.charAt(0)) ? word : "'" + word + "'";
    }

    private static String list(List<String> items) {
        if (items.size() == 1) {
            return items.getFirst();
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " or " + items.getLast();
    }
}
