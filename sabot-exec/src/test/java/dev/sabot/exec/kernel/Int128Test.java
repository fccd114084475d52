package dev.sabot.exec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;

/// Compares with BigInteger on random numbers of every size and on the corners.
final class Int128Test {
    private static final BigInteger LEAST = BigInteger.ONE.shiftLeft(127).negate();
    private static final BigInteger GREATEST = LEAST.not();
    private static final int ROUNDS = 200_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Int128 value = new Int128();

    private BigInteger number() {
        BigInteger number =
                switch (random.nextInt(8)) {
                    case 0 -> LEAST;
                    case 1 -> GREATEST;
                    case 2 -> BigInteger.valueOf(random.nextInt(5) - 2);
                    case 3 -> BigInteger.ONE.shiftLeft(random.nextInt(127));
                    default -> new BigInteger(1 + random.nextInt(127), random);
                };
        number = random.nextBoolean() && !number.equals(LEAST) ? number.negate() : number;
        return random.nextInt(4) == 0 && number.bitLength() < 126
                ? number.add(BigInteger.valueOf(random.nextInt(3) - 1))
                : number;
    }

    private static boolean fits(BigInteger number) {
        return number.bitLength() < 128;
    }

    private void check(BigInteger exact, boolean isDone, String operation) {
        String message = operation + ", seed " + seed;
        assertEquals(fits(exact), isDone, message);
        if (isDone) {
            assertEquals(exact, value.toBigInteger(), message);
        }
    }

    private static long high(BigInteger number) {
        return number.shiftRight(64).longValue();
    }

    @Test
    void arithmetic() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger one = number();
            BigInteger other = number();
            String pair = one + ", " + other;
            long high = high(other);
            long low = other.longValue();
            value.set(one);
            assertEquals(one, value.toBigInteger());
            check(one.add(other), value.add(high, low), "add " + pair);
            value.set(one);
            check(one.subtract(other), value.subtract(high, low), "subtract " + pair);
            value.set(one);
            check(one.multiply(other), value.multiply(high, low), "multiply " + pair);
            value.set(one);
            check(one.negate(), value.negate(), "negate " + one);
            assertEquals(
                    Integer.signum(one.compareTo(other)),
                    Int128.compare(high(one), one.longValue(), high, low),
                    "compare " + pair);
            if (other.signum() != 0) {
                value.set(one);
                check(one.divide(other), value.divideTruncating(high, low), "divide " + pair);
                value.set(one);
                value.remainder(high, low);
                assertEquals(one.remainder(other), value.toBigInteger(), "remainder " + pair);
                value.set(one);
                BigInteger rounded =
                        new BigDecimal(one)
                                .divide(new BigDecimal(other), 0, RoundingMode.HALF_UP)
                                .toBigInteger();
                check(rounded, value.divideHalfUp(high, low), "round " + pair);
            }
        }
    }

    @Test
    void scales() {
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger one = number();
            int digits = random.nextInt(45);
            value.set(one);
            check(
                    one.multiply(BigInteger.TEN.pow(digits)),
                    value.scaleUp(digits),
                    "scale up " + one + " by " + digits);
            value.set(one);
            value.scaleDown(digits);
            BigInteger rounded =
                    new BigDecimal(one, digits).setScale(0, RoundingMode.HALF_UP).toBigInteger();
            assertEquals(rounded, value.toBigInteger(), "scale down " + one + " by " + digits);
            int precision = 1 + random.nextInt(38);
            value.set(one);
            assertEquals(
                    one.abs().compareTo(BigInteger.TEN.pow(precision)) < 0,
                    value.fitsPrecision(precision),
                    one + " in " + precision);
            int scale = random.nextInt(39);
            assertEquals(
                    new BigDecimal(one, scale).doubleValue(),
                    Int128.toDouble(value.high(), value.low(), scale),
                    "double of " + one + " by " + scale);
        }
    }

    @Test
    void comparesAcrossScales() {
        Int128 scratch = new Int128();
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger one = number().remainder(BigInteger.TEN.pow(38));
            BigInteger other = number().remainder(BigInteger.TEN.pow(38));
            int scale = random.nextInt(39);
            int otherScale = random.nextInt(39);
            assertEquals(
                    new BigDecimal(one, scale).compareTo(new BigDecimal(other, otherScale)),
                    Int128.compareScaled(
                            high(one),
                            one.longValue(),
                            scale,
                            high(other),
                            other.longValue(),
                            otherScale,
                            scratch),
                    one + ", " + scale + ", " + other + ", " + otherScale + ", seed " + seed);
        }
    }
}
