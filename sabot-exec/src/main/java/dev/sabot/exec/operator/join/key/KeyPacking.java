package dev.sabot.exec.operator.join.key;

import org.jspecify.annotations.Nullable;

/// Says how the keys of a row become one 64-bit word, so that rows have equal keys exactly when
/// they have equal words.
///
/// Integer keys are digits of a number whose bases are the ranges seen on the build side:
/// `word = (word * spans[k]) + (value - mins[k])`; a null of a null-safe key is one more digit
/// value. A probe value outside a range has no match. A single key is `value - min`, wrapping,
/// without need of a check. A single DOUBLE is its canonical bits.
///
/// @param spans the number of digit values of each key, null included
/// @param range the number of words there are, or 0 when that is not known to be below 2^62
public record KeyPacking(long[] mins, long[] spans, boolean isDouble, long range) {
    private static final long MAX_RANGE = 1L << 62;

    /// Returns the packing of keys as seen, or null when they do not fit a word.
    public static @Nullable KeyPacking choose(JoinKeys keys, KeyProfile profile) {
        int count = keys.count();
        if (count == 1 && keys.kinds()[0] == KeyKind.DOUBLE && !keys.nullSafe()[0]) {
            return new KeyPacking(new long[1], new long[1], true, 0);
        }
        long[] mins = new long[count];
        long[] spans = new long[count];
        long range = 1;
        for (int key = 0; key < count; key++) {
            if (!profile.isWord(key)) {
                return null;
            }
            mins[key] = profile.hasRange(key) ? profile.min(key) : 0;
            long span = profile.span(key);
            if (span > 0 && keys.nullSafe()[key]) {
                span++;
            }
            boolean fits = span > 0 && span < MAX_RANGE && range <= MAX_RANGE / span;
            if (!fits && (count > 1 || keys.nullSafe()[key])) {
                return null;
            }
            spans[key] = span;
            range = fits ? range * span : 0;
        }
        return new KeyPacking(mins, spans, false, range);
    }
}
