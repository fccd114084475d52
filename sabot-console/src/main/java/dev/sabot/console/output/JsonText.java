package dev.sabot.console.output;

import dev.sabot.jdbc.value.RowValue;
import dev.sabot.jdbc.value.TextFormat;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes JDBC values as JSON.
final class JsonText {
    private JsonText() {}

    /// Appends a value of the current row.
    static void appendValue(StringBuilder json, Rows rows, int index) throws SQLException {
        switch (rows.columns().get(index).kind()) {
            case NUMBER, BOOLEAN, ARRAY, OBJECT -> append(json, rows.value(index));
            case JSON -> appendJson(json, rows.text(index));
            case TEXT -> appendText(json, rows.text(index));
        }
    }

    private static void appendText(StringBuilder json, @Nullable String text) {
        if (text == null) {
            json.append("null");
        } else {
            appendString(json, text);
        }
    }

    /// Line breaks in JSON stand only between its tokens: blanks keep a value on its line.
    private static void appendJson(StringBuilder json, @Nullable String text) {
        json.append(text == null ? "null" : text.replace('\n', ' ').replace('\r', ' '));
    }

    private static void append(StringBuilder json, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> json.append("null");
            case Double number -> appendDouble(json, number, number.toString());
            case Float number -> appendDouble(json, number, number.toString());
            case BigDecimal number -> json.append(number.toPlainString());
            case Number number -> json.append(number);
            case Boolean bool -> json.append(bool.booleanValue());
            case Array array -> append(json, array.getArray());
            case Object[] elements -> appendArray(json, Arrays.asList(elements));
            case List<?> elements -> appendArray(json, elements);
            case Struct struct -> appendArray(json, Arrays.asList(struct.getAttributes()));
            case RowValue row -> appendMap(json, row.asMap());
            case Map<?, ?> map -> appendMap(json, map);
            default -> appendString(json, textOf(value));
        }
    }

    /// Values inside of others are written as values of columns are; instants in UTC.
    private static String textOf(Object value) {
        boolean isPlain =
                value instanceof Temporal
                        || value instanceof TemporalAmount
                        || value instanceof byte[];
        return isPlain ? TextFormat.UTC.text(value) : value.toString();
    }

    private static void appendDouble(StringBuilder json, double value, String text) {
        if (Double.isFinite(value)) {
            json.append(text);
        } else {
            appendString(json, text);
        }
    }

    private static void appendArray(StringBuilder json, List<?> elements) throws SQLException {
        json.append('[');
        Iterator<?> iterator = elements.iterator();
        while (iterator.hasNext()) {
            append(json, iterator.next());
            json.append(iterator.hasNext() ? "," : "");
        }
        json.append(']');
    }

    private static void appendMap(StringBuilder json, Map<?, ?> map) throws SQLException {
        json.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.append(separator);
            appendString(json, keyOf(entry.getKey()));
            json.append(':');
            append(json, entry.getValue());
            separator = ",";
        }
        json.append('}');
    }

    private static String keyOf(@Nullable Object key) {
        return key == null ? "null" : textOf(key);
    }

    static void appendString(StringBuilder json, String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (character < 0x20) {
                        json.append(String.format("\\u%04x", (int) character));
                    } else {
                        json.append(character);
                    }
                }
            }
        }
        json.append('"');
    }
}
