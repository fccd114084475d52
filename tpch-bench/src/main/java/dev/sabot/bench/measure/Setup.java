package dev.sabot.bench.measure;

import dev.sabot.bench.query.ScaleFactor;

import java.util.Locale;

/// The conditions of a measurement.
///
/// @param scale the size of the tables
/// @param source where the tables are
/// @param writer who wrote the files
/// @param threads what each engine may use
/// @param warmUps runs of a query before those that count
/// @param runs runs of a query that count, at least 1
public record Setup(
        ScaleFactor scale, Source source, Writer writer, int threads, int warmUps, int runs) {

    @Override
    public String toString() {
        String tables =
                switch (source) {
                    case PARQUET -> "Parquet files written by " + writer;
                    case MEMORY -> "tables in memory";
                };
        return String.format(
                Locale.ROOT,
                "TPC-H SF %s, %s, %d %s, %d warm-up and %d timed %s per query and engine",
                scale,
                tables,
                threads,
                threads == 1 ? "thread" : "threads",
                warmUps,
                runs,
                runs == 1 ? "run" : "runs");
    }
}
