package dev.sabot.sql;

import dev.sabot.sql.generated.ParseException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Words for errors: what was found, and what would have been right when that is a short list.
final class QueryErrors {
    private static final int MAX_EXPECTED = 8;

    private QueryErrors() {}

    /// Returns the words for a token, or for the end when it is null, that the query parser met.
    static String unexpected(@Nullable String found, ParseException e) {
        SortedSet<String> expected = new TreeSet<>();
        boolean name = false;
        for (int[] sequence : e.expectedTokenSequences) {
            String image = e.tokenImage[sequence[0]];
            if (image.equals("<IDENTIFIER>")) {
                name = true;
            }
            expected.add(describe(image));
        }
        if (name) {
            // nearly every keyword may be a name: they would only hide the rest
            expected.removeIf(word -> Character.isLetter(word.charAt(0)));
            expected.add("a name");
        }
        return unexpected(found, expected);
    }

    /// Returns the words for a token, or for the end when it is null, and what was expected.
    static String unexpected(@Nullable String found, SortedSet<String> expected) {
        StringBuilder words = new StringBuilder("unexpected ");
        words.append(found == null ? "end of statement" : quoted(found));
        if (!expected.isEmpty() && expected.size() <= MAX_EXPECTED) {
            words.append(", expected ").append(list(List.copyOf(expected)));
        }
        if (found != null && isReservedWord(found)) {
            words.append(" (").append(found).append(" is a reserved word; to use it as a name")
                    .append(" write \"").append(found).append("\")");
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

    private static boolean isReservedWord(String found) {
        return Character.isLetter(found.charAt(0)) && SqlTokenizer.isReserved(found);
    }

    private static String quoted(String found) {
        String shown = found.length() > 40 ? found.substring(0, 40) + ".." : found;
        return Character.isLetterOrDigit(shown.charAt(0)) || shown.charAt(0) == '\''
                ? shown
                : "'" + shown + "'";
    }

    private static String describe(String image) {
        return switch (image) {
            case "<IDENTIFIER>", "<QUOTED_IDENTIFIER>", "<BACK_QUOTED_IDENTIFIER>",
                            "<BRACKET_QUOTED_IDENTIFIER>", "<HYPHENATED_IDENTIFIER>",
                            "<BIG_QUERY_BACK_QUOTED_IDENTIFIER>", "<UNICODE_QUOTED_IDENTIFIER>" ->
                    "a name";
            case "<QUOTED_STRING>", "<PREFIXED_STRING_LITERAL>", "<UNICODE_STRING_LITERAL>",
                            "<C_STYLE_ESCAPED_STRING_LITERAL>", "<BIG_QUERY_QUOTED_STRING>",
                            "<BIG_QUERY_DOUBLE_QUOTED_STRING>", "<BINARY_STRING_LITERAL>" ->
                    "a string";
            case "<UNSIGNED_INTEGER_LITERAL>", "<DECIMAL_NUMERIC_LITERAL>",
                            "<APPROX_NUMERIC_LITERAL>" ->
                    "a number";
            case "<EOF>" -> "end of statement";
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
