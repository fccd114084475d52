package dev.sabot.bench;

import dev.sabot.bench.data.DataSet;
import dev.sabot.bench.measure.EngineKind;
import dev.sabot.bench.measure.QueryFigures;
import dev.sabot.bench.measure.Setup;
import dev.sabot.bench.query.TpchQuery;
import dev.sabot.bench.report.BenchOutput;
import dev.sabot.bench.report.FiguresFile;
import dev.sabot.bench.report.Machine;
import dev.sabot.bench.report.TimesTable;
import dev.sabot.bench.run.BenchEngine;
import dev.sabot.bench.run.QueryFailure;
import dev.sabot.bench.run.QueryTiming;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// `sabot bench plan`: how long planning takes.
@Command(
        name = "plan",
        sortOptions = false,
        customSynopsis = "sabot bench plan [OPTIONS]",
        header = "Times the planning of the TPC-H queries.",
        description = {
            "%nTimes EXPLAIN of each query, from its text until the plan is a Java value. Before"
                + " the first time is taken all queries are planned in turn, as often as --warmup"
                + " says, because they share the code the JVM must compile."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  sabot bench plan", "  sabot bench plan --sf 0.01 --warmup 100 --runs 21"})
final class PlanCommand implements Callable<Integer> {
    private static final double AIM_MILLIS = 5;
    private static final int WARM_UPS = 20;

    private final BenchOutput output;

    @Mixin private DataOptions options = new DataOptions();

    PlanCommand(BenchOutput output) {
        this.output = output;
    }

    @Override
    public Integer call() throws IOException, SQLException, QueryFailure {
        Setup setup = options.setup(WARM_UPS);
        List<TpchQuery> explains = options.queries().stream().map(PlanCommand::explain).toList();
        Machine machine = Machine.now();
        DataSet data = options.prepareData(output);
        Map<String, Integer> settings = Map.of("threads", setup.threads());
        try (BenchEngine sabot = BenchEngine.open(EngineKind.SABOT, settings)) {
            sabot.addTables(data, setup.source());
            TimesTable table = new TimesTable(List.of(EngineKind.SABOT), false);
            QueryTiming timing = new QueryTiming(setup, List.of(sabot), null, output);
            timing.warmUpAll(explains);
            output.line("planning only: " + setup);
            output.line("");
            output.line(table.header());
            List<QueryFigures> figures = new ArrayList<>();
            for (TpchQuery explain : explains) {
                QueryFigures measured = timing.time(explain);
                figures.add(measured);
                output.line(table.line(measured));
            }
            output.line("");
            table.summary(figures).forEach(output::line);
            long numSlow =
                    figures.stream()
                            .filter(query -> query.of(EngineKind.SABOT).median() > AIM_MILLIS)
                            .count();
            output.line(
                    String.format(
                            Locale.ROOT,
                            "%d of %d queries take more than %.0f ms",
                            numSlow,
                            figures.size(),
                            AIM_MILLIS));
            output.line("machine: " + machine);
            Path json = options.json();
            if (json != null) {
                Map<EngineKind, String> versions = Map.of(EngineKind.SABOT, sabot.version());
                new FiguresFile("plan", setup, false, machine, versions, figures).write(json);
            }
        }
        return Main.OK;
    }

    private static TpchQuery explain(TpchQuery query) {
        return new TpchQuery(query.number(), "EXPLAIN " + query.text(), List.of());
    }
}
