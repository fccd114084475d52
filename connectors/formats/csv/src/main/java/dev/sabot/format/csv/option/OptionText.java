package dev.sabot.format.csv.option;

import dev.sabot.connector.Option;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.format.csv.value.DateTimePattern;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Map;

/// Reads the texts of options.
///
/// **Errors**: INVALID_ARGUMENT, naming the option and what it may be.
public final class OptionText {
    private OptionText() {}

    /// Returns the error for a text that an option does not allow.
    public static SabotException refused(Option option, String text, String allowed) {
        return new SabotException(
                ErrorCode.INVALID_ARGUMENT,
                "option '" + option.name() + "' is " + allowed + ", not '" + text + "'");
    }

    /// Returns true or false.
    public static boolean flag(Option option, Map<String, String> given) {
        String text = String.valueOf(option.in(given));
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw refused(option, text, "true or false");
        };
    }

    /// Returns a whole number in a range.
    public static int number(Option option, Map<String, String> given, int min, int max) {
        String text = String.valueOf(option.in(given)).trim();
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            throw refused(option, text, "a whole number");
        }
        throw refused(option, text, "in " + min + ".." + max);
    }

    /// Returns the one character of an option, or null when it is given as empty or not at all.
    public static @Nullable Character character(Option option, Map<String, String> given) {
        String text = option.in(given);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1
                || text.charAt(0) == '\n'
                || text.charAt(0) == '\r'
                || text.charAt(0) == 0
                || Character.isSurrogate(text.charAt(0))) {
            throw refused(option, text, "one character, no line end");
        }
        return text.charAt(0);
    }

    /// Returns the form of dates an option names, or null when it is not given.
    public static @Nullable DateTimePattern pattern(Option option, Map<String, String> given) {
        String text = option.in(given);
        return text == null || text.isEmpty() ? null : DateTimePattern.of(option.name(), text);
    }
}
