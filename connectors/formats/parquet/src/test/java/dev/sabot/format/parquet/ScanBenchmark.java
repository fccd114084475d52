package dev.sabot.format.parquet;

import dev.sabot.batch.Batch;
import dev.sabot.batch.PooledMemory;
import dev.sabot.connector.ScanRequest;
import dev.sabot.connector.Source;
import dev.sabot.connector.SplitReader;
import dev.sabot.connector.Table;

import org.apache.arrow.memory.RootAllocator;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/// Times single columns of a table of Parquet files on one thread; run by hand.
///
/// Arguments: a path or glob, then names of columns. Prints the least thread CPU time of several
/// runs.
final class ScanBenchmark {
    private static final int RUNS = 15;

    private ScanBenchmark() {}

    public static void main(String[] arguments) {
        try (RootAllocator allocator = PooledMemory.rootAllocator(Long.MAX_VALUE)) {
            TestContext context = new TestContext(allocator, Batch.MAX_ROWS);
            ParquetFormat format = new ParquetFormat();
            Table table = format.open(context.files().list(arguments[0]), Map.of(), null, context);
            for (int index = 1; index < arguments.length; index++) {
                int column = table.schema().indexOf(arguments[index]);
                long best = Long.MAX_VALUE;
                long rows = 0;
                for (int run = 0; run < RUNS; run++) {
                    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    rows = scan(table, column, context);
                    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                    best = Math.min(best, end - start);
                }
                System.out.printf("%-18s %8.1f ms  %d rows%n", arguments[index], best / 1e6, rows);
            }
        }
    }

    private static long scan(Table table, int column, TestContext context) {
        Source source = table.scan(new ScanRequest(List.of(column), -1));
        long rows = 0;
        for (Source.Split split : source.splits(null, context)) {
            try (SplitReader reader = source.open(split, null, context)) {
                while (!reader.isFinished()) {
                    try (Batch batch = reader.next()) {
                        rows += batch == null ? 0 : batch.numRows();
                    }
                }
            }
        }
        return rows;
    }
}
