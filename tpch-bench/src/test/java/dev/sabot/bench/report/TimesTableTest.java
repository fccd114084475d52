package dev.sabot.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.QueryFigures;
import dev.sabot.bench.measure.Times;
import dev.sabot.bench.query.ScaleFactor;
import dev.sabot.bench.query.TpchQuery;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class TimesTableTest {
    private static final ScaleFactor ONE = ScaleFactor.parse("1");

    @Test
    void median_is_the_middle_run() {
        assertEquals(2, new Times(List.of(9d, 1d, 2d), 0).median());
        assertEquals(3, new Times(List.of(9d, 1d, 2d, 4d), 0).median());
        assertEquals(1, new Times(List.of(9d, 1d, 2d), 0).min());
        assertEquals(9, new Times(List.of(9d, 1d, 2d), 0).max());
        assertThrows(IllegalArgumentException.class, () -> new Times(List.of(), 0));
    }

    @Test
    void lines_stand_below_one_another() {
        TimesTable table = new TimesTable(List.of(EngineKind.SABOT, EngineKind.DUCKDB), false);
        List<QueryFigures> figures = List.of(figures(1, 10, 40), figures(6, 80, 20));
        assertEquals(
                """
                ms                 sabot        (min .. max)    duckdb        (min .. max)   ratio
                q01                 10.0      (9.00 .. 20.0)      40.0      (39.0 .. 80.0)    0.25
                q06                 80.0     (79.0 .. 160.0)      20.0      (19.0 .. 40.0)    4.00
                geo. mean           28.3                          28.3                        1.00
                total               90.0                          60.0                        1.50
                ratio = sabot / duckdb, below 1 is faster; best q01 0.25, worst q06 4.00
                """,
                text(table, figures));
    }

    @Test
    void one_engine_has_no_ratio() {
        TimesTable table = new TimesTable(List.of(EngineKind.SABOT), true);
        Map<EngineKind, Times> times = Map.of(EngineKind.SABOT, new Times(List.of(5d), 7));
        List<QueryFigures> figures = List.of(new QueryFigures(TpchQuery.of(1, ONE), times));
        assertEquals(
                """
                ms                 sabot        (min .. max)       CPU
                q01                 5.00      (5.00 .. 5.00)      7.00
                geo. mean           5.00
                total               5.00                          7.00
                """,
                text(table, figures));
    }

    private static String text(TimesTable table, List<QueryFigures> figures) {
        StringBuilder text = new StringBuilder(table.header()).append('\n');
        figures.forEach(query -> text.append(table.line(query)).append('\n'));
        table.summary(figures).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static QueryFigures figures(int query, double sabot, double duckdb) {
        return new QueryFigures(
                TpchQuery.of(query, ONE),
                Map.of(EngineKind.SABOT, times(sabot), EngineKind.DUCKDB, times(duckdb)));
    }

    private static Times times(double median) {
        return new Times(List.of(median - 1, median, 2 * median), median);
    }
}
