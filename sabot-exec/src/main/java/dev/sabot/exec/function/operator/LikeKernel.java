package dev.sabot.exec.function.operator;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.Memory;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.exec.kernel.ConstantText;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// Matches LIKE and ILIKE.
///
/// A `%part%` pattern over a flat column searches the bytes of all rows at once and maps hits back
/// to rows; a hit across a row's end is none.
final class LikeKernel implements PredicateKernel {
    private static final int NO_ESCAPE = -1;

    private final boolean ignoresCase;
    private final @Nullable LikePattern constant;
    private final ColumnKernels kernels;

    LikeKernel(boolean ignoresCase, List<@Nullable Object> constants, ColumnKernels kernels) {
        this.ignoresCase = ignoresCase;
        this.kernels = kernels;
        boolean isKnown = constants.get(1) instanceof String;
        if (constants.size() > 2) {
            isKnown &= constants.get(2) instanceof String;
        }
        Object escape = constants.size() > 2 ? constants.get(2) : null;
        constant = isKnown ? pattern((String) constants.get(1), (String) escape) : null;
    }

    private LikePattern pattern(@Nullable String pattern, @Nullable String escape) {
        int character = NO_ESCAPE;
        if (escape != null) {
            int[] characters = escape.codePoints().toArray();
            if (characters.length > 1) {
                throw new SabotException(
                        ErrorCode.INVALID_ARGUMENT,
                        "ESCAPE takes one character, not '" + escape + "'");
            }
            character = characters.length == 0 ? NO_ESCAPE : characters[0];
        }
        return new LikePattern(pattern == null ? "" : pattern, character, ignoresCase);
    }

    @Override
    public void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context) {
        if (constant == null) {
            keepVarying(arguments, numRows, bits);
            return;
        }
        Column values = arguments[0];
        boolean isDense = Bitmap.count(bits, numRows) >= numRows >>> 2;
        if (values.isFlat() && constant.isSearch() && isDense) {
            keepFound(values, constant.searchParts(), numRows, bits);
            return;
        }
        ConstantText only = constant.onlyPart();
        if (values.isFlat() && only != null) {
            if (!constant.startsOpen() && !constant.endsOpen()) {
                TextLoops.keepEqual(values, only, true, numRows, bits);
            } else {
                TextLoops.keepAffix(values, only, constant.endsOpen(), numRows, bits);
            }
            return;
        }
        LikePattern pattern = constant;
        Text text = new Text();
        ActiveRows.keep(
                numRows,
                bits,
                row -> {
                    text.set(values, row);
                    return pattern.matches(text, kernels);
                });
    }

    /// Searches the bytes of all rows; null rows have bytes too (usually none), which is harmless.
    private void keepFound(Column values, List<ConstantText> parts, int numRows, long[] bits) {
        long offsets = values.offsetsAddress();
        long data = values.dataAddress();
        long end = data + Memory.getInt(offsets + 4L * numRows);
        long from = data + Memory.getInt(offsets);
        ConstantText first = parts.get(0);
        long[] found = new long[bits.length];
        int row = 0;
        while (true) {
            long hit = kernels.find(from, end, first);
            if (hit < 0) {
                break;
            }
            while (data + Memory.getInt(offsets + 4L * (row + 1)) <= hit) {
                row++;
            }
            long rowEnd = data + Memory.getInt(offsets + 4L * (row + 1));
            if (hit + first.length() > rowEnd) {
                from = hit + 1;
                continue;
            }
            if (hasRest(parts, hit + first.length(), rowEnd)) {
                Bitmap.set(found, row);
            }
            from = rowEnd;
        }
        for (int word = 0; word < bits.length; word++) {
            bits[word] &= found[word];
        }
    }

    private boolean hasRest(List<ConstantText> parts, long from, long end) {
        long at = from;
        for (int part = 1; part < parts.size(); part++) {
            long hit = kernels.find(at, end, parts.get(part));
            if (hit < 0) {
                return false;
            }
            at = hit + parts.get(part).length();
        }
        return true;
    }

    /// Compiles each new pattern; runs of the same pattern compile once.
    private void keepVarying(Column[] arguments, int numRows, long[] bits) {
        Text text = new Text();
        Text patternText = new Text();
        LikePattern[] last = new LikePattern[1];
        @Nullable String[] lastText = new @Nullable String[2];
        ActiveRows.keep(
                numRows,
                bits,
                row -> {
                    patternText.set(arguments[1], row);
                    String pattern = patternText.toString();
                    String escape = arguments.length > 2 ? arguments[2].getString(row) : null;
                    boolean isSame =
                            pattern.equals(lastText[0]) && Objects.equals(escape, lastText[1]);
                    if (!isSame) {
                        last[0] = pattern(pattern, escape);
                        lastText[0] = pattern;
                        lastText[1] = escape;
                    }
                    text.set(arguments[0], row);
                    return last[0].matches(text, kernels);
                });
    }
}
