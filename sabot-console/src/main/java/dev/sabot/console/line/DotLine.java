package dev.sabot.console.line;

/// Finds the words of a line that holds a dot command.
final class DotLine {
    private DotLine() {}

    static boolean isDotLine(String line) {
        return line.stripLeading().startsWith(".");
    }

    /// Returns where the word before the cursor begins.
    static int wordStart(String line, int cursor) {
        int start = cursor;
        while (start > 0 && !isBoundary(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isBoundary(char character) {
        return Character.isWhitespace(character) || character == '\'' || character == '"';
    }

    /// Returns the command the cursor is behind, or an empty text when it is in the command itself.
    static String commandBefore(String line, int cursor) {
        String before = line.substring(0, cursor).stripLeading();
        for (int index = 0; index < before.length(); index++) {
            if (Character.isWhitespace(before.charAt(index))) {
                return before.substring(0, index);
            }
        }
        return "";
    }
}
