package dev.sabot.exec.function.scalar.text;

import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Signatures;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.exec.function.scalar.ArgumentErrors;
import dev.sabot.type.DataType;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How alike two texts are.
final class SimilarityFunctions {
    /// The most pairs of characters compared.
    private static final long MAX_PAIRS = 100_000_000;

    /// Digits of the letters A to Z; 0 for those without one.
    private static final String SOUNDEX_DIGITS = "01230120022455012623010202";

    private static final ScalarFunction LEVENSHTEIN =
            Signatures.function("levenshtein", "string")
                    .aliases("editdist3")
                    .syntax("levenshtein(text, other)")
                    .description(
                            "Counts the characters to insert, delete or replace to make one text of"
                                    + " the other.")
                    .example("levenshtein('duck', 'db')", "3")
                    .canFail()
                    .signature(
                            DataType.BIGINT,
                            RowKernels.textTextToLong(SimilarityFunctions::levenshtein),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction HAMMING =
            Signatures.function("hamming", "string")
                    .aliases("mismatches")
                    .syntax("hamming(text, other)")
                    .description("Counts the places where texts of one length differ.")
                    .example("hamming('duck', 'luck')", "1")
                    .canFail()
                    .signature(
                            DataType.BIGINT,
                            RowKernels.textTextToLong(SimilarityFunctions::hamming),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction JACCARD =
            Signatures.function("jaccard", "string")
                    .syntax("jaccard(text, other)")
                    .description(
                            "Gives the share of the characters of two texts that are in both, 0 to"
                                    + " 1.")
                    .example("jaccard('duck', 'luck')", "0.6")
                    .canFail()
                    .signature(
                            DataType.DOUBLE,
                            RowKernels.row((row, result) ->
                                    result.setDouble(jaccard(row.text(0), row.text(1)))),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction JARO =
            Signatures.function("jaro_similarity", "string")
                    .syntax("jaro_similarity(text, other)")
                    .description("Gives the Jaro similarity of two texts, 0 to 1.")
                    .example("round(jaro_similarity('duck', 'luck'), 4)", "0.8333")
                    .canFail()
                    .signature(
                            DataType.DOUBLE,
                            RowKernels.row((row, result) ->
                                    result.setDouble(
                                            jaro(
                                                    codePoints(row.text(0)),
                                                    codePoints(row.text(1))))),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction JARO_WINKLER =
            Signatures.function("jaro_winkler_similarity", "string")
                    .syntax("jaro_winkler_similarity(text, other)")
                    .description(
                            "Gives the Jaro-Winkler similarity of two texts, 0 to 1: equal"
                                    + " beginnings count more.")
                    .example("round(jaro_winkler_similarity('martha', 'marhta'), 4)", "0.9611")
                    .canFail()
                    .signature(
                            DataType.DOUBLE,
                            RowKernels.row((row, result) ->
                                    result.setDouble(
                                            jaroWinkler(
                                                    codePoints(row.text(0)),
                                                    codePoints(row.text(1))))),
                            DataType.VARCHAR,
                            DataType.VARCHAR)
                    .build();

    private static final ScalarFunction SOUNDEX =
            Signatures.function("soundex", "string")
                    .syntax("soundex(text)")
                    .description("Gives the Soundex code of an English word.")
                    .example("soundex('Robert')", "R163")
                    .signature(
                            DataType.VARCHAR,
                            RowKernels.textToText(SimilarityFunctions::soundex),
                            DataType.VARCHAR)
                    .build();

    static final List<ScalarFunction> ALL =
            List.of(LEVENSHTEIN, HAMMING, JACCARD, JARO, JARO_WINKLER, SOUNDEX);

    private SimilarityFunctions() {}

    private static int[] codePoints(Text text) {
        int[] characters = new int[text.numCharacters()];
        int count = 0;
        for (int index = 0; index < text.length(); index += text.characterBytes(index)) {
            characters[count++] = text.codePointAt(index);
        }
        return characters;
    }

    private static void checkPairs(int[] left, int[] right) {
        if ((long) left.length * right.length > MAX_PAIRS) {
            throw ArgumentErrors.invalid(
                    "texts of "
                            + left.length
                            + " and "
                            + right.length
                            + " characters are too long to be compared character by character");
        }
    }

    private static long levenshtein(Text first, Text second) {
        int[] left = codePoints(first);
        int[] right = codePoints(second);
        checkPairs(left, right);
        int[] distances = new int[right.length + 1];
        for (int column = 0; column <= right.length; column++) {
            distances[column] = column;
        }
        for (int row = 1; row <= left.length; row++) {
            int diagonal = distances[0];
            distances[0] = row;
            for (int column = 1; column <= right.length; column++) {
                int above = distances[column];
                int replaced = diagonal + (left[row - 1] == right[column - 1] ? 0 : 1);
                int moved = Math.min(above, distances[column - 1]) + 1;
                distances[column] = Math.min(replaced, moved);
                diagonal = above;
            }
        }
        return distances[right.length];
    }

    private static long hamming(Text first, Text second) {
        int[] left = codePoints(first);
        int[] right = codePoints(second);
        if (left.length != right.length) {
            throw ArgumentErrors.invalid(
                    "hamming compares texts of one length, not of "
                            + left.length
                            + " and "
                            + right.length
                            + " characters");
        }
        int distance = 0;
        for (int index = 0; index < left.length; index++) {
            distance += left[index] == right[index] ? 0 : 1;
        }
        return distance;
    }

    private static double jaccard(Text first, Text second) {
        if (first.isEmpty() || second.isEmpty()) {
            throw ArgumentErrors.invalid("jaccard compares texts that are not empty");
        }
        Set<Integer> left = characters(first);
        Set<Integer> right = characters(second);
        int sum = left.size() + right.size();
        left.retainAll(right);
        return (double) left.size() / (sum - left.size());
    }

    private static Set<Integer> characters(Text text) {
        Set<Integer> characters = new HashSet<>();
        for (int character : codePoints(text)) {
            characters.add(character);
        }
        return characters;
    }

    private static double jaro(int[] left, int[] right) {
        checkPairs(left, right);
        if (left.length == 0 || right.length == 0) {
            return left.length == right.length ? 1 : 0;
        }
        int window = Math.max(0, Math.max(left.length, right.length) / 2 - 1);
        boolean[] leftMatches = new boolean[left.length];
        boolean[] rightMatches = new boolean[right.length];
        int matches = 0;
        for (int index = 0; index < left.length; index++) {
            int end = Math.min(right.length, index + window + 1);
            for (int other = Math.max(0, index - window); other < end; other++) {
                if (!rightMatches[other] && left[index] == right[other]) {
                    leftMatches[index] = true;
                    rightMatches[other] = true;
                    matches++;
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        int swapped = 0;
        int other = 0;
        for (int index = 0; index < left.length; index++) {
            if (leftMatches[index]) {
                while (!rightMatches[other]) {
                    other++;
                }
                swapped += left[index] == right[other] ? 0 : 1;
                other++;
            }
        }
        double share = matches;
        int transpositions = swapped / 2;
        double inOrder = (share - transpositions) / share;
        return (share / left.length + share / right.length + inOrder) / 3;
    }

    private static double jaroWinkler(int[] left, int[] right) {
        double similarity = jaro(left, right);
        int prefix = 0;
        int limit = Math.min(4, Math.min(left.length, right.length));
        while (prefix < limit && left[prefix] == right[prefix]) {
            prefix++;
        }
        // As first published: beginnings only count for texts that are alike.
        return similarity > 0.7 ? similarity + prefix * 0.1 * (1 - similarity) : similarity;
    }

    private static void soundex(Text text, TextWriter result) {
        int count = 0;
        char last = '0';
        for (int index = 0; index < text.length() && count < 4; index++) {
            int letter = text.byteAt(index) & ~0x20;
            if (letter < 'A' || letter > 'Z') {
                continue;
            }
            char digit = SOUNDEX_DIGITS.charAt(letter - 'A');
            if (count == 0) {
                result.appendByte(letter);
                count++;
            } else if (digit != '0' && digit != last) {
                result.appendByte(digit);
                count++;
            }
            // H and W do not part letters of one digit.
            if (letter != 'H' && letter != 'W') {
                last = digit;
            }
        }
        for (; count > 0 && count < 4; count++) {
            result.appendByte('0');
        }
    }
}
