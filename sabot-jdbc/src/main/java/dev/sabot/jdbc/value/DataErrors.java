package dev.sabot.jdbc.value;

import org.jspecify.annotations.Nullable;

import java.sql.SQLDataException;
import java.sql.SQLException;

/** Makes the exceptions of values that cannot be had as asked. */
public final class DataErrors {
    private static final int SHOWN_CHARACTERS = 80;

    private DataErrors() {}

    /** Returns 22003: the value is beyond the limits of the wanted type. */
    static SQLException outOfRange(Object value, String target) {
        return new SQLDataException(
                "value " + shown(value) + " is out of range for " + target, "22003");
    }

    /** Returns 22018: the text does not spell a value of the wanted type. */
    static SQLException malformed(
            String text, String target, String example, @Nullable Throwable cause) {
        return new SQLDataException(
                "'" + shown(text) + "' is no " + target + "; write it like " + example,
                "22018",
                cause);
    }

    /** Returns 07006: values of this kind never convert to the wanted type. */
    public static SQLException incompatible(Object value, String target) {
        return new SQLException(
                "a value of type "
                        + value.getClass().getSimpleName()
                        + " cannot be had as "
                        + target,
                "07006");
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
