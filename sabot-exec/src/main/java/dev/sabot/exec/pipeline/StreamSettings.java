package dev.sabot.exec.pipeline;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.EvaluationContext;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a statement over unbounded input deals with processing time.
///
/// @param idleGraceMicros how long a split that is caught up gives no row until it is idle
/// @param flushMicros how often changes are given under load
/// @param commitMicros how often a sink commits
public record StreamSettings(long idleGraceMicros, long flushMicros, long commitMicros) {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*([a-z]*)");

    /// Reads the settings of a statement.
    ///
    /// **Errors**: INVALID_SETTING.
    public static StreamSettings of(EvaluationContext context) {
        return new StreamSettings(
                micros(context, "scan.watermark.idle-grace", 5_000_000),
                micros(context, "stream.flush-interval", 100_000),
                micros(context, "stream.commit-interval", 1_000_000));
    }

    private static long micros(EvaluationContext context, String name, long initial) {
        String value = context.setting(name);
        if (value == null) {
            return initial;
        }
        Matcher matcher = DURATION.matcher(value.strip().toLowerCase(Locale.ROOT));
        long unit = matcher.matches() ? unitMicros(matcher.group(2)) : 0;
        if (unit == 0) {
            throw new SabotException(
                    ErrorCode.INVALID_SETTING,
                    "'" + value + "' is no duration for " + name + "; write for example '500 ms'");
        }
        return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    }

    private static long unitMicros(String unit) {
        return switch (unit) {
            case "us" -> 1;
            case "", "ms" -> 1_000;
            case "s" -> 1_000_000;
            case "min" -> 60_000_000;
            case "h" -> 3_600_000_000L;
            default -> 0;
        };
    }
}
