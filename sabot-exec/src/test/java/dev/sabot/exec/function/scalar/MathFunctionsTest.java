package dev.sabot.exec.function.scalar;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;

class MathFunctionsTest {
    @TestFactory
    List<DynamicTest> rounding() {
        return FunctionCases.of(
                """
                round(2.5) => 3
                round(-2.5) => -3
                round(2.4999) => 2
                round(0.5e0) => 1.0
                round(-0.5e0) => -1.0
                round(0.49999999999999994e0) => 0.0
                round(1e300) => 1e+300
                round(9.99) => 10
                round(0.9) => 1
                round(123.456, 1) => 123.500
                round(-123.456, 2) => -123.460
                round(123.456, -1) => 120.000
                round(995.5, -1) => 1000.0
                round(123.456, 9) => 123.456
                round(123.456, -5) => 0.000
                round(99999999999999999999999999999999999999) \
                => 99999999999999999999999999999999999999
                round(99999999999999999999999999999999999999, -1) => !OVERFLOW
                round(2.345e0, 2) => 2.35
                round(1234.5e0, -2) => 1200.0
                round(15, -1) => 20
                round(-15, -1) => -20
                round(14, -1) => 10
                round(15, 3) => 15
                round(7, -30) => 0
                round(9223372036854775807, -1) => !OVERFLOW
                round(9223372036854775807, -19) => !OVERFLOW
                round(4999999999999999999, -19) => 0
                round(CAST(127 AS TINYINT), -1) => !OVERFLOW
                floor(-0.1) => -1
                floor(0.9) => 0
                floor(-1.5e0) => -2.0
                floor(5) => 5
                ceil(0.1) => 1
                ceil(-0.9) => 0
                ceil(-1.5e0) => -1.0
                ceil(9.01) => 10
                ceil(99999999999999999999.5) => 100000000000000000000
                trunc(-1.99) => -1
                trunc(12.345, 1) => 12.300
                trunc(-12.345e0, 1) => -12.3
                trunc(19, -1) => 10
                trunc(-19, -1) => -10
                """);
    }

    @TestFactory
    List<DynamicTest> signs() {
        return FunctionCases.of(
                """
                abs(-5) => 5
                abs(CAST(-128 AS TINYINT)) => !OVERFLOW
                abs(-9223372036854775808) => !OVERFLOW
                abs(-1.50) => 1.50
                abs(-99999999999999999999999999999999999999) \
                => 99999999999999999999999999999999999999
                abs(-1.5e0) => 1.5
                sign(0) => 0
                sign(-0.001) => -1
                sign(2e0) => 1
                isnan(1e0) => false
                isfinite(CAST('inf' AS DOUBLE)) => false
                even(3) => 4.0
                even(-3) => -4.0
                even(2) => 2.0
                """);
    }

    @TestFactory
    List<DynamicTest> powers() {
        return FunctionCases.of(
                """
                sqrt(-1) => !INVALID_ARGUMENT
                sqrt(2.25) => 1.5
                ln(0) => !INVALID_ARGUMENT
                ln(-1) => !INVALID_ARGUMENT
                log(1000) => 3.0
                log(0) => !INVALID_ARGUMENT
                log(1, 5) => !INVALID_ARGUMENT
                log(10, 100) => 2.0
                log2(1024) => 10.0
                log2(0.5) => -1.0
                log2(-2) => !INVALID_ARGUMENT
                power(2, -1) => 0.5
                power(0, 0) => 1.0
                power(0, -1) => !INVALID_ARGUMENT
                power(-8, 0.5) => !INVALID_ARGUMENT
                pow(-2, 3) => -8.0
                exp(1000) => inf
                asin(2) => !INVALID_ARGUMENT
                acosh(0.5) => !INVALID_ARGUMENT
                atanh(2) => !INVALID_ARGUMENT
                round(asinh(1e200), 6) => 461.210166
                round(atan2(1, -1), 6) => 2.356194
                round(acosh(1e200), 6) => 461.210166
                round(asinh(-0.5), 6) => -0.481212
                """);
    }

    @TestFactory
    List<DynamicTest> integers() {
        return FunctionCases.of(
                """
                gcd(0, 0) => 0
                gcd(-12, 18) => 6
                gcd(-9223372036854775808, 0) => !OVERFLOW
                lcm(0, 5) => 0
                lcm(-4, 6) => 12
                lcm(9223372036854775807, 2) => !OVERFLOW
                factorial(0) => 1
                factorial(33) => 8683317618811886495518194401280000000
                factorial(34) => !OVERFLOW
                factorial(-1) => !INVALID_ARGUMENT
                bit_count(-1) => 32
                bit_count(CAST(-1 AS TINYINT)) => 8
                bit_count(-9223372036854775808) => 1
                bit_count(X'FF01') => 9
                xor(CAST(5 AS BIGINT), 3) => 6
                bitnot(0) => -1
                left_shift(1, 64) => !INVALID_ARGUMENT
                right_shift(-1, 63) => -1
                div(7, 2) => 3
                div(-7, 2) => -3
                div(7, 0) => !DIVISION_BY_ZERO
                div(-9223372036854775808, -1) => !OVERFLOW
                div(7.5, 2.0) => 3
                div(-7.5e0, 2) => -3.0
                mod(-7, 3) => -1
                fdiv(-5, 2) => -3.0
                fmod(5, 0) => !DIVISION_BY_ZERO
                width_bucket(0, 0, 10, 5) => 1
                width_bucket(10, 0, 10, 5) => 6
                width_bucket(-1, 0, 10, 5) => 0
                width_bucket(9, 10, 0, 5) => 1
                width_bucket(1, 1, 1, 5) => !INVALID_ARGUMENT
                """);
    }
}
