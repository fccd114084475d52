package dev.sabot.bench.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;

final class ValueComparisonTest {
    @Test
    void null_equals_null_only() {
        assertSame(true, null, null);
        assertSame(false, null, 0);
        assertSame(false, null, "");
        assertSame(false, null, Double.NaN);
    }

    @Test
    void integers_agree_whatever_their_width() {
        assertSame(true, 7, 7L);
        assertSame(true, (short) 7, BigInteger.valueOf(7));
        assertSame(true, (byte) 7, new BigDecimal("7.00"));
        assertSame(false, 7, 8L);
        assertSame(
                false,
                new BigInteger("18446744073709551616"),
                new BigInteger("18446744073709551617"));
    }

    @Test
    void decimals_agree_exactly_whatever_their_scale() {
        assertSame(true, new BigDecimal("1.50"), new BigDecimal("1.5"));
        assertSame(false, new BigDecimal("1.50"), new BigDecimal("1.5000000000000000000001"));
        assertSame(
                false,
                new BigDecimal("12345678901234567890.01"),
                new BigDecimal("12345678901234567890.02"));
    }

    @Test
    void decimal_beside_a_double_may_be_rounded() {
        assertSame(true, new BigDecimal("0.333333"), 1 / 3d);
        assertSame(true, new BigDecimal("0.666667"), 2 / 3d);
        assertSame(false, new BigDecimal("0.666666"), 2 / 3d);
        assertSame(false, new BigDecimal("0.666668"), 2 / 3d);
        assertSame(true, new BigDecimal("38273.129734"), 38273.1297346210);
        assertSame(false, new BigDecimal("38273.129734"), 38273.13);
    }

    @Test
    void integer_beside_a_double_is_not_rounded() {
        assertSame(true, 25, 25d);
        assertSame(true, 25_000_000_000L, 25_000_000_001d);
        assertSame(false, 25, 25.4);
    }

    @Test
    void doubles_agree_to_nine_digits() {
        assertSame(true, 1e20, 1e20 * (1 + 5e-10));
        assertSame(false, 1e20, 1e20 * (1 + 5e-9));
        assertSame(true, 0.5f, 0.5);
        assertSame(true, 0d, -0d);
        assertSame(false, 0d, 1e-300);
    }

    @Test
    void not_a_number_equals_itself_only() {
        assertSame(true, Double.NaN, Double.NaN);
        assertSame(false, Double.NaN, 1d);
        assertSame(false, Double.NaN, BigDecimal.ONE);
        assertSame(true, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertSame(false, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertSame(false, Double.POSITIVE_INFINITY, Double.MAX_VALUE);
    }

    @Test
    void dates_and_texts_agree_exactly() {
        LocalDate date = LocalDate.of(1995, 3, 15);
        assertSame(true, Date.valueOf(date), date);
        assertSame(false, Date.valueOf(date), date.plusDays(1));
        LocalDateTime time = LocalDateTime.of(1995, 3, 15, 1, 2, 3, 4000);
        assertSame(true, Timestamp.valueOf(time), time);
        assertSame(false, date, time);
        assertSame(true, "BRAZIL", "BRAZIL");
        assertSame(false, "BRAZIL", "BRAZIL ");
        assertSame(false, "1", 1);
        assertSame(false, 1d, "1");
    }

    private static void assertSame(boolean same, @Nullable Object left, @Nullable Object right) {
        assertEquals(same, ValueComparison.same(left, right), left + " and " + right);
        assertEquals(same, ValueComparison.same(right, left), right + " and " + left);
    }
}
