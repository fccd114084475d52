package dev.sabot.console;

import dev.sabot.console.output.ProgressBar;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Asks Sabot's driver how far a statement is; other drivers know nothing.
final class DriverProgress {
    private final Statement statement;

    DriverProgress(Statement statement) {
        this.statement = statement;
    }

    /// Returns what the driver says, or null.
    ProgressBar.@Nullable Reading reading() {
        return null;
    }

    /// Tells whether the statement's result is known to end.
    static boolean endIsKnown(Statement statement) {
        return true;
    }
}
