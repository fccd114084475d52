package dev.sabot.connector.kafka;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.Schema;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The options of one table; the names are Flink's.
///
/// @param given all options as they were written
/// @param group the consumer group whose offsets may be asked for, or null
/// @param reset where to start when the group has none: earliest, latest or none
/// @param key the format of keys, or null when they are not read or written
/// @param keyFields the indexes of the columns that keys hold
/// @param keyPrefix what the names of those columns have before the names in the key
/// @param valueHasKey whether values hold those columns too
record KafkaOptions(
        Map<String, String> given,
        List<String> topics,
        @Nullable String group,
        String reset,
        OffsetChoice start,
        OffsetChoice end,
        FormatChoice value,
        @Nullable FormatChoice key,
        List<Integer> keyFields,
        String keyPrefix,
        boolean valueHasKey,
        ErrorPolicy onError) {
    static final Option SERVERS =
            text("properties.bootstrap.servers", "the brokers to ask first, host:port, …", null);
    private static final Option TOPIC = text("topic", "the topic; several, parted by ;", null);
    private static final Option GROUP =
            text("properties.group.id", "the consumer group of group-offsets", null);
    private static final Option RESET =
            text(
                    "properties.auto.offset.reset",
                    "where group-offsets starts without offsets: earliest, latest or none",
                    "none");
    private static final Option START =
            text(
                    "scan.startup.mode",
                    "earliest-offset, latest-offset, group-offsets, timestamp, specific-offsets",
                    "earliest-offset");
    private static final Option START_OFFSETS =
            text(
                    "scan.startup.specific-offsets",
                    "like partition:0,offset:42;partition:1,offset:300",
                    null);
    private static final Option START_TIME =
            text("scan.startup.timestamp-millis", "milliseconds since 1970 UTC", null);
    private static final Option END =
            text(
                    "scan.bounded.mode",
                    "unbounded, latest-offset, group-offsets, timestamp, specific-offsets",
                    "unbounded");
    private static final Option END_OFFSETS =
            text(
                    "scan.bounded.specific-offsets",
                    "like partition:0,offset:42;partition:1,offset:300",
                    null);
    private static final Option END_TIME =
            text("scan.bounded.timestamp-millis", "milliseconds since 1970 UTC", null);
    private static final Option FORMAT = text("format", "the format of values", null);
    private static final Option VALUE_FORMAT = text("value.format", "the format of values", null);
    private static final Option KEY_FORMAT = text("key.format", "the format of keys", null);
    private static final Option KEY_FIELDS =
            text("key.fields", "the columns that keys hold, parted by ;", null);
    private static final Option KEY_PREFIX =
            text("key.fields-prefix", "what their names have before the names in keys", "");
    private static final Option FIELDS_INCLUDE =
            text(
                    "value.fields-include",
                    "whether values hold those columns too: ALL or EXCEPT_KEY",
                    "ALL");
    private static final Option GUARANTEE =
            text("sink.delivery-guarantee", "at-least-once", "at-least-once");
    private static final Option ON_ERROR =
            text(
                    "on-error",
                    "what becomes of records that cannot be decoded: dead-letter, fail or skip",
                    "dead-letter");

    private static Option text(String name, String description, @Nullable String defaultValue) {
        return new Option(name, TypeKind.VARCHAR, description, defaultValue);
    }

    /// Declares all options.
    static List<Option> declared() {
        List<Option> all =
                new ArrayList<>(
                        List.of(
                                TOPIC,
                                SERVERS,
                                GROUP,
                                RESET,
                                START,
                                START_OFFSETS,
                                START_TIME,
                                END,
                                END_OFFSETS,
                                END_TIME,
                                FORMAT,
                                VALUE_FORMAT,
                                KEY_FORMAT,
                                KEY_FIELDS,
                                KEY_PREFIX,
                                FIELDS_INCLUDE,
                                GUARANTEE,
                                ON_ERROR));
        all.addAll(ClientProperties.options());
        all.addAll(FormatChoice.declare("", "value.", "key."));
        return all;
    }

    /// Reads the options of a table.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED, INVALID_ARGUMENT, UNSUPPORTED.
    static KafkaOptions of(Map<String, String> options, Schema schema) {
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(options);
        given.remove("connector");
        refuseKnown(given);
        Option.check("connector kafka", declared(), given);
        needed(SERVERS, given);
        checkGuarantee(given);
        List<String> topics = names(needed(TOPIC, given));
        if (topics.isEmpty()) {
            throw invalid(TOPIC, "names no topic");
        }
        String format = FORMAT.in(given);
        String valueFormat = VALUE_FORMAT.in(given);
        if ((format == null) == (valueFormat == null)) {
            throw invalid(FORMAT, "or 'value.format' is needed, and only one of them");
        }
        FormatChoice value =
                FormatChoice.of(
                        format == null ? String.valueOf(valueFormat) : format, given, "", "value.");
        String keyFormat = KEY_FORMAT.in(given);
        List<Integer> keyFields = keyFields(given, schema);
        if ((keyFormat == null) != keyFields.isEmpty()) {
            throw invalid(KEY_FORMAT, "and 'key.fields' are given together");
        }
        OffsetChoice start = OffsetChoice.of(START, START_TIME, START_OFFSETS, given);
        OffsetChoice end = OffsetChoice.of(END, END_TIME, END_OFFSETS, given);
        String group = GROUP.in(given);
        if (group == null
                && (start instanceof OffsetChoice.Committed
                        || end instanceof OffsetChoice.Committed)) {
            throw invalid(GROUP, "is needed for group-offsets");
        }
        return new KafkaOptions(
                given,
                topics,
                group,
                reset(given),
                start,
                end,
                value,
                keyFormat == null ? null : FormatChoice.of(keyFormat, given, "key."),
                keyFields,
                String.valueOf(KEY_PREFIX.in(given)),
                valueHasKey(given),
                ErrorPolicy.of(String.valueOf(ON_ERROR.in(given))));
    }

    /// Refuses what is known elsewhere, with what to write here.
    private static void refuseKnown(Map<String, String> given) {
        for (String key : given.keySet()) {
            String name = key.toLowerCase(Locale.ROOT);
            if (name.endsWith(".ignore-parse-errors")) {
                throw new SabotException(
                        ErrorCode.OPTION_NOT_ALLOWED,
                        "option '"
                                + key
                                + "' is not supported: records that cannot be decoded go to"
                                + " sabot.system.dead_letters, or are left out with 'on-error' ="
                                + " 'skip'");
            }
            boolean isKnown =
                    declared().stream().anyMatch(option -> option.name().equalsIgnoreCase(name));
            if (name.startsWith(ClientProperties.PREFIX) && !isKnown) {
                throw new SabotException(
                        ErrorCode.OPTION_NOT_ALLOWED,
                        "option '"
                                + key
                                + "' is not among the settings of Kafka's clients that SQL may"
                                + " give; sabot.system.connectors lists them");
            }
        }
    }

    private static SabotException invalid(Option option, String what) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "connector kafka: option '"
                        + option.name()
                        + "' "
                        + what
                        + " ("
                        + option.description()
                        + ")");
    }

    private static String needed(Option option, Map<String, String> given) {
        String text = option.in(given);
        if (text == null || text.isBlank()) {
            throw invalid(option, "is needed");
        }
        return text;
    }

    private static List<String> names(String text) {
        return java.util.Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static void checkGuarantee(Map<String, String> given) {
        String text = String.valueOf(GUARANTEE.in(given)).toLowerCase(Locale.ROOT);
        if (!text.equals("at-least-once")) {
            throw new SabotException(
                    ErrorCode.UNSUPPORTED,
                    "option 'sink.delivery-guarantee' = '"
                            + text
                            + "' is not supported; 'at-least-once' is");
        }
    }

    private static String reset(Map<String, String> given) {
        String text = String.valueOf(RESET.in(given)).toLowerCase(Locale.ROOT);
        if (!List.of("earliest", "latest", "none").contains(text)) {
            throw invalid(RESET, "is not '" + text + "'");
        }
        return text;
    }

    private static List<Integer> keyFields(Map<String, String> given, Schema schema) {
        List<Integer> columns = new ArrayList<>();
        String fields = KEY_FIELDS.in(given);
        for (String name : names(fields == null ? "" : fields)) {
            int column = schema.indexOf(name);
            if (column < 0) {
                throw new SabotException(
                        ErrorCode.UNKNOWN_COLUMN,
                        "option 'key.fields' names '" + name + "', which is no column");
            }
            String prefix = String.valueOf(KEY_PREFIX.in(given));
            if (!name.startsWith(prefix)) {
                throw invalid(KEY_PREFIX, "'" + prefix + "' does not begin the column " + name);
            }
            columns.add(column);
        }
        return columns;
    }

    private static boolean valueHasKey(Map<String, String> given) {
        String text = String.valueOf(FIELDS_INCLUDE.in(given)).toUpperCase(Locale.ROOT);
        return switch (text) {
            case "ALL" -> true;
            case "EXCEPT_KEY" -> false;
            default -> throw invalid(FIELDS_INCLUDE, "is not '" + text + "'");
        };
    }

    /// Returns the brokers to ask first.
    String servers() {
        return String.valueOf(SERVERS.in(given));
    }

    /// Says whether a column is read from keys; else it is read from values.
    boolean isInKeyOnly(int column) {
        return !valueHasKey && keyFields.contains(column);
    }
}
