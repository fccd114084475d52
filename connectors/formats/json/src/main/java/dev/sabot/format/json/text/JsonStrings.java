package dev.sabot.format.json.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;

/// Writes strings and copies values.
public final class JsonStrings {
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private JsonStrings() {}

    /// Appends a string with its quotes.
    public static void append(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(DIGITS[c >> 4]).append(DIGITS[c & 15]);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /// Appends the value that starts at the parser's token, without blanks, numbers as they were
    /// written; the parser ends at the value's last token.
    public static void copy(StringBuilder out, JsonParser parser) throws IOException {
        int depth = 0;
        boolean needsComma = false;
        JsonToken token = parser.currentToken();
        while (true) {
            boolean isEnd = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
            if (needsComma && !isEnd) {
                out.append(',');
            }
            needsComma = true;
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                out.append(token == JsonToken.START_OBJECT ? '{' : '[');
                needsComma = false;
                depth++;
            } else if (isEnd) {
                out.append(token == JsonToken.END_OBJECT ? '}' : ']');
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                append(out, parser.currentName());
                out.append(':');
                needsComma = false;
            } else if (token == JsonToken.VALUE_STRING) {
                append(out, parser.getText());
            } else {
                out.append(parser.getText());
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    /// Says whether a text is Unicode: each half of a pair has its other half.
    public static boolean isUnicode(String text) {
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || index + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(index + 1))) {
                    return false;
                }
                index++;
            }
        }
        return true;
    }
}
