package dev.sabot.sqltest;

import dev.sabot.sqltest.RandomQueryColumn.Type;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The rows an engine gave for a random query, or its error.
record RandomQueryAnswer(List<List<@Nullable String>> rows, @Nullable SQLException error) {
    private static final double TOLERANCE = 1e-9;
    private static final String NULL = "NULL";

    static RandomQueryAnswer of(Connection connection, RandomQuery query) {
        List<Type> types = query.types();
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query.sql())) {
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 0; column < types.size(); column++) {
                    row.add(text(result.getString(column + 1), types.get(column)));
                }
                rows.add(row);
            }
        } catch (SQLException e) {
            return new RandomQueryAnswer(List.of(), e);
        }
        if (!query.isOrdered()) {
            rows.sort(order(types));
        }
        return new RandomQueryAnswer(rows, null);
    }

    /// Returns a text that is equal for equal values.
    private static @Nullable String text(@Nullable String value, Type type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case INTEGER, BIGINT, DECIMAL -> {
                BigDecimal number = new BigDecimal(value);
                yield number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            }
            case DOUBLE, TEXT, DATE, BOOLEAN -> value;
        };
    }

    /// Exact columns decide before doubles, which may differ a little.
    private static Comparator<List<@Nullable String>> order(List<Type> types) {
        return Comparator.<List<@Nullable String>, String>comparing(row -> exact(row, types))
                .thenComparing((first, second) -> compareDoubles(first, second, types));
    }

    private static String exact(List<@Nullable String> row, List<Type> types) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < types.size(); column++) {
            String value = row.get(column);
            if (types.get(column) != Type.DOUBLE || value == null) {
                text.append(value == null ? NULL : "'" + value).append('\0');
            } else {
                text.append("number\0");
            }
        }
        return text.toString();
    }

    private static int compareDoubles(
            List<@Nullable String> first, List<@Nullable String> second, List<Type> types) {
        for (int column = 0; column < types.size(); column++) {
            String value = first.get(column);
            String other = second.get(column);
            if (types.get(column) == Type.DOUBLE && value != null && other != null) {
                // Adding zero makes one zero of two.
                int order =
                        Double.compare(
                                Double.parseDouble(value) + 0.0, Double.parseDouble(other) + 0.0);
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    }

    /// Returns the first difference, or null when there is none.
    @Nullable String difference(RandomQueryAnswer other, List<Type> types) {
        if (rows.size() != other.rows.size()) {
            return rows.size() + " rows, expected " + other.rows.size();
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < types.size(); column++) {
                String value = rows.get(row).get(column);
                String expected = other.rows.get(row).get(column);
                if (!isSame(value, expected, types.get(column))) {
                    return "row "
                            + row
                            + ": "
                            + rows.get(row)
                            + ", expected "
                            + other.rows.get(row);
                }
            }
        }
        return null;
    }

    private static boolean isSame(@Nullable String value, @Nullable String expected, Type type) {
        if (value == null || expected == null) {
            return value == null && expected == null;
        }
        if (type != Type.DOUBLE) {
            return value.equals(expected);
        }
        double first = Double.parseDouble(value);
        double second = Double.parseDouble(expected);
        double scale = Math.max(Math.abs(first), Math.abs(second));
        return Math.abs(first - second) <= TOLERANCE * scale;
    }
}
