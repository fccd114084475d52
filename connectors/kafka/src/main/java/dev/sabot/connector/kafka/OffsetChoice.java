package dev.sabot.connector.kafka;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says at which offset of each partition reading starts or ends.
sealed interface OffsetChoice {
    /// The oldest record kept.
    record Earliest() implements OffsetChoice {}

    /// The end as it is when the query starts.
    record Latest() implements OffsetChoice {}

    /// Nowhere: reading goes on for ever.
    record Never() implements OffsetChoice {}

    /// What a consumer group has committed.
    record Committed() implements OffsetChoice {}

    /// The first record not before a time.
    record AtTime(long millis) implements OffsetChoice {}

    /// Offsets by partition.
    record Given(Map<Integer, Long> offsets) implements OffsetChoice {}

    Pattern ENTRY = Pattern.compile("\\s*partition:(\\d{1,9}),\\s*offset:(\\d{1,18})\\s*");

    /// Reads the choice that three options make.
    ///
    /// **Errors**: INVALID_ARGUMENT.
    static OffsetChoice of(
            Option mode, Option timestamp, Option specific, Map<String, String> given) {
        String text = String.valueOf(mode.in(given)).toLowerCase(Locale.ROOT);
        boolean isStart = mode.name().contains("startup");
        return switch (text) {
            case "earliest-offset" -> {
                if (!isStart) {
                    throw refused(mode, text);
                }
                yield new Earliest();
            }
            case "unbounded" -> {
                if (isStart) {
                    throw refused(mode, text);
                }
                yield new Never();
            }
            case "latest-offset" -> new Latest();
            case "group-offsets" -> new Committed();
            case "timestamp" -> new AtTime(millis(mode, timestamp, given));
            case "specific-offsets" -> new Given(offsets(mode, specific, given));
            default -> throw refused(mode, text);
        };
    }

    private static SabotException refused(Option mode, String text) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + mode.name() + "' is one of: " + mode.description() + "; not " + text);
    }

    private static String needed(Option mode, Option detail, Map<String, String> given) {
        String text = detail.in(given);
        if (text == null) {
            throw new SabotException(
                    ErrorCode.INVALID_ARGUMENT,
                    "option '"
                            + mode.name()
                            + "' = '"
                            + mode.in(given)
                            + "' needs the option '"
                            + detail.name()
                            + "': "
                            + detail.description());
        }
        return text;
    }

    private static long millis(Option mode, Option timestamp, Map<String, String> given) {
        String text = needed(mode, timestamp, given).strip();
        try {
            long millis = Long.parseLong(text);
            if (millis >= 0) {
                return millis;
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '"
                        + timestamp.name()
                        + "' is "
                        + timestamp.description()
                        + ", not "
                        + text);
    }

    private static Map<Integer, Long> offsets(
            Option mode, Option specific, Map<String, String> given) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String entry : needed(mode, specific, given).split(";")) {
            Matcher matcher = ENTRY.matcher(entry);
            if (!matcher.matches()) {
                throw new SabotException(
                        ErrorCode.INVALID_ARGUMENT,
                        "option '"
                                + specific.name()
                                + "' is "
                                + specific.description()
                                + ", not '"
                                + entry
                                + "'");
            }
            offsets.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2)));
        }
        return offsets;
    }
}
