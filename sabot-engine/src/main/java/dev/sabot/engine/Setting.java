package dev.sabot.engine;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lists the settings of a session; SHOW SETTINGS and the reference page derive from it.
public enum Setting {
    THREADS(
            "threads",
            "The number of threads a statement may use, 1 to 256",
            () -> Integer.toString(Runtime.getRuntime().availableProcessors())) {
        @Override
        public String initialText() {
            return "the number of processors";
        }

        @Override
        String normalize(String value) {
            return integer(value, 1, 256);
        }
    },
    MEMORY_LIMIT(
            "memory_limit",
            "The memory one statement may use: bytes, or a number with kB, MB, GB, KiB, MiB or GiB",
            () -> Long.toString(MachineMemory.defaultLimitBytes())) {
        @Override
        public String initialText() {
            return "60 % of the machine's memory";
        }

        @Override
        String normalize(String value) {
            return Long.toString(parseBytes(value));
        }
    },
    BATCH_ROWS("batch_rows", "The most rows in a batch, 1 to 8192", () -> "8192") {
        @Override
        String normalize(String value) {
            return integer(value, 1, 8192);
        }
    },
    TIME_ZONE(
            "timezone",
            "The time zone TIMESTAMP WITH TIME ZONE values are shown and read in",
            () -> ZoneId.systemDefault().getId()) {
        @Override
        public String initialText() {
            return "that of the machine";
        }

        @Override
        String normalize(String value) {
            try {
                return ZoneId.of(value).getId();
            } catch (DateTimeException e) {
                throw new SabotException(
                        ErrorCode.INVALID_SETTING,
                        "'" + value + "' is no time zone; use a name such as 'Europe/Paris'",
                        e);
            }
        }
    },
    STATEMENT_TIMEOUT(
            "statement_timeout",
            "Milliseconds after which a statement ends with an error; 0 means never",
            () -> "0") {
        @Override
        String normalize(String value) {
            return integer(value, 0, Integer.MAX_VALUE);
        }
    },
    SCALAR_KERNELS(
            "scalar_kernels",
            "Whether kernels run in their scalar form instead of the Vector API",
            () -> "false") {
        @Override
        String normalize(String value) {
            return bool(value);
        }
    },
    ALLOW_UNBOUNDED_STATE(
            "state.allow-unbounded",
            "Whether joins of unbounded input may keep rows for ever",
            () -> "false") {
        @Override
        String normalize(String value) {
            return bool(value);
        }
    },
    FLUSH_INTERVAL(
            "stream.flush-interval",
            "How often the changes of groups that never end are given, such as '100 ms'",
            () -> "100 ms") {
        @Override
        String normalize(String value) {
            return duration(value);
        }
    },
    COMMIT_INTERVAL(
            "stream.commit-interval",
            "How often what a job has written becomes visible, such as '1 s'",
            () -> "1 s") {
        @Override
        String normalize(String value) {
            return duration(value);
        }
    },
    IDLE_GRACE(
            "scan.watermark.idle-grace",
            "How long a split that has caught up holds the watermark back without a row, such as"
                    + " '5 s'",
            () -> "5 s") {
        @Override
        String normalize(String value) {
            return duration(value);
        }
    },
    PLAN_CODEC(
            "plan_codec",
            "Whether every plan is encoded and decoded before it runs, to prove that it can travel",
            () -> "false") {
        @Override
        String normalize(String value) {
            return bool(value);
        }
    },
    DEAD_LETTER_ROWS(
            "dead_letters.max_rows",
            "The most records sabot.system.dead_letters may hold; past it a statement fails",
            () -> "1000000") {
        @Override
        String normalize(String value) {
            return integer(value, 0, Integer.MAX_VALUE);
        }
    },
    DEAD_LETTER_BYTES(
            "dead_letters.max_bytes",
            "The most bytes of records sabot.system.dead_letters may hold, as of memory_limit",
            () -> Long.toString(256L << 20)) {
        @Override
        String normalize(String value) {
            return Long.toString(parseBytes(value));
        }
    },
    DISABLED_RULES(
            "planner.disabled_rules",
            "The planner phases and rules that are left out, separated by commas",
            () -> "") {
        @Override
        String normalize(String value) {
            return value;
        }
    };

    private static final Pattern DURATION = Pattern.compile("\\d{1,12}\\s*(us|ms|s|min|h)?");
    private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]*)");

    private final String key;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // suppliers without state
    private final java.util.function.Supplier<String> initial;

    Setting(String key, String description, java.util.function.Supplier<String> initial) {
        this.key = key;
        this.description = description;
        this.initial = initial;
    }

    /// Returns the name SQL uses.
    public String key() {
        return key;
    }

    public String description() {
        return description;
    }

    /// Returns the value a new session has.
    public String initialValue() {
        return initial.get();
    }

    /// Returns the initial value in words where it depends on the machine.
    public String initialText() {
        return initialValue().isEmpty() ? "empty" : initialValue();
    }

    /// Returns the value in its normal form.
    ///
    /// **Errors**: INVALID_SETTING.
    abstract String normalize(String value);

    /// Returns the setting of a name.
    ///
    /// **Errors**: INVALID_SETTING, naming the nearest one.
    public static Setting named(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String plain = wanted.startsWith("sabot.") ? wanted.substring(6) : wanted;
        for (Setting setting : values()) {
            if (setting.key.equals(plain)) {
                return setting;
            }
        }
        String nearest =
                NearestName.of(plain, java.util.Arrays.stream(values()).map(Setting::key).toList());
        throw new SabotException(
                ErrorCode.INVALID_SETTING,
                "there is no setting '"
                        + name
                        + "'"
                        + (nearest == null
                                ? "; SHOW SETTINGS lists them"
                                : "; did you mean '" + nearest + "'?"));
    }

    private static String integer(String value, long min, long max) {
        try {
            long number = Long.parseLong(value.strip());
            if (number >= min && number <= max) {
                return Long.toString(number);
            }
        } catch (NumberFormatException _) {
            // Reported below with the range.
        }
        throw new SabotException(
                ErrorCode.INVALID_SETTING,
                "'" + value + "' is no whole number from " + min + " to " + max);
    }

    private static String duration(String value) {
        String normal = value.strip().toLowerCase(Locale.ROOT);
        if (DURATION.matcher(normal).matches()) {
            return normal;
        }
        throw new SabotException(
                ErrorCode.INVALID_SETTING,
                "'" + value + "' is no duration; write for example '500 ms', '5 s' or '1 min'");
    }

    private static String bool(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "1", "yes" -> "true";
            case "false", "off", "0", "no" -> "false";
            default ->
                    throw new SabotException(
                            ErrorCode.INVALID_SETTING, "'" + value + "' is neither true nor false");
        };
    }

    private static long parseBytes(String value) {
        Matcher matcher = BYTES.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long unit =
                    switch (matcher.group(2)) {
                        case "", "b" -> 1L;
                        case "kb" -> 1_000L;
                        case "mb" -> 1_000_000L;
                        case "gb" -> 1_000_000_000L;
                        case "tb" -> 1_000_000_000_000L;
                        case "kib" -> 1L << 10;
                        case "mib" -> 1L << 20;
                        case "gib" -> 1L << 30;
                        case "tib" -> 1L << 40;
                        default -> 0L;
                    };
            double bytes = Double.parseDouble(matcher.group(1)) * unit;
            if (bytes >= 1 && bytes <= Long.MAX_VALUE) {
                return (long) bytes;
            }
        }
        throw new SabotException(
                ErrorCode.INVALID_SETTING,
                "'" + value + "' is no amount of memory; write for example '2GB' or '512MiB'");
    }
}
