package dev.sabot.bench.report;

import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.QueryFigures;
import dev.sabot.bench.measure.Times;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Lays out the times of queries: a line for each, and below the means and totals.
public final class TimesTable {
    private static final int QUERY_WIDTH = 14;
    private static final int MEDIAN_WIDTH = 10;
    private static final int SPREAD_WIDTH = 20;
    private static final int CPU_WIDTH = 10;
    private static final int RATIO_WIDTH = 8;

    private final List<EngineKind> engines;
    private final boolean showsCpu;

    /// @param engines the columns
    /// @param showsCpu whether processor time is shown, too
    public TimesTable(List<EngineKind> engines, boolean showsCpu) {
        this.engines = List.copyOf(engines);
        this.showsCpu = showsCpu;
    }

    /// Returns the line above all.
    public String header() {
        StringBuilder line = new StringBuilder(left("ms"));
        for (EngineKind engine : engines) {
            line.append(right(engine.toString(), MEDIAN_WIDTH));
            line.append(right("(min .. max)", SPREAD_WIDTH));
            if (showsCpu) {
                line.append(right("CPU", CPU_WIDTH));
            }
        }
        if (hasRatio()) {
            line.append(right("ratio", RATIO_WIDTH));
        }
        return line.toString();
    }

    /// Returns the line of a query.
    public String line(QueryFigures figures) {
        StringBuilder line = new StringBuilder(left(figures.query().name()));
        for (EngineKind engine : engines) {
            Times times = figures.of(engine);
            String spread = "(" + millis(times.min()) + " .. " + millis(times.max()) + ")";
            line.append(right(millis(times.median()), MEDIAN_WIDTH));
            line.append(right(spread, SPREAD_WIDTH));
            if (showsCpu) {
                line.append(right(millis(times.cpuMillis()), CPU_WIDTH));
            }
        }
        figures.ratio().ifPresent(ratio -> line.append(right(ratio(ratio), RATIO_WIDTH)));
        return line.toString();
    }

    /// Returns the lines below all.
    public List<String> summary(List<QueryFigures> all) {
        StringBuilder mean = new StringBuilder(left("geo. mean"));
        StringBuilder total = new StringBuilder(left("total"));
        for (EngineKind engine : engines) {
            ToDoubleFunction<QueryFigures> wall = query -> query.of(engine).median();
            mean.append(right(millis(QueryFigures.geometricMean(all, wall)), MEDIAN_WIDTH));
            mean.append(" ".repeat(SPREAD_WIDTH));
            total.append(right(millis(all.stream().mapToDouble(wall).sum()), MEDIAN_WIDTH));
            total.append(" ".repeat(SPREAD_WIDTH));
            if (showsCpu) {
                double cpu = all.stream().mapToDouble(query -> query.of(engine).cpuMillis()).sum();
                mean.append(" ".repeat(CPU_WIDTH));
                total.append(right(millis(cpu), CPU_WIDTH));
            }
        }
        List<String> lines = new ArrayList<>();
        if (hasRatio()) {
            double ratio = QueryFigures.geometricMean(all, TimesTable::ratioOf);
            mean.append(right(ratio(ratio), RATIO_WIDTH));
            total.append(right(ratio(totalRatio(all)), RATIO_WIDTH));
        }
        lines.add(mean.toString().stripTrailing());
        lines.add(total.toString().stripTrailing());
        if (hasRatio()) {
            lines.add(extremes(all));
        }
        return lines;
    }

    private boolean hasRatio() {
        return engines.contains(EngineKind.SABOT) && engines.contains(EngineKind.DUCKDB);
    }

    private static double totalRatio(List<QueryFigures> all) {
        double sabot = all.stream().mapToDouble(query -> query.of(EngineKind.SABOT).median()).sum();
        double peer = all.stream().mapToDouble(query -> query.of(EngineKind.DUCKDB).median()).sum();
        return sabot / peer;
    }

    private static String extremes(List<QueryFigures> all) {
        Comparator<QueryFigures> byRatio = Comparator.comparingDouble(TimesTable::ratioOf);
        QueryFigures best = all.stream().min(byRatio).orElseThrow();
        QueryFigures worst = all.stream().max(byRatio).orElseThrow();
        return String.format(
                Locale.ROOT,
                "ratio = sabot / duckdb, below 1 is faster; best %s %s, worst %s %s",
                best.query().name(),
                ratio(ratioOf(best)),
                worst.query().name(),
                ratio(ratioOf(worst)));
    }

    private static double ratioOf(QueryFigures query) {
        return query.ratio().orElseThrow();
    }

    private static String left(String text) {
        return String.format(Locale.ROOT, "%-" + QUERY_WIDTH + "s", text);
    }

    private static String right(String text, int width) {
        return String.format(Locale.ROOT, "%" + width + "s", text);
    }

    /// Two digits after the point below ten milliseconds, where they matter.
    private static String millis(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
