package dev.sabot.format.parquet.file;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Orders values in the Java form of statistics and filters.
public final class ValueOrder {
    private ValueOrder() {}

    /// Compares two values of the same class; text by its UTF-8 bytes.
    public static int compare(Object value, Object other) {
        return switch (value) {
            case Long number -> number.compareTo((Long) other);
            case BigInteger number -> number.compareTo((BigInteger) other);
            case Double number -> number.compareTo((Double) other);
            case Boolean bool -> bool.compareTo((Boolean) other);
            case String text ->
                    Arrays.compareUnsigned(
                            text.getBytes(StandardCharsets.UTF_8),
                            ((String) other).getBytes(StandardCharsets.UTF_8));
            default ->
                    throw new IllegalArgumentException(
                            "no value of a statistic: " + value.getClass().getName());
        };
    }
}
