package dev.sabot.planner.cost;

import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/// What is guessed of a column.
///
/// **Range**: numbers, dates and times have a range as doubles (dates in days, times in
/// microseconds); other types, and columns of which nothing is known, have NaN.
///
/// @param distinct the number of values; of a column of which nothing is known it is a guess for
///     joining and grouping, too high a guess for comparing with a constant
/// @param rangeShare the share of rows that a comparison with a constant keeps when there is no
///     range
record ColumnEstimate(
        double distinct,
        double min,
        double max,
        double nullFraction,
        boolean isGuess,
        double rangeShare) {
    /// People compare with values that are there: so few rows an equality leaves at least.
    private static final double MIN_GUESSED_SHARE = 1.0 / 25;

    private static final double RANGE_SHARE = 1.0 / 3;

    /// HAVING asks for the exceptional groups.
    private static final double AGGREGATE_RANGE_SHARE = 0.05;

    ColumnEstimate(double distinct, double min, double max, double nullFraction, boolean isGuess) {
        this(distinct, min, max, nullFraction, isGuess, RANGE_SHARE);
    }

    /// Returns the result of an aggregate function.
    static ColumnEstimate ofAggregate(double distinct) {
        return new ColumnEstimate(
                Math.max(1, distinct), Double.NaN, Double.NaN, 0, true, AGGREGATE_RANGE_SHARE);
    }

    /// Returns a column of which only the number of distinct values is guessed.
    static ColumnEstimate ofDistinct(double distinct) {
        return new ColumnEstimate(Math.max(1, distinct), Double.NaN, Double.NaN, 0, true);
    }

    /// Returns the share of rows that have one given value.
    double pointShare() {
        double share = (1 - nullFraction) / distinct;
        return isGuess ? Math.max(MIN_GUESSED_SHARE, share) : share;
    }

    boolean hasRange() {
        return max >= min;
    }

    /// Returns the column of a relation of at most so many rows.
    ColumnEstimate limitedTo(double rows) {
        double limit = Math.max(1, rows);
        return distinct <= limit
                ? this
                : new ColumnEstimate(limit, min, max, nullFraction, isGuess, rangeShare);
    }

    /// Returns the column of the rows in which it is not null.
    ColumnEstimate withoutNulls() {
        return nullFraction == 0
                ? this
                : new ColumnEstimate(distinct, min, max, 0, isGuess, rangeShare);
    }

    /// Returns the column of the rows whose value is in a range.
    ColumnEstimate within(double low, double high) {
        if (!hasRange()) {
            return withoutNulls();
        }
        double newMin = Math.max(min, low);
        double newMax = Math.max(newMin, Math.min(max, high));
        double share = max > min ? (newMax - newMin) / (max - min) : 1;
        return new ColumnEstimate(Math.max(1, distinct * share), newMin, newMax, 0, isGuess);
    }

    /// Returns a value in the Java form of literals and statistics as a double, or NaN.
    static double toDouble(@Nullable Object value, DataType type) {
        return switch (value) {
            case Long number -> number;
            case Double number -> number;
            case BigInteger unscaled -> new BigDecimal(unscaled, type.scale()).doubleValue();
            case null, default -> Double.NaN;
        };
    }
}
