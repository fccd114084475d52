package dev.sabot.bench.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class TpchQueryTest {
    private static final ScaleFactor ONE = ScaleFactor.parse("1");

    @Test
    void there_are_22_queries() {
        List<TpchQuery> queries = TpchQuery.all(ONE);
        assertEquals(22, queries.size());
        assertEquals("q01", queries.getFirst().name());
        assertEquals("q22", queries.getLast().name());
        assertThrows(IllegalArgumentException.class, () -> TpchQuery.of(23, ONE));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.0001000000",
        "0.01, 0.0100000000",
        "3, 0.0000333333",
        "10, 0.00001000000",
        "100, 0.000001000000"
    })
    void query_11_depends_on_the_scale_factor(String scale, String fraction) {
        String text = TpchQuery.of(11, ScaleFactor.parse(scale)).text();
        assertTrue(text.contains("* " + fraction + "\n"), text);
    }

    @Test
    void order_of_the_result_is_read_from_the_text() {
        assertEquals(
                List.of("s_acctbal", "n_name", "s_name", "p_partkey"),
                TpchQuery.of(2, ONE).orderBy());
        assertEquals(List.of("revenue", "o_orderdate"), TpchQuery.of(3, ONE).orderBy());
        assertEquals(List.of(), TpchQuery.of(6, ONE).orderBy());
        assertEquals(List.of("nation", "o_year"), TpchQuery.of(9, ONE).orderBy());
        assertEquals(List.of("o_totalprice", "o_orderdate"), TpchQuery.of(18, ONE).orderBy());
        for (TpchQuery query : TpchQuery.all(ONE)) {
            boolean isOrdered = query.text().contains("order by");
            assertEquals(isOrdered, !query.orderBy().isEmpty(), query.name());
            assertFalse(query.orderBy().toString().contains(" desc"), query.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100001", "x", ""})
    void other_texts_are_no_scale_factor(String text) {
        assertThrows(IllegalArgumentException.class, () -> ScaleFactor.parse(text));
    }

    @Test
    void scale_factor_counts_rows_and_units() {
        ScaleFactor scale = ScaleFactor.parse("2.50");
        assertEquals("2.5", scale.toString());
        assertEquals(3, scale.units());
        assertEquals(25_000, scale.rows(10_000));
        assertEquals(1, ScaleFactor.parse("0.01").units());
        assertEquals("10", ScaleFactor.parse("10").toString());
    }
}
