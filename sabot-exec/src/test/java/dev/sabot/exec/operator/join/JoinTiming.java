package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.operator.OperatorHarness;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Times a build of 1.5 M rows and a probe of 6 M on one thread, in processor time; run by hand.
final class JoinTiming {
    private static final int BUILD_ROWS = 1_500_000;
    private static final int PROBE_ROWS = 6_000_000;
    private static final int ROUNDS = 12;

    private JoinTiming() {}

    public static void main(String[] arguments) {
        for (JoinType type : new JoinType[] {JoinType.INNER, JoinType.LEFT, JoinType.SEMI}) {
            for (boolean isShuffled : new boolean[] {false, true}) {
                time(type, isShuffled, 4, "direct");
                time(type, isShuffled, 1_000_003, "hash of words");
            }
        }
        timeText();
    }

    private static void time(JoinType type, boolean isShuffled, long stride, String layout) {
        long[] build = new long[BUILD_ROWS];
        for (int row = 0; row < BUILD_ROWS; row++) {
            build[row] = row * stride + 1;
        }
        long[] probe = new long[PROBE_ROWS];
        Random random = new Random(1);
        for (int row = 0; row < PROBE_ROWS; row++) {
            probe[row] =
                    (isShuffled ? random.nextInt(BUILD_ROWS) : row / (PROBE_ROWS / BUILD_ROWS))
                                    * stride
                            + 1;
        }
        if (isShuffled) {
            for (int row = BUILD_ROWS - 1; row > 0; row--) {
                int other = random.nextInt(row + 1);
                long key = build[row];
                build[row] = build[other];
                build[other] = key;
            }
        }
        run(type, DataType.BIGINT, build, probe, layout + (isShuffled ? " shuffled" : ""));
    }

    private static void timeText() {
        long[] build = new long[BUILD_ROWS];
        for (int row = 0; row < BUILD_ROWS; row++) {
            build[row] = row;
        }
        long[] probe = new long[PROBE_ROWS];
        for (int row = 0; row < PROBE_ROWS; row++) {
            probe[row] = row / (PROBE_ROWS / BUILD_ROWS);
        }
        run(JoinType.INNER, DataType.VARCHAR, build, probe, "text of 12 bytes");
    }

    private static void run(
            JoinType type, DataType keyType, long[] build, long[] probe, String name) {
        Schema schema = Schema.of(Field.of("k", keyType), Field.of("v", DataType.BIGINT));
        PhysicalPlan.HashJoin plan =
                new PhysicalPlan.HashJoin(
                        OperatorHarness.input(schema, false),
                        OperatorHarness.input(schema, false),
                        type,
                        List.of(0),
                        List.of(0),
                        List.of(false),
                        null,
                        OperatorHarness.properties(schema, false));
        try (OperatorHarness harness = new OperatorHarness(1, Batch.MAX_ROWS)) {
            List<Batch> buildBatches = batches(harness, keyType, build);
            List<Batch> probeBatches = batches(harness, keyType, probe);
            double bestBuild = Double.MAX_VALUE;
            double bestProbe = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                try (HashJoinTable table = new HashJoinBuild(plan).open(harness.context())) {
                    long start = cpuNanos();
                    build(harness, table, buildBatches);
                    long built = cpuNanos();
                    probe(harness, table, probeBatches);
                    long end = cpuNanos();
                    bestBuild = Math.min(bestBuild, (built - start) / 1e6);
                    bestProbe = Math.min(bestProbe, (end - built) / 1e6);
                }
            }
            print(type, name, bestBuild, bestProbe);
            buildBatches.forEach(Batch::close);
            probeBatches.forEach(Batch::close);
        }
    }

    /// Returns the processor time of this thread: other work on the machine counts less.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(JoinType type, String name, double build, double probe) {
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-5s %-24s build %6.1f ms  probe %6.1f ms",
                        type,
                        name,
                        build,
                        probe));
    }

    private static void build(OperatorHarness harness, HashJoinTable table, List<Batch> batches) {
        try (Breaker.Local local = table.openLocal(new TaskContext(harness.context(), 0))) {
            for (Batch batch : batches) {
                local.sink(new StreamElement.Data(batch.withSelection(null)));
            }
            local.combine();
        }
        table.finish().forEach(Runnable::run);
    }

    private static void probe(OperatorHarness harness, HashJoinTable table, List<Batch> batches) {
        Operator.Output output =
                element -> {
                    if (element instanceof StreamElement.Data(Batch batch)) {
                        batch.close();
                    }
                };
        try (Operator.State state = table.probe(null).open(new TaskContext(harness.context(), 0))) {
            for (Batch batch : batches) {
                Progress progress =
                        state.process(new StreamElement.Data(batch.withSelection(null)), output);
                while (progress instanceof Progress.HasOutput) {
                    progress = state.resume(output);
                }
            }
        }
    }

    private static List<Batch> batches(OperatorHarness harness, DataType keyType, long[] keys) {
        LongBatches maker = new LongBatches(harness.context().allocator(), Batch.MAX_ROWS);
        return keyType.equals(DataType.BIGINT)
                ? maker.ofLongs(keys)
                : maker.ofText(
                        keys.length, row -> String.format(Locale.ROOT, "k%011d", keys[(int) row]));
    }
}
