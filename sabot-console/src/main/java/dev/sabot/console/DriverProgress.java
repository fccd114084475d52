package dev.sabot.console;

import dev.sabot.console.output.ProgressBar;
import dev.sabot.jdbc.SabotStatement;
import dev.sabot.jdbc.session.Progress;

import org.jspecify.annotations.Nullable;

import java.sql.Statement;

/// Asks Sabot's driver how far a statement is; other drivers know nothing.
final class DriverProgress {
    private DriverProgress() {}

    /// Returns what the driver says, or null.
    static ProgressBar.@Nullable Reading reading(Statement statement) {
        if (!(statement instanceof SabotStatement sabot)) {
            return null;
        }
        Progress progress = sabot.progress();
        double share = progress.isFractionKnown() ? progress.fraction() : Double.NaN;
        Progress.Stream stream = progress.stream();
        return new ProgressBar.Reading(
                share,
                progress.rowsRead(),
                stream == null
                        ? null
                        : new ProgressBar.StreamReading(
                                stream.rowsPerSecond(),
                                stream.watermarkMicros(),
                                stream.lagMillis()));
    }

    /// Tells whether a statement is known to run until it is cancelled.
    static boolean neverEnds(Statement statement) {
        return statement instanceof SabotStatement sabot && sabot.progress().stream() != null;
    }

    /// Tells whether the result of a statement that runs is known to end.
    static boolean endIsKnown(Statement statement) {
        return !(statement instanceof SabotStatement sabot) || sabot.progress().isFractionKnown();
    }
}
