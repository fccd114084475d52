package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.exec.kernel.Comparison;
import dev.sabot.exec.kernel.ConstantText;

/// Compares flat columns of text with a constant; each loop is written out so that the compiler
/// sees one constant comparison, not a call.
///
/// All clear the bits of rows that do not match and leave the others.
final class TextLoops {
    private TextLoops() {}

    /// Keeps rows equal to a text, or different from it when not `wanted`.
    static void keepEqual(
            Column column, ConstantText text, boolean wanted, int numRows, long[] bits) {
        long offsets = column.offsetsAddress();
        long data = column.dataAddress();
        int length = text.length();
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            long kept = 0;
            for (long left = bits[word]; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                long at = offsets + 4L * ((word << 6) + bit);
                int start = Memory.getInt(at);
                boolean isEqual =
                        Memory.getInt(at + 4) - start == length && text.startsAt(data + start);
                kept |= isEqual == wanted ? 1L << bit : 0;
            }
            bits[word] = kept;
        }
    }

    /// Keeps rows for which `row comparison text` holds.
    static void keepOrdered(
            Column column, ConstantText text, Comparison comparison, int numRows, long[] bits) {
        long offsets = column.offsetsAddress();
        long data = column.dataAddress();
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            long kept = 0;
            for (long left = bits[word]; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                long at = offsets + 4L * ((word << 6) + bit);
                int start = Memory.getInt(at);
                int order = text.order(data + start, Memory.getInt(at + 4) - start);
                kept |= comparison.holds(order) ? 1L << bit : 0;
            }
            bits[word] = kept;
        }
    }

    /// Keeps rows that begin, or end, with a text.
    static void keepAffix(
            Column column, ConstantText text, boolean isPrefix, int numRows, long[] bits) {
        long offsets = column.offsetsAddress();
        long data = column.dataAddress();
        int length = text.length();
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            long kept = 0;
            for (long left = bits[word]; left != 0; left &= left - 1) {
                int bit = Long.numberOfTrailingZeros(left);
                long at = offsets + 4L * ((word << 6) + bit);
                int start = Memory.getInt(at);
                int end = Memory.getInt(at + 4);
                boolean isMatch =
                        end - start >= length
                                && text.startsAt(data + (isPrefix ? start : end - length));
                kept |= isMatch ? 1L << bit : 0;
            }
            bits[word] = kept;
        }
    }
}
