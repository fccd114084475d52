package dev.sabot.format.json.decode;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Knows the grammar of JSON, over a copy of one record.
///
/// Methods take the place of a value's first byte and return the place after its last one, or
/// [#FAILED] with a [#failure()]. Zero bytes follow the record; as no JSON text has one, every loop
/// ends at the first of them, and eight bytes can be read at any place of the record.
///
/// **Threads**: one thread.
final class Scanner {
    /// What is returned instead of a place when the text is no JSON.
    static final int FAILED = -1;

    /// More than the longest run of bytes that is read without a look at each.
    private static final int PADDING = 64;

    private static final int MAX_DEPTH = 1_000;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int TRUE = 'e' << 24 | 'u' << 16 | 'r' << 8 | 't';
    private static final int NULL = 'l' << 24 | 'l' << 16 | 'u' << 8 | 'n';
    private static final int ALSE = 'e' << 24 | 's' << 16 | 'l' << 8 | 'a';

    private byte[] buffer = new byte[4_096];
    private int limit;

    /// A bit for each value a value is in, innermost last: whether it is an object.
    private final long[] objects = new long[MAX_DEPTH / 64 + 1];

    private @Nullable String failure;

    /// Copies a record; it begins at place 0.
    void load(byte[] bytes, int offset, int length) {
        if (buffer.length < length + PADDING) {
            buffer = new byte[Math.max(length + PADDING, 2 * buffer.length)];
        }
        System.arraycopy(bytes, offset, buffer, 0, length);
        LONGS.set(buffer, length, 0L);
        LONGS.set(buffer, length + 8, 0L);
        limit = length;
        failure = null;
    }

    /// Lends the record with zeros after it.
    byte[] buffer() {
        return buffer;
    }

    /// Returns the length of the record.
    int limit() {
        return limit;
    }

    /// Returns why a method failed, or null.
    @Nullable String failure() {
        return failure;
    }

