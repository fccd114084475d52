package dev.sabot.console.output;

import org.jspecify.annotations.Nullable;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Draws how far a statement is.
public final class ProgressBar {
    private static final int BAR_COLUMNS = 24;
    private static final double NANOS_PER_SECOND = 1e9;

    /// Below this share the estimate of the end jumps too much to be of use.
    private static final double LEAST_SHARE_FOR_ESTIMATE = 0.02;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private ProgressBar() {}

    /// Returns the line for a statement, such as ` 42% ▕█████     ▏ 1.20 M rows, 3 s, 4 s left`.
    ///
    /// @param reading what the driver says
    /// @param elapsedNanos since the statement began
    /// @param width columns of the terminal; 0 is no limit
    public static String draw(Reading reading, long elapsedNanos, int width) {
        StringBuilder line = new StringBuilder();
        double share = Math.min(1, reading.share());
        if (reading.isShareKnown()) {
            line.append(String.format(Locale.ROOT, "%3d%% ▕", (int) Math.floor(share * 100)));
            appendBar(line, share);
            line.append("▏ ");
        }
        line.append(Amounts.shortCount(reading.numRows())).append(" rows, ");
        StreamReading stream = reading.stream();
        if (stream != null) {
            append(line, stream);
        }
        double elapsedSeconds = elapsedNanos / NANOS_PER_SECOND;
        line.append(Amounts.clock((long) elapsedSeconds));
        if (reading.isShareKnown() && share >= LEAST_SHARE_FOR_ESTIMATE && share < 1) {
            long left = Math.max(1, Math.round(elapsedSeconds * (1 - share) / share));
            line.append(", about ").append(Amounts.clock(left)).append(" left");
        }
        return width > 1 ? TextWidth.fit(line.toString(), width - 1) : line.toString();
    }

    private static void append(StringBuilder line, StreamReading stream) {
        line.append(Amounts.shortCount(Math.round(stream.rowsPerSecond()))).append(" rows/s, ");
        Long watermark = stream.watermarkMicros();
        if (watermark != null) {
            LocalDateTime time =
                    LocalDateTime.ofEpochSecond(
                            Math.floorDiv(watermark, MICROS_PER_SECOND), 0, ZoneOffset.UTC);
            line.append("watermark ")
                    .append(TIME.format(time))
                    .append(", lag ")
                    .append(Amounts.clock(Math.max(0, stream.lagMillis() / 1_000)))
                    .append(", ");
        }
    }

    private static void appendBar(StringBuilder line, double share) {
        int eighths = (int) Math.floor(share * BAR_COLUMNS * 8);
        int full = eighths / 8;
        line.append("█".repeat(full));
        if (full < BAR_COLUMNS) {
            line.append(EIGHTHS.charAt(eighths % 8));
            line.append(" ".repeat(BAR_COLUMNS - full - 1));
        }
    }

    /// What a driver says of a running statement.
    ///
    /// @param share of the work that is done, from 0 to 1; NaN when it is not known
    /// @param numRows rows read so far
    /// @param stream of a statement that never ends, else null
    public record Reading(double share, long numRows, @Nullable StreamReading stream) {
        /// Describes a statement that ends.
        public Reading(double share, long numRows) {
            this(share, numRows, null);
        }

        boolean isShareKnown() {
            return !Double.isNaN(share);
        }
    }

    /// What a driver says of a statement that never ends.
    ///
    /// @param watermarkMicros the event time reached, or null
    /// @param lagMillis how far that is behind the clock
    public record StreamReading(
            double rowsPerSecond, @Nullable Long watermarkMicros, long lagMillis) {}
}
