package dev.sabot.format.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Names columns.
final class ColumnNames {
    private ColumnNames() {}

    /// Returns the names of a header. An empty one is named by its place; one that occurred before,
    /// whatever its case, gets a number: `a`, `a_1`, `a_2`.
    static List<String> ofHeader(List<String> header) {
        List<String> plain = ofPlaces(header.size());
        List<String> names = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int column = 0; column < header.size(); column++) {
            String wanted = header.get(column);
            wanted = wanted.isEmpty() ? plain.get(column) : wanted;
            String name = wanted;
            for (int number = 1; !used.add(name.toLowerCase(Locale.ROOT)); number++) {
                name = wanted + "_" + number;
            }
            names.add(name);
        }
        return names;
    }

    /// Returns `column0`, `column1` and so on, with as many digits as the last one has.
    static List<String> ofPlaces(int count) {
        int digits = String.valueOf(Math.max(0, count - 1)).length();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < count; column++) {
            names.add("column" + String.format(Locale.ROOT, "%0" + digits + "d", column));
        }
        return names;
    }
}
