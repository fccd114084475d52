package dev.sabot.connector.datagen;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The options `fields.PATH.NAME` of all columns, and which of them were used.
final class FieldOptions {
    private static final String PREFIX = "fields.";
    static final List<String> NAMES =
            List.of(
                    "kind",
                    "min",
                    "max",
                    "max-past",
                    "length",
                    "var-len",
                    "start",
                    "end",
                    "null-rate");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> used = new HashSet<>();

    FieldOptions(Map<String, String> given) {
        given.forEach((key, value) -> {
            if (isOne(key)) {
                values.put(key, value);
            }
        });
    }

    /// Says whether an option is one of a field.
    static boolean isOne(String key) {
        return key.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /// Returns the value of an option, or null.
    @Nullable String text(String path, String name) {
        String key = PREFIX + path + "." + name;
        used.add(key.toLowerCase(Locale.ROOT));
        return values.get(key);
    }

    static SabotException refused(String path, String name, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '"
                        + PREFIX
                        + path
                        + "."
                        + name
                        + "' is "
                        + allowed
                        + ", not '"
                        + text
                        + "'");
    }

    /// Returns an option's exact number, or null.
    @Nullable BigDecimal number(String path, String name, DataType type) {
        String text = text(path, name);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() <= 100) {
                return new BigDecimal(text.strip());
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw refused(path, name, text, "a number for " + type);
    }

    /// Returns an option's count of something.
    int count(String path, String name, int defaultValue, int max) {
        String text = text(path, name);
        if (text == null) {
            return defaultValue;
        }
        if (text.strip().matches("\\d{1,9}") && Integer.parseInt(text.strip()) <= max) {
            return Integer.parseInt(text.strip());
        }
        throw refused(path, name, text, "a whole number from 0 to " + max);
    }

    boolean flag(String path, String name) {
        String text = text(path, name);
        return switch (text == null ? "false" : text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(path, name, String.valueOf(text), "true or false");
        };
    }

    /// Returns a share from 0 to 1.
    double share(String path, String name) {
        String text = text(path, name);
        if (text == null) {
            return 0;
        }
        if (text.strip().matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
            return Double.parseDouble(text.strip());
        }
        throw refused(path, name, text, "a number from 0 to 1");
    }

    /// Refuses options that no column used.
    ///
    /// **Errors**: OPTION_NOT_ALLOWED.
    void checkAllUsed() {
        for (String key : values.keySet()) {
            if (!used.contains(key.toLowerCase(Locale.ROOT))) {
                throw new SabotException(
                        ErrorCode.OPTION_NOT_ALLOWED,
                        "option '"
                                + key
                                + "' has no effect: there is no such column, or it does not go with"
                                + " the column's type and kind. The options of a column are "
                                + String.join(", ", NAMES));
            }
        }
    }
}
