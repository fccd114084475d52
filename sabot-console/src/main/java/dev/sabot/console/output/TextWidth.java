package dev.sabot.console.output;

import org.jline.utils.WCWidth;

/// Measures and cuts text by the columns it takes on a terminal.
///
/// **Units**: columns; East Asian wide characters and most emoji take two, combining marks none,
/// and a sequence joined by U+200D takes the columns of its first part.
public final class TextWidth {
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    /// Returns the columns a text takes.
    public static int of(String text) {
        int width = 0;
        int previous = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            width += of(codePoint, previous);
            previous = codePoint;
            index += Character.charCount(codePoint);
        }
        return width;
    }

    private static int of(int codePoint, int previous) {
        if (codePoint >= 0x20 && codePoint < 0x7f) {
            return 1;
        }
        if (previous == ZERO_WIDTH_JOINER || isZeroWidth(codePoint)) {
            return 0;
        }
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    private static boolean isZeroWidth(int codePoint) {
        return codePoint == ZERO_WIDTH_JOINER
                || (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
                || (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff);
    }

    /// Cuts a text to a width, with an ellipsis as its last column when something is missing.
    public static String fit(String text, int width) {
        if (text.length() <= width && isAscii(text) || of(text) <= width) {
            return text;
        }
        if (width <= 0) {
            return "";
        }
        int used = 0;
        int previous = 0;
        int end = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            int columns = of(codePoint, previous);
            if (used + columns > width - 1) {
                break;
            }
            used += columns;
            previous = codePoint;
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + ELLIPSIS;
    }

    private static boolean isAscii(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    /// Pads with blanks at the right.
    public static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /// Pads with blanks at the left.
    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }

    /// Makes control characters visible, so that a value cannot move the cursor, colour the
    /// terminal or turn the direction of the text around it.
    public static String visible(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (isControl(text.charAt(index))) {
                return escape(text, index);
            }
        }
        return text;
    }

    private static String escape(String text, int from) {
        StringBuilder escaped = new StringBuilder(text.length() + 8).append(text, 0, from);
        for (int index = from; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (isControl(character)) {
                        escaped.append(String.format("\\u%04x", (int) character));
                    } else {
                        escaped.append(character);
                    }
                }
            }
        }
        return escaped.toString();
    }

    private static boolean isControl(char character) {
        return character < 0x20
                || (character >= 0x7f && character < 0xa0)
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069);
    }
}
