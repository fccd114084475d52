package dev.sabot.console;

import java.nio.file.Path;

/// Something the command line asks to run.
sealed interface ScriptSource {
    /// The text of `-c`.
    record Inline(String sql) implements ScriptSource {}

    /// The file of `-f`.
    record File(Path path) implements ScriptSource {}
}
