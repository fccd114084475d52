package dev.sabot.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.rows.ResultRows;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

final class RowCheckTest {
    private static final TpchQuery ANSWER = new TpchQuery(6, "SELECT 1.25 AS revenue", List.of());

    @Test
    void wrong_row_is_reported_with_both_values() throws Exception {
        try (BenchEngine oracle = BenchEngine.open(EngineKind.DUCKDB, Map.of())) {
            RowCheck check = new RowCheck(oracle);
            check.check(ANSWER, oracle);
            ResultRows wrong =
                    new ResultRows(List.of("revenue"), List.of(List.of(new BigDecimal("1.26"))));
            QueryFailure failure =
                    assertThrows(QueryFailure.class, () -> check.checkAgain(ANSWER, wrong));
            assertEquals(
                    "q06 has wrong rows: row 1, column revenue: sabot has 1.26, duckdb has 1.25",
                    failure.text());
        }
    }

    @Test
    void failing_query_is_reported_with_its_engine() throws Exception {
        try (BenchEngine oracle = BenchEngine.open(EngineKind.DUCKDB, Map.of("threads", 1))) {
            TpchQuery wrong = new TpchQuery(7, "SELECT nothing", List.of());
            RowCheck check = new RowCheck(oracle);
            QueryFailure failure =
                    assertThrows(QueryFailure.class, () -> check.check(wrong, oracle));
            assertEquals("q07 fails on duckdb: ", failure.text().substring(0, 21));
            assertThrows(
                    IllegalStateException.class,
                    () -> check.checkAgain(ANSWER, new ResultRows(List.of(), List.of())));
        }
    }
}
