package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.PredicateKernel;
import dev.sabot.exec.function.RowKernels.TextTextToBoolean;
import dev.sabot.exec.function.Text;

/// Tests each text for another one: as a start, as an end or anywhere.
final class AffixKernel implements PredicateKernel {
    private final TextTextToBoolean test;

    AffixKernel(TextTextToBoolean test) {
        this.test = test;
    }

    @Override
    public void keep(Column[] arguments, int numRows, long[] bits, EvaluationContext context) {
        Column texts = arguments[0];
        Column affixes = arguments[1];
        boolean isFixed = affixes.isConstant();
        Text text = new Text();
        Text affix = new Text();
        if (isFixed && numRows > 0) {
            affix.set(affixes, 0);
        }
        for (int word = 0; word < Bitmap.words(numRows); word++) {
            long left = bits[word];
            long kept = left;
            while (left != 0) {
                int bit = Long.numberOfTrailingZeros(left);
                int row = (word << 6) + bit;
                text.set(texts, row);
                if (!isFixed) {
                    affix.set(affixes, row);
                }
                if (!test.apply(text, affix)) {
                    kept &= ~(1L << bit);
                }
                left &= left - 1;
            }
            bits[word] = kept;
        }
    }
}
