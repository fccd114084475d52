package dev.sabot.bench.measure;

import java.util.Locale;

/// An engine that can be measured; all are reached over JDBC in this process.
public enum EngineKind {
    SABOT("jdbc:sabot:"),
    DUCKDB("jdbc:duckdb:");

    private final String url;

    EngineKind(String url) {
        this.url = url;
    }

    public String url() {
        return url;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
