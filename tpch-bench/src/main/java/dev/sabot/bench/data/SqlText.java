package dev.sabot.bench.data;

import java.nio.file.Path;

/// Writes paths as SQL literals.
final class SqlText {
    private SqlText() {}

    static String literal(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /// Returns the literal that stands for all Parquet files of a folder.
    static String filesIn(Path folder) {
        return literal(folder.resolve("*.parquet"));
    }
}