    /// Notes why the record cannot be read; the first reason stays.
    int fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
        return FAILED;
    }

    /// Notes that the text is no JSON at a place.
    int failAt(int at, String expected) {
        return fail("malformed JSON at byte " + at + ": " + expected);
    }

    /// Reads eight bytes, the first as the lowest.
    static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void putWord(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    /// Marks the bytes of a word that end a run of plain text: quotes, backslashes, control
    /// characters and those past ASCII. Exact up to the first mark.
    static long specials(long word) {
        // a difference has its high bit where the byte is what is looked for, or has it itself
        return ((word ^ 0x2222222222222222L) - ONES
                        | (word ^ 0x5C5C5C5C5C5C5C5CL) - ONES
                        | word - 0x2020202020202020L
                        | word)
                & HIGHS;
    }

    /// Returns the place of the first byte from one on that is no blank.
    int skipBlanks(int at) {
        byte[] bytes = buffer;
        int place = at;
        while (true) {
            byte c = bytes[place];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return place;
            }
            place++;
        }
    }

    /// Reads `null`.
    int skipNull(int at) {
        return (int) INTS.get(buffer, at) == NULL ? at + 4 : failAt(at, "a value is expected");
    }

    /// Reads `true`.
    int skipTrue(int at) {
        return (int) INTS.get(buffer, at) == TRUE ? at + 4 : failAt(at, "a value is expected");
    }

    /// Reads `false`.
    int skipFalse(int at) {
        return (int) INTS.get(buffer, at + 1) == ALSE ? at + 5 : failAt(at, "a value is expected");
    }

    /// Passes over a number.
    int skipNumber(int at) {
        byte[] bytes = buffer;
        int place = bytes[at] == '-' ? at + 1 : at;
        if (bytes[place] == '0') {
            place++;
        } else {
            int first = place;
            place = skipDigits(place);
            if (place == first) {
                return failAt(place, "a value is expected");
            }
        }
        if (bytes[place] == '.') {
            int first = place + 1;
            place = skipDigits(first);
            if (place == first) {
                return failAt(place, "a digit is expected");
            }
        }
        if ((bytes[place] | 0x20) == 'e') {
            place++;
            if (bytes[place] == '+' || bytes[place] == '-') {
                place++;
            }
            int first = place;
            place = skipDigits(first);
            if (place == first) {
                return failAt(place, "a digit is expected");
            }
        }
        return place;
    }

    private int skipDigits(int at) {
        byte[] bytes = buffer;
        int place = at;
        while (bytes[place] >= '0' && bytes[place] <= '9') {
            place++;
        }
        return place;
    }

    /// Passes over a string, from its opening quote on.
    int skipString(int at) {
        byte[] bytes = buffer;
        int place = at + 1;
        while (true) {
            long marks = specials(word(bytes, place));
            if (marks == 0) {
                place += 8;
                continue;
            }
            place += Long.numberOfTrailingZeros(marks) >>> 3;
            byte c = bytes[place];
            if (c == '"') {
                return place + 1;
            }
            if (c == '\\') {
                place = Escapes.skip(this, place);
            } else {
                place = Utf8.skip(this, place);
            }
            if (place < 0) {
                return place;
            }
        }
    }

    /// Appends the text of a string, from its opening quote on, as UTF-8.
    int copyString(int at, TextBuffer out) {
        byte[] bytes = buffer;
        // no string has more bytes than the record; whole words are written, and escapes of an
        // even shorter text
        byte[] target = out.reserve(limit - at + PADDING);
        int place = at + 1;
        int to = out.used();
        while (true) {
            long word = word(bytes, place);
            putWord(target, to, word);
            long marks = specials(word);
            if (marks == 0) {
                place += 8;
                to += 8;
                continue;
            }
            int plain = Long.numberOfTrailingZeros(marks) >>> 3;
            place += plain;
            to += plain;
            byte c = bytes[place];
            if (c == '"') {
                out.setUsed(to);
                return place + 1;
            }
            int end;
            if (c == '\\') {
                end = Escapes.skip(this, place);
                if (end < 0) {
                    return end;
                }
                to = Escapes.decode(bytes, place, target, to);
                if (to < 0) {
                    return fail(
                            "the string has half of a pair of surrogates, which no text can hold");
                }
                // a pair of surrogates is two escapes
                end = Escapes.isHighSurrogate(bytes, place) ? end + 6 : end;
            } else {
                end = Utf8.skip(this, place);
                if (end < 0) {
                    return end;
                }
                for (int from = place; from < end; from++) {
                    target[to++] = bytes[from];
                }
            }
            place = end;
        }
    }

    /// Passes over a value of any kind.
    int skipValue(int at) {
        byte c = buffer[at];
        return c == '{' || c == '[' ? skipNested(at) : skipScalar(at);
    }

    private int skipScalar(int at) {
        return switch (buffer[at]) {
            case '"' -> skipString(at);
            case 't' -> skipTrue(at);
            case 'f' -> skipFalse(at);
            case 'n' -> skipNull(at);
            default -> skipNumber(at);
        };
    }

    private int skipNested(int at) {
        byte[] bytes = buffer;
        int depth = 0;
        int place = at;
        while (true) {
            byte c = bytes[place];
            if (c == '{' || c == '[') {
                if (depth == MAX_DEPTH) {
                    return failAt(place, "it is nested deeper than " + MAX_DEPTH);
                }
                boolean isObject = c == '{';
                setObject(depth++, isObject);
                place = plain(bytes, place + 1);
                if (bytes[place] != (isObject ? '}' : ']')) {
                    place = isObject ? skipKey(place) : place;
                    if (place < 0) {
                        return place;
                    }
                    continue;
                }
                place++;
                depth--;
            } else {
                place = c == '"' ? skipString(place) : skipScalar(place);
            }
            while (true) {
                if (place < 0 || depth == 0) {
                    return place;
                }
                place = plain(bytes, place);
                c = bytes[place];
                boolean isInObject = isObject(depth - 1);
                if (c == ',') {
                    place = plain(bytes, place + 1);
                    place = isInObject ? skipKey(place) : place;
                    if (place < 0) {
                        return place;
                    }
                    break;
                }
                if (c != (isInObject ? '}' : ']')) {
                    return failAt(place, "a comma or the end of the list is expected");
                }
                place++;
                depth--;
            }
        }
    }

    private void setObject(int depth, boolean isObject) {
        if (isObject) {
            objects[depth >>> 6] |= 1L << depth;
        } else {
            objects[depth >>> 6] &= ~(1L << depth);
        }
    }

    private boolean isObject(int depth) {
        return (objects[depth >>> 6] >>> depth & 1) != 0;
    }

    /// Returns the place of the first byte that is no blank, mostly the first.
    private int plain(byte[] bytes, int place) {
        return bytes[place] > ' ' ? place : skipBlanks(place);
    }

    /// Passes over a key and its colon to the value.
    private int skipKey(int at) {
        if (buffer[at] != '"') {
            return failAt(at, "a key is expected");
        }
        int place = skipString(at);
        if (place < 0) {
            return place;
        }
        boolean isPlain = buffer[place] == ':' && buffer[place + 1] > ' ';
        return isPlain ? place + 1 : skipColon(place);
    }

    /// Passes over a colon, with blanks around it.
    int skipColon(int at) {
        int place = skipBlanks(at);
        return buffer[place] == ':' ? skipBlanks(place + 1) : failAt(place, "a colon is expected");
    }
}
