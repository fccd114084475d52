package dev.sabot.bench.query;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How large the TPC-H tables are: 1 is about a gigabyte of text.
///
/// @param value above 0, at most [#MAX]
public record ScaleFactor(BigDecimal value) {
    /// The largest scale factor whose keys the generator keeps apart.
    public static final int MAX = 100_000;

    /// Digits of the fraction in query 11 at scale factor 1, as the standard text has them.
    private static final int FRACTION_DIGITS = 10;

    public ScaleFactor {
        if (value.signum() <= 0 || value.compareTo(BigDecimal.valueOf(MAX)) > 0) {
            throw new IllegalArgumentException(
                    "'"
                            + value.toPlainString()
                            + "' is no scale factor; it must be above 0 and at most "
                            + MAX);
        }
        value = value.stripTrailingZeros();
    }

    /// Reads a number such as `0.01` or `10`.
    ///
    /// **Errors**: IllegalArgumentException with a text for the user.
    public static ScaleFactor parse(String text) {
        try {
            return new ScaleFactor(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no scale factor; write a number such as 1 or 0.01", e);
        }
    }

    /// Returns the rows of a table that has so many at scale factor 1.
    public long rows(long rowsAtOne) {
        return value.multiply(BigDecimal.valueOf(rowsAtOne))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    /// Returns the number of whole units, at least 1.
    public int units() {
        return value.setScale(0, RoundingMode.CEILING).intValueExact();
    }

    /// Returns the fraction of query 11: 0.0001 at scale factor 1, and less for more rows.
    public String fraction() {
        int digits = FRACTION_DIGITS + Math.max(0, value.precision() - value.scale() - 1);
        return new BigDecimal("0.0001").divide(value, digits, RoundingMode.HALF_UP).toPlainString();
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
