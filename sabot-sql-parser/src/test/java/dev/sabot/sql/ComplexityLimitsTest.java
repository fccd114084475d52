package dev.sabot.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import static java.time.Duration.ofSeconds;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

final class ComplexityLimitsTest {

    static Stream<Arguments> nested() {
        return Stream.of(
                nest("parentheses", "SELECT ", "(", "1", ")"),
                nest("queries", "SELECT ", "(SELECT ", "1", ")"),
                nest("tables", "SELECT * FROM ", "(SELECT * FROM ", "t", ")"),
                nest("calls", "SELECT ", "abs(", "1", ")"),
                nest("case", "SELECT ", "CASE WHEN a THEN ", "1", " END"),
                nest("not", "SELECT * FROM t WHERE ", "NOT ", "a", ""),
                nest("minus", "SELECT ", "- ", "a", ""),
                nest("sums", "SELECT a", " + a", "", ""),
                nest("unions", "SELECT 1", " UNION ALL SELECT 1", "", ""),
                nest("joins", "SELECT * FROM t", " CROSS JOIN t", "", ""),
                nest("explained", "EXPLAIN INSERT INTO t ", "(", "SELECT 1", ")"),
                nest("defaults", "CREATE TABLE t (a INT DEFAULT ", "(", "1", "))"));
    }

    private static Arguments nest(
            String name, String head, String open, String middle, String close) {
        return Arguments.of(
                name,
                head
                        + open.repeat(900)
                        + middle
                        + close.replace("))", ")").repeat(900)
                        + (close.equals("))") ? ")" : ""),
                head + open.repeat(10_000) + middle + close.repeat(10_000));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nested")
    void refusesWhatNestsTooDeep(String name, String allowed, String refused) throws Exception {
        assertEquals(null, errorOf(allowed, 8 << 20));
        assertTimeout(
                ofSeconds(2),
                () -> {
                    SabotException error = errorOf(refused, 256 << 10);
                    assertNotNull(error);
                    assertEquals(ErrorCode.STATEMENT_TOO_COMPLEX, error.code());
                    assertNotNull(error.position());
                });
    }

    @Test
    void anExhaustedStackIsNoCrash() throws Exception {
        SabotException error =
                errorOf("SELECT " + "(".repeat(990) + "1" + ")".repeat(990), 200 << 10);
        assertNotNull(error);
        assertEquals(ErrorCode.STATEMENT_TOO_COMPLEX, error.code());
        assertNotNull(error.position());
    }

    @Test
    void refusesLongText() {
        var error = Parsing.error("SELECT '" + "x".repeat(1 << 20) + "'");
        assertEquals(ErrorCode.STATEMENT_TOO_COMPLEX, error.code());
    }

    @Test
    void parsesLongLists() {
        String row = "(1234567, 'abcdefghij', 2.5, NULL)";
        String sql = "INSERT INTO t VALUES " + row + (", " + row).repeat(28_000);
        assertTimeout(ofSeconds(20), () -> SqlParser.parse(sql));
        String list = "SELECT 1 FROM t WHERE a IN (1" + ", 1".repeat(100_000) + ")";
        assertTimeout(ofSeconds(20), () -> SqlParser.parse(list));
    }

    @Test
    void parsesManyConditionsInLinearTime() {
        String sql =
                "SELECT 1 FROM t WHERE a LIKE 'x'"
                        + " OR b LIKE 'y' AND c BETWEEN 1 AND 2".repeat(3_000);
        assertTimeout(ofSeconds(10), () -> SqlParser.parse(sql));
    }

    private static @Nullable SabotException errorOf(String sql, long stackBytes) throws Exception {
        AtomicReference<@Nullable Throwable> caught = new AtomicReference<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                SqlParser.parse(sql);
                            } catch (Throwable e) {
                                caught.set(e);
                            }
                        },
                        "parser",
                        stackBytes);
        thread.start();
        thread.join();
        Throwable error = caught.get();
        if (error != null && !(error instanceof SabotException)) {
            throw new AssertionError(error);
        }
        return (SabotException) error;
    }
}
