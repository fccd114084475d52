package dev.sabot.format.json.decode;

import dev.sabot.format.json.value.FieldIndex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Finds the slots of an object's keys: of the very name, else of one that differs in case alone.
///
/// Keys met before, unknown ones too, are kept with their first and last eight bytes, and each
/// place in an object foretells the key it had last: records of one producer look alike.
///
/// **Threads**: one thread.
final class KeyTable {
    /// What is returned for a key that no slot has.
    static final int UNKNOWN = -1;

    /// What is returned when the text is no JSON.
    static final int MALFORMED = -2;

    private static final int MAX_KEYS = 256;
    private static final int TABLE_MASK = 2 * MAX_KEYS - 1;
    private static final int FORETOLD_MASK = 63;

    private final FieldIndex fields;
    private final byte[][] keys = new byte[MAX_KEYS][];
    private final long[] firstWords = new long[MAX_KEYS];
    private final long[] lastWords = new long[MAX_KEYS];
    private final long[] masks = new long[MAX_KEYS];
    private final int[] lengths = new int[MAX_KEYS];
    private final int[] slots = new int[MAX_KEYS];
    private final short[] table = new short[TABLE_MASK + 1];
    private final short[] foretold = new short[FORETOLD_MASK + 1];
    private final TextBuffer unescaped = new TextBuffer();
    private int numKeys;
    private int end;

    KeyTable(List<String> names) {
        this.fields = new FieldIndex(names, Set.of());
        // no key yet: nothing masked is not zero
        Arrays.fill(firstWords, 1);
        Arrays.fill(table, (short) -1);
    }

    /// Returns the place after the key found last, past its closing quote.
    int end() {
        return end;
    }

    /// Returns the slot of the key at a place, that of its opening quote.
    ///
    /// @param index how many keys the object had before
    int find(Scanner scanner, int at, int index) {
        byte[] bytes = scanner.buffer();
        int start = at + 1;
        int guess = foretold[index & FORETOLD_MASK];
        int length = lengths[guess];
        if (bytes[start + length] == '"'
                && (Scanner.word(bytes, start) & masks[guess]) == firstWords[guess]
                && (length <= 8 || isRestSame(guess, bytes, start, length))) {
            end = start + length + 1;
            return slots[guess];
        }
        return findUnforeseen(scanner, at, index);
    }

    /// Compares what follows the first eight bytes of a key.
    private boolean isRestSame(int key, byte[] bytes, int start, int length) {
        return Scanner.word(bytes, start + length - 8) == lastWords[key]
                && (length <= 16 || isSame(key, bytes, start, length));
    }

    private int findUnforeseen(Scanner scanner, int at, int index) {
        byte[] bytes = scanner.buffer();
        int start = at + 1;
        int place = start;
        long word = Scanner.word(bytes, place);
        long marks = Scanner.specials(word);
        while (marks == 0) {
            place += 8;
            marks = Scanner.specials(Scanner.word(bytes, place));
        }
        place += Long.numberOfTrailingZeros(marks) >>> 3;
        if (bytes[place] != '"') {
            return findUnusual(scanner, at);
        }
        end = place + 1;
        int length = place - start;
        long first = word & mask(length);
        long last = length < 8 ? 0 : Scanner.word(bytes, place - 8);
        return findInTable(bytes, start, new Key(length, first, last), index);
    }

    /// Returns the mask of the first bytes of a word.
    private static long mask(int numBytes) {
        return numBytes >= 8 ? -1L : (1L << (numBytes << 3)) - 1;
    }

    private boolean isSame(int key, byte[] bytes, int start, int length) {
        return Arrays.equals(keys[key], 0, length, bytes, start, start + length);
    }

    private record Key(int length, long first, long last) {}

    private int findInTable(byte[] bytes, int start, Key wanted, int index) {
        long mixed = (wanted.first() * 31 + wanted.last() + wanted.length()) * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & TABLE_MASK;
        int key;
        while ((key = table[at]) >= 0) {
            if (firstWords[key] == wanted.first()
                    && lastWords[key] == wanted.last()
                    && lengths[key] == wanted.length()
                    && isSame(key, bytes, start, wanted.length())) {
                foretold[index & FORETOLD_MASK] = (short) key;
                return slots[key];
            }
            at = at + 1 & TABLE_MASK;
        }
        String name = new String(bytes, start, wanted.length(), StandardCharsets.US_ASCII);
        int slot = fields.find(name);
        if (numKeys < MAX_KEYS) {
            key = numKeys++;
            keys[key] = Arrays.copyOfRange(bytes, start, start + wanted.length());
            firstWords[key] = wanted.first();
            lastWords[key] = wanted.last();
            masks[key] = mask(wanted.length());
            lengths[key] = wanted.length();
            slots[key] = slot;
            table[at] = (short) key;
            foretold[index & FORETOLD_MASK] = (short) key;
        }
        return slot;
    }

    /// Finds a key with escapes or characters past ASCII.
    private int findUnusual(Scanner scanner, int at) {
        unescaped.setUsed(0);
        int place = scanner.copyString(at, unescaped);
        if (place < 0) {
            return MALFORMED;
        }
        end = place;
        return fields.find(
                new String(unescaped.bytes(), 0, unescaped.used(), StandardCharsets.UTF_8));
    }
}
