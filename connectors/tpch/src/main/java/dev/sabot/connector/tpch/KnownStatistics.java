package dev.sabot.connector.tpch;

import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.connector.tpch.ColumnDefinition.Statistics;

import java.math.BigInteger;

/// What the specification says of the values of columns.
final class KnownStatistics {
    private KnownStatistics() {}

    private static ColumnStatistics of(Object min, Object max, double distinctCount) {
        return new ColumnStatistics(min, max, distinctCount, 0, -1);
    }

    /// Returns keys from 1 on, as many as a table has rows.
    static Statistics keys(int rowsPerScale) {
        return scale -> {
            long count = (long) (rowsPerScale * scale);
            return of(1L, count, (double) count);
        };
    }

    /// Returns the keys of customers that have orders: two thirds.
    static Statistics keysOfBuyers(int rowsPerScale) {
        return scale -> {
            long count = (long) (rowsPerScale * scale);
            return of(1L, count, Math.ceil(count * 2 / 3.0));
        };
    }

    /// Returns the keys of orders, of which each 32 use the first 8.
    static Statistics orderKeys(int ordersPerScale) {
        return scale -> {
            long count = (long) (ordersPerScale * scale);
            return of(1L, count >> 3 << 5 | count & 7, (double) count);
        };
    }

    /// Returns whole numbers, all of a range.
    static Statistics range(long min, long max) {
        return _ -> of(min, max, max - min + 1.0);
    }

    /// Returns decimals of a range of cents.
    static Statistics cents(long min, long max, double distinctCount) {
        return _ -> of(BigInteger.valueOf(min), BigInteger.valueOf(max), distinctCount);
    }

    /// Returns texts of which there are so many.
    static Statistics texts(double distinctCount) {
        return _ -> new ColumnStatistics(null, null, distinctCount, 0, -1);
    }

    /// Returns texts of which there are so many at scale 1.
    static Statistics textsPerScale(double distinctCount) {
        return scale -> new ColumnStatistics(null, null, Math.ceil(distinctCount * scale), 0, -1);
    }

    /// Returns the names of clerks: a thousand per scale, and no fewer.
    static Statistics clerks() {
        return scale -> new ColumnStatistics(null, null, Math.max(1_000, 1_000 * scale), 0, -1);
    }

    /// Returns values of which little is known.
    static Statistics any() {
        return _ -> new ColumnStatistics(null, null, -1, 0, -1);
    }
}
