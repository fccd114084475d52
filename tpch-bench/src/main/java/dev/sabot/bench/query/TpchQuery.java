package dev.sabot.bench.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// One of the 22 queries, in the standard text with the validation parameters.
///
/// @param number 1 to 22
/// @param text what every engine is given
/// @param orderBy the result columns of its ORDER BY, in order; empty without one
public record TpchQuery(int number, String text, List<String> orderBy) {
    /// The number of queries.
    public static final int COUNT = 22;

    private static final int FRACTION_QUERY = 11;
    private static final String FRACTION_AT_ONE = "0.0001000000";

    // No query of the 22 orders inside of a subquery, so the one ORDER BY is that of the result.
    private static final Pattern ORDER_BY =
            Pattern.compile("(?is)\\border\\s+by\\s+([^()]*?)(?:\\s+limit\\s+\\d+)?\\s*$");
    private static final Pattern DIRECTION = Pattern.compile("(?i)\\s+(asc|desc)$");

    public TpchQuery {
        orderBy = List.copyOf(orderBy);
    }

    /// Returns all queries for tables of a size.
    public static List<TpchQuery> all(ScaleFactor scale) {
        return IntStream.rangeClosed(1, COUNT).mapToObj(number -> of(number, scale)).toList();
    }

    /// Returns one query for tables of a size; only the text of query 11 depends on it.
    public static TpchQuery of(int number, ScaleFactor scale) {
        if (number < 1 || number > COUNT) {
            throw new IllegalArgumentException(
                    "there is no query " + number + "; there are 1 to " + COUNT);
        }
        String text = read(name(number));
        if (number == FRACTION_QUERY) {
            text = text.replace(FRACTION_AT_ONE, scale.fraction());
        }
        return new TpchQuery(number, text, orderBy(text));
    }

    /// Returns the name figures are shown under, such as `q01`.
    public String name() {
        return name(number);
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "q%02d", number);
    }

    private static List<String> orderBy(String text) {
        Matcher matcher = ORDER_BY.matcher(text);
        if (!matcher.find()) {
            return List.of();
        }
        return Arrays.stream(matcher.group(1).split(","))
                .map(key -> DIRECTION.matcher(key.strip()).replaceFirst(""))
                .toList();
    }

    private static String read(String name) {
        String resource = "/tpch/" + name + ".sql";
        try (InputStream stream = TpchQuery.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + resource + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
