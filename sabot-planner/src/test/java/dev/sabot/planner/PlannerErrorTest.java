package dev.sabot.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

class PlannerErrorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT * FROM nowhere | UNKNOWN_TABLE | 1:15",
                "SELECT * FROM other.nowhere | UNKNOWN_TABLE | 1:15",
                "SELECT nothing FROM t | UNKNOWN_COLUMN | 1:8",
                "SELECT t.nothing FROM t | UNKNOWN_COLUMN | 1:10",
                "SELECT x.a FROM t | UNKNOWN_TABLE | 1:8",
                "SELECT a FROM t, u | AMBIGUOUS_COLUMN | 1:8",
                "SELECT nofunc(a) FROM t | UNKNOWN_FUNCTION | 1:8",
                "SELECT upper(a) FROM t | TYPE_MISMATCH | 1:8",
                "SELECT sum(s) FROM t | TYPE_MISMATCH | 1:8",
                "SELECT a, b FROM t GROUP BY a | GROUPING | 1:11",
                "SELECT a FROM t WHERE sum(b) > 1 | GROUPING | 1:23",
                "SELECT a FROM t WHERE b + d > 1 | TYPE_MISMATCH | 1:23",
                "SELECT a FROM t UNION SELECT a, b FROM t | TYPE_MISMATCH | 1:30",
                "SELECT 1 UNION ALL SELECT DATE '2024-01-01' | TYPE_MISMATCH | 1:8",
                "SELECT a FROM t WHERE 1 | TYPE_MISMATCH | 1:23",
                "SELECT t.a FROM t JOIN u ON 1 | TYPE_MISMATCH | 1:29",
                "INSERT INTO t (a, nothing) VALUES (1, 2) | UNKNOWN_COLUMN | 1:19",
                "INSERT INTO t (a, a) VALUES (1, 2) | DUPLICATE_COLUMN | 1:19",
                "INSERT INTO t (a, b) VALUES (1) | TYPE_MISMATCH | 1:1",
                "INSERT INTO nowhere VALUES (1) | UNKNOWN_TABLE | 1:13",
                "INSERT INTO v VALUES (1) | UNSUPPORTED | 1:13",
                "UPDATE t SET nothing = 1 | UNKNOWN_COLUMN | 1:14",
                "DELETE FROM t WHERE nothing = 1 | UNKNOWN_COLUMN | 1:21",
                "SELECT CAST(a AS TIMESTAMP(9)) FROM t | UNSUPPORTED | 1:18",
                "SELECT * FROM read_csv(1 + 1) | INVALID_ARGUMENT | 1:24"
            })
    void namesCodeAndPlace(String sql, ErrorCode code, String position) {
        SabotException error = assertThrows(SabotException.class, () -> Plans.plan(sql));
        assertEquals(code, error.code(), error.getMessage());
        assertEquals(position, String.valueOf(error.position()), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM line_item | did you mean lineitem?",
                "SELECT l_quantty FROM lineitem | did you mean l_quantity?",
                "SELECT uper(s) FROM t | did you mean upper?",
                "INSERT INTO orders (o_orderkee) VALUES (1) | did you mean o_orderkey?"
            })
    void suggestsNearestName(String sql, String suggestion) {
        SabotException error = assertThrows(SabotException.class, () -> Plans.plan(sql));
        assertTrue(String.valueOf(error.getMessage()).contains(suggestion), error.getMessage());
    }

    @Test
    void keywordAtStartOfMessageStays() {
        SabotException error =
                assertThrows(SabotException.class, () -> Plans.plan("SELECT a FROM t WHERE 1"));
        assertTrue(String.valueOf(error.getMessage()).startsWith("WHERE clause"));
    }

    /// Calcite gives up on this by an exception of its own.
    @Test
    void undecidedCorrelationIsUnsupported() {
        String sql =
                "SELECT a, (SELECT max(b) FROM u WHERE b >= ALL (SELECT x.b FROM u AS x"
                        + " WHERE x.a = t.a AND x.b > u.a)) FROM t";
        SabotException error = assertThrows(SabotException.class, () -> Plans.plan(sql));
        assertEquals(ErrorCode.UNSUPPORTED, error.code(), error.getMessage());
    }

    @Test
    void errorInViewNamesView() {
        SabotException error =
                assertThrows(SabotException.class, () -> Plans.plan("SELECT * FROM broken"));
        assertEquals(ErrorCode.UNKNOWN_COLUMN, error.code());
        assertTrue(String.valueOf(error.getMessage()).startsWith("in the view broken"));
    }

    @Test
    void unknownPhaseIsRefused() {
        SabotException error =
                assertThrows(
                        SabotException.class,
                        () -> Plans.plan("SELECT 1", new TestCatalog(), Set.of("nonsense")));
        assertEquals(ErrorCode.INVALID_SETTING, error.code());
    }

    @Test
    void recursionInSubqueryOnlyIsUnsupported() {
        String sql =
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT a FROM t WHERE"
                        + " EXISTS (SELECT 1 FROM r WHERE n = t.a)) SELECT * FROM r";
        SabotException error = assertThrows(SabotException.class, () -> Plans.plan(sql));
        assertEquals(ErrorCode.UNSUPPORTED, error.code());
    }
}
