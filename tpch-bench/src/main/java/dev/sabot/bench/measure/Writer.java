package dev.sabot.bench.measure;

import java.util.Locale;

/// Who writes the Parquet files.
public enum Writer {
    DUCKDB,
    SABOT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
