package dev.sabot.bench.measure;

import java.util.Locale;

/// Where the tables are while queries run.
public enum Source {
    /// In Parquet files, behind views.
    PARQUET,
    /// In tables of the engine, filled from those files first.
    MEMORY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
