package dev.sabot.format.csv;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;

import java.util.Arrays;

/// Holds the fields of one record, quotes removed; used again for each.
final class RecordBuffer {
    /// The most characters of a record.
    static final int MAX_RECORD_CHARS = 16 << 20;

    /// The most fields of a record.
    static final int MAX_FIELDS = 100_000;

    private final String path;
    private char[] chars = new char[1_024];
    private int[] ends = new int[32];
    private boolean[] quoted = new boolean[32];
    private int numFields;
    private int used;
    private long line;

    RecordBuffer(String path) {
        this.path = path;
    }

    /// Empties the buffer for the record that starts on a line, counted from 1.
    void start(long startLine) {
        line = startLine;
        numFields = 0;
        used = 0;
    }

    /// Appends characters to the field under way.
    void add(char[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, chars, used, length);
        used += length;
    }

    /// Ends the field under way.
    void endField(boolean isQuoted) {
        if (numFields == ends.length) {
            if (numFields >= MAX_FIELDS) {
                throw malformed("has more than " + MAX_FIELDS + " fields");
            }
            int capacity = Math.min(MAX_FIELDS, 2 * numFields);
            ends = Arrays.copyOf(ends, capacity);
            quoted = Arrays.copyOf(quoted, capacity);
        }
        ends[numFields] = used;
        quoted[numFields] = isQuoted;
        numFields++;
    }

    private void reserve(int length) {
        if (used + length > chars.length) {
            if (used + length > MAX_RECORD_CHARS) {
                throw malformed(
                        "is longer than 16 Mi characters; a quote may be missing, see the option"
                                + " 'quote'");
            }
            int capacity = Math.max(used + length, 2 * chars.length);
            chars = Arrays.copyOf(chars, Math.min(MAX_RECORD_CHARS, capacity));
        }
    }

    SabotException malformed(String problem) {
        return new SabotException(
                ErrorCode.MALFORMED_FILE, path + ", line " + line + ": the record " + problem);
    }

    /// Returns the line the record starts on, counted from 1.
    long line() {
        return line;
    }

    int numFields() {
        return numFields;
    }

    /// Says whether the record has as many fields as wanted; a delimiter at its end does not
    /// matter.
    boolean hasFields(int wanted) {
        return numFields == wanted || numFields == wanted + 1 && isEmpty(wanted) && !quoted[wanted];
    }

    /// Says whether the record is a line without a character.
    boolean isEmptyLine() {
        return numFields == 0;
    }

    /// Lends the characters of all fields.
    char[] chars() {
        return chars;
    }

    int start(int field) {
        return field == 0 ? 0 : ends[field - 1];
    }

    int end(int field) {
        return ends[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    boolean isEmpty(int field) {
        return start(field) == end(field);
    }

    /// Says whether a field has the characters of a text.
    boolean matches(int field, char[] text) {
        return Arrays.equals(chars, start(field), end(field), text, 0, text.length);
    }

    /// Returns a field as the name of a column: blanks around it count inside quotes only.
    String name(int field) {
        return quoted[field] ? text(field) : text(field).strip();
    }

    String text(int field) {
        return new String(chars, start(field), end(field) - start(field));
    }
}
