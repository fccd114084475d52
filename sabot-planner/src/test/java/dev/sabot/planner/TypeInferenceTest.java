package dev.sabot.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sabot.type.Field;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeInferenceTest {
    private static String type(String expression) {
        Field field = Plans.plan("SELECT " + expression + " FROM types").output().field(0);
        return field.type() + (field.isNullable() ? "" : " NOT NULL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "i + 1 # INTEGER",
                "i + l # BIGINT",
                "ti + si # SMALLINT",
                "i / 2 # INTEGER",
                "i * 1.5 # DECIMAL(12, 1)",
                "m + i # DECIMAL(16, 2)",
                "m * m # DECIMAL(30, 4)",
                "m * m * m # DECIMAL(38, 6)",
                "m / m # DECIMAL(33, 18)",
                "m / 7.0 # DECIMAL(20, 6)",
                "m * (1 - m) * (1 + m) # DECIMAL(38, 6)",
                "m + d # DOUBLE",
                "r + i # REAL",
                "i % 3 # INTEGER",
                "-m # DECIMAL(15, 2)",
                "1 # INTEGER NOT NULL",
                "3000000000 # BIGINT NOT NULL",
                "1.50 # DECIMAL(3, 2) NOT NULL",
                "1e3 # DOUBLE NOT NULL",
                "'abc' # VARCHAR NOT NULL",
                "'grüße 日本' # VARCHAR NOT NULL",
                "s || 'x' # VARCHAR",
                "CASE WHEN b THEN 'a' ELSE 'bcd' END # VARCHAR NOT NULL",
                "CASE WHEN b THEN i ELSE m END # DECIMAL(15, 2)",
                "COALESCE(i, 0) # INTEGER NOT NULL",
                "NULLIF(i, 0) # INTEGER",
                "CAST(s AS INTEGER) # INTEGER",
                "TRY_CAST(s AS DATE) # DATE",
                "CAST(i AS VARCHAR(3)) # VARCHAR",
                "i::bigint # BIGINT",
                "dt + INTERVAL '1' DAY # DATE",
                "dt + INTERVAL '3' MONTH # DATE",
                "dt + INTERVAL '2' HOUR # TIMESTAMP",
                "dt - dt # BIGINT",
                "dt + 3 # DATE",
                "ts - ts # INTERVAL DAY TO SECOND",
                "ts + INTERVAL '1' SECOND # TIMESTAMP",
                "EXTRACT(YEAR FROM dt) # BIGINT",
                "CURRENT_DATE # DATE NOT NULL",
                "i > 3 # BOOLEAN",
                "i IS NULL # BOOLEAN NOT NULL",
                "i BETWEEN 1 AND 3 # BOOLEAN",
                "s LIKE 'a%' # BOOLEAN",
                "s ILIKE 'a%' # BOOLEAN",
                "arr[1] # INTEGER",
                "UPPER(s) # VARCHAR",
                "SUBSTRING(s FROM 1 FOR 2) # VARCHAR",
                "POSITION('a' IN s) # INTEGER",
                "TRIM(BOTH 'x' FROM s) # VARCHAR",
                "length(s) # INTEGER"
            })
    void infersExpression(String expression, String expected) {
        assertEquals(expected, type(expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SUM(i) | BIGINT",
                "SUM(m) | DECIMAL(38, 2)",
                "SUM(d) | DOUBLE",
                "AVG(i) | DOUBLE",
                "AVG(m) | DECIMAL(38, 6)",
                "AVG(m * m * m * m) | DECIMAL(38, 8)",
                "COUNT(*) | BIGINT NOT NULL",
                "COUNT(DISTINCT i) | BIGINT NOT NULL",
                "MIN(s) | VARCHAR",
                "MAX(ts) | TIMESTAMP"
            })
    void infersAggregate(String expression, String expected) {
        assertEquals(expected, type(expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROW_NUMBER() OVER (ORDER BY i) | BIGINT NOT NULL",
                "RANK() OVER (ORDER BY i) | BIGINT NOT NULL",
                "LAG(l) OVER (ORDER BY i) | BIGINT",
                "LAG(l, 1, 0) OVER (ORDER BY i) | BIGINT",
                "SUM(i) OVER (ORDER BY i) | BIGINT",
                "AVG(m) OVER (PARTITION BY i) | DECIMAL(38, 6)",
                "PERCENT_RANK() OVER (ORDER BY i) | DOUBLE NOT NULL"
            })
    void infersWindowCall(String expression, String expected) {
        assertEquals(expected, type(expression));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT i FROM types UNION ALL SELECT m FROM types | DECIMAL(15, 2)",
                "SELECT i FROM types UNION ALL SELECT l FROM types | BIGINT",
                "SELECT m FROM types UNION ALL SELECT d FROM types | DOUBLE",
                "SELECT 'a' UNION ALL SELECT 'bcd' | VARCHAR NOT NULL",
                "SELECT NULL UNION ALL SELECT 1 | INTEGER"
            })
    void infersUnion(String sql, String expected) {
        Field field = Plans.plan(sql).output().field(0);
        assertEquals(expected, field.type() + (field.isNullable() ? "" : " NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT i FROM types WHERE i = ? | [INTEGER]",
                "SELECT i FROM types WHERE s LIKE ? AND m > ? | [VARCHAR, DECIMAL(15, 2)]",
                "SELECT upper(?) FROM types | [VARCHAR]",
                "SELECT i FROM types WHERE dt BETWEEN ? AND ? | [DATE, DATE]",
                "SELECT CAST(? AS DOUBLE) FROM types | [DOUBLE]",
                "INSERT INTO t (a, s, d) VALUES (?, ?, ?) | [INTEGER, VARCHAR, DATE]",
                "UPDATE t SET b = ? WHERE a = ? | [BIGINT, INTEGER]"
            })
    void infersParameters(String sql, String expected) {
        assertEquals(expected, Plans.plan(sql).parameterTypes().toString());
    }
}
