package dev.sabot.sql;

import dev.sabot.error.SourcePosition;

import java.util.Arrays;

/// Turns offsets in a text into lines and columns, which count from 1.
///
/// A line ends at `\n`, `\r` or `\r\n`, as it does for the query parser; a tab is one column.
final class LineMap {
    private final int[] lineStarts;
    private final int length;

    LineMap(String text) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends =
                    c == '\n'
                            || (c == '\r'
                                    && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        lineStarts = Arrays.copyOf(starts, lines);
        length = text.length();
    }

    /// Returns the line of an offset.
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// Returns the column of an offset in its line.
    int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /// Returns the place of the text from `start` to before `end`; an empty one is a single column.
    SourcePosition position(int start, int end) {
        int last = Math.max(start, end - 1);
        return new SourcePosition(line(start), column(start), line(last), column(last));
    }

    /// Returns the offset of a line and column, clamped to the text.
    int offset(int line, int column) {
        int lineIndex = Math.clamp(line, 1, lineStarts.length) - 1;
        return Math.clamp((long) lineStarts[lineIndex] + column - 1, 0, length);
    }
}
