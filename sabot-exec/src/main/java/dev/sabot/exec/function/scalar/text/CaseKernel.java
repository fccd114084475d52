package dev.sabot.exec.function.scalar.text;

import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.RowKernels;
import dev.sabot.exec.function.Text;
import dev.sabot.exec.function.TextWriter;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Turns texts to lower or upper case; eight bytes at a time where all are ASCII.
final class CaseKernel implements Kernel {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final boolean isUpper;
    private final long fromFirst;
    private final long pastLast;
    private final Kernel byRow;

    CaseKernel(boolean isUpper) {
        this.isUpper = isUpper;
        char first = isUpper ? 'a' : 'A';
        // Added to an ASCII byte, these carry into its high bit from the first and past the last
        // letter on.
        fromFirst = (0x80 - first) * ONES;
        pastLast = (0x80 - (first + 26)) * ONES;
        byRow =
                RowKernels.textToText(this::convert)
                        .kernel(List.of(DataType.VARCHAR), DataType.VARCHAR, List.of());
    }

    @Override
    public Column evaluate(
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Column column = arguments[0];
        boolean isDense = column.isFlat() && (active == null || 2 * active.count() >= numRows);
        if (!isDense || !FlatText.isAscii(column, numRows)) {
            return byRow.evaluate(arguments, numRows, active, context);
        }
        int numBytes = FlatText.numBytes(column, numRows);
        try (ColumnWriter writer = ColumnWriter.varlen(context.allocator(), numRows, numBytes)) {
            convertAscii(FlatText.start(column), writer.dataAddress(), numBytes);
            long from = column.offsetsAddress();
            long to = writer.offsetsAddress();
            int first = Memory.getInt(from);
            for (int row = 1; row <= numRows; row++) {
                Memory.putInt(to + 4L * row, Memory.getInt(from + 4L * row) - first);
            }
            return writer.finish();
        }
    }

    private void convertAscii(long from, long to, int numBytes) {
        int index = 0;
        for (; index + 8 <= numBytes; index += 8) {
            Memory.putLong(to + index, convertWord(Memory.getLong(from + index)));
        }
        for (; index < numBytes; index++) {
            byte converted = (byte) convertWord(Memory.getByte(from + index));
            Memory.putByte(to + index, converted);
        }
    }

    /// Flips bit 0x20 of the letters among eight ASCII bytes.
    private long convertWord(long bytes) {
        long isLetter = (bytes + fromFirst) & ~(bytes + pastLast) & HIGH_BITS;
        return bytes ^ isLetter >>> 2;
    }

    private void convert(Text text, TextWriter result) {
        if (text.isAscii()) {
            long to = result.reserve(text.length());
            convertAscii(text.address(), to, text.length());
            result.advance(text.length());
            return;
        }
        for (int index = 0; index < text.length(); index += text.characterBytes(index)) {
            int character = text.codePointAt(index);
            result.appendCodePoint(
                    isUpper ? Character.toUpperCase(character) : Character.toLowerCase(character));
        }
    }
}
