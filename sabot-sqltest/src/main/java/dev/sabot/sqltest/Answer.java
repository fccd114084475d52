package dev.sabot.sqltest;

import dev.sabot.sqltest.SltRecord.Sort;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rows a query gave, as text, and their comparison with what a file expects.
record Answer(List<List<String>> rows, int numColumns) {
    private static final double TOLERANCE = 1e-9;
    private static final Pattern HASH = Pattern.compile("(\\d+) values hashing to ([0-9a-f]{32})");

    /// Returns null when the answer is the expected one, else what differs.
    @Nullable String difference(SltRecord.Asks query, Sort sort) {
        List<String> expected = query.expected();
        if (expected.size() == 1) {
            Matcher hash = HASH.matcher(expected.getFirst());
            if (hash.matches()) {
                return hashDifference(sort, Integer.parseInt(hash.group(1)), hash.group(2));
            }
        }
        if (isValuePerLine(expected)) {
            return valuesDifference(expected, sort, query.types());
        }
        List<List<String>> wanted = new ArrayList<>();
        for (String line : expected) {
            wanted.add(split(line));
        }
        List<List<String>> given = new ArrayList<>(rows);
        if (sort != Sort.NOSORT) {
            Comparator<List<String>> order = Comparator.comparing(row -> String.join("\t", row));
            wanted.sort(order);
            given.sort(order);
        }
        return rowsDifference(wanted, given, query.types());
    }

    private boolean isValuePerLine(List<String> expected) {
        return numColumns > 1
                && expected.size() == rows.size() * numColumns
                && !rows.isEmpty()
                && expected.stream().noneMatch(line -> line.contains("\t"));
    }

    /// Returns a value as files write it.
    static String text(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.isEmpty() ? "(empty)" : value.replace("\n", "\\n").replace("\t", "\\t");
    }

    static List<String> split(String line) {
        return List.of(line.contains("\t") ? line.split("\t", -1) : line.split(" {2,}", -1));
    }

    private static @Nullable String rowsDifference(
            List<List<String>> wanted, List<List<String>> given, String types) {
        if (wanted.size() != given.size()) {
            return wanted.size() + " rows expected, " + given.size() + " given";
        }
        for (int row = 0; row < wanted.size(); row++) {
            if (!isSame(wanted.get(row), given.get(row), types)) {
                return "row "
                        + (row + 1)
                        + ": expected "
                        + wanted.get(row)
                        + ", given "
                        + given.get(row);
            }
        }
        return null;
    }

    private static boolean isSame(List<String> wanted, List<String> given, String types) {
        if (wanted.size() != given.size()) {
            return false;
        }
        for (int column = 0; column < wanted.size(); column++) {
            boolean isNumber = column < types.length() && types.charAt(column) == 'R';
            if (!isSame(wanted.get(column), given.get(column), isNumber)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(String wanted, String given, boolean isNumber) {
        if (wanted.equals(given)) {
            return true;
        }
        if (!isNumber) {
            return false;
        }
        try {
            double first = Double.parseDouble(wanted);
            double second = Double.parseDouble(given);
            double scale = Math.max(Math.abs(first), Math.abs(second));
            return Math.abs(first - second) <= TOLERANCE * scale;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private @Nullable String valuesDifference(List<String> expected, Sort sort, String types) {
        List<String> given = values(sort);
        List<String> wanted = new ArrayList<>(expected);
        if (sort == Sort.VALUESORT) {
            Collections.sort(wanted);
        }
        for (int index = 0; index < given.size(); index++) {
            int column = index % numColumns;
            boolean isNumber = column < types.length() && types.charAt(column) == 'R';
            if (!isSame(wanted.get(index), given.get(index), isNumber)) {
                return "value "
                        + (index + 1)
                        + ": expected "
                        + wanted.get(index)
                        + ", given "
                        + given.get(index);
            }
        }
        return null;
    }

    /// Returns all values, row after row, in the sort mode's order.
    List<String> values(Sort sort) {
        List<List<String>> ordered = new ArrayList<>(rows);
        if (sort == Sort.ROWSORT || sort == Sort.DEFAULT) {
            ordered.sort(Answer::compareRows);
        }
        List<String> values = new ArrayList<>();
        ordered.forEach(values::addAll);
        if (sort == Sort.VALUESORT) {
            Collections.sort(values);
        }
        return values;
    }

    private static int compareRows(List<String> first, List<String> second) {
        for (int column = 0; column < first.size(); column++) {
            int order = first.get(column).compareTo(second.get(column));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private @Nullable String hashDifference(Sort sort, int count, String hash) {
        List<String> values = values(sort);
        if (values.size() != count) {
            return count + " values expected, " + values.size() + " given";
        }
        String given = md5(values);
        return given.equals(hash) ? null : "values hash to " + given + ", not to " + hash;
    }

    private static String md5(List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (String value : values) {
                digest.update((value + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
