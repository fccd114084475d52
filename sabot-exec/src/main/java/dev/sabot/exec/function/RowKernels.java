package dev.sabot.exec.function;

import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.exec.expression.EvaluationContext;
import dev.sabot.exec.function.Signatures.KernelFactory;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Makes kernels of row lambdas: each adapter loops over the active rows of arguments of any
/// encoding.
///
/// "Long" is every type stored as an integer (integers, dates, times, timestamps, intervals;
/// results outside the result type's range are OVERFLOW), "Double" is REAL and DOUBLE, "Text" is
/// VARCHAR and VARBINARY. Whatever has no adapter of its own (nullable results, more arguments,
/// DECIMAL, nested types, the time zone) is written with [#row].
///
/// **Nulls**: the adapters are for [NullRule#PROPAGATE], save [#row], where a lambda may ask.
public final class RowKernels {
    private RowKernels() {}

    /// Computes one row; see [Row] and [RowResult].
    @FunctionalInterface
    public interface RowFunction {
        void apply(Row row, RowResult result);
    }

    @FunctionalInterface
    public interface LongUnary {
        long apply(long value);
    }

    @FunctionalInterface
    public interface LongBinary {
        long apply(long first, long second);
    }

    @FunctionalInterface
    public interface DoubleUnary {
        double apply(double value);
    }

    @FunctionalInterface
    public interface DoubleBinary {
        double apply(double first, double second);
    }

    @FunctionalInterface
    public interface TextToLong {
        long apply(Text text);
    }

    @FunctionalInterface
    public interface TextToBoolean {
        boolean apply(Text text);
    }

    @FunctionalInterface
    public interface TextTextToLong {
        long apply(Text first, Text second);
    }

    @FunctionalInterface
    public interface TextTextToBoolean {
        boolean apply(Text first, Text second);
    }

    @FunctionalInterface
    public interface TextToText {
        void apply(Text text, TextWriter result);
    }

    @FunctionalInterface
    public interface TextTextToText {
        void apply(Text first, Text second, TextWriter result);
    }

    @FunctionalInterface
    public interface TextLongToText {
        void apply(Text text, long number, TextWriter result);
    }

    @FunctionalInterface
    public interface TextLongLongToText {
        void apply(Text text, long first, long second, TextWriter result);
    }

    @FunctionalInterface
    public interface LongToText {
        void apply(long value, TextWriter result);
    }

    /// Adapts a lambda over all arguments and any result type.
    public static KernelFactory row(RowFunction function) {
        return (_, type, _) ->
                (arguments, numRows, active, context) ->
                        rows(function, type, arguments, numRows, active, context);
    }

    private static Column rows(
            RowFunction function,
            DataType type,
            Column[] arguments,
            int numRows,
            @Nullable Selection active,
            EvaluationContext context) {
        Row row = new Row(arguments, context);
        long @Nullable [] bits = active == null ? null : active.bitmap(numRows);
        try (RowResult result = new RowResult(type, numRows, context.allocator())) {
            boolean needsEveryRow = result.needsEveryRow();
            for (int index = 0; index < numRows; index++) {
                boolean isActive = bits == null || Bitmap.get(bits, index);
                if (!isActive && !needsEveryRow) {
                    continue;
                }
                result.move(index);
                if (isActive) {
                    row.move(index);
                    function.apply(row, result);
                }
                result.endRow();
            }
            return result.finish();
        }
    }

    /// Adapts integer to integer of any width.
    public static KernelFactory longUnary(LongUnary function) {
        return row((row, result) -> result.setLong(function.apply(row.getLong(0))));
    }

    /// Adapts two integers to an integer of any width.
    public static KernelFactory longBinary(LongBinary function) {
        return row((row, result) -> result.setLong(function.apply(row.getLong(0), row.getLong(1))));
    }

    /// Adapts number to number; arguments and result are REAL or DOUBLE.
    public static KernelFactory doubleUnary(DoubleUnary function) {
        return (_, type, _) ->
                (arguments, numRows, active, context) -> {
                    if (!isFlatDouble(type, arguments[0])) {
                        return rows(
                                (row, result) -> result.setDouble(function.apply(row.getDouble(0))),
                                type,
                                arguments,
                                numRows,
                                active,
                                context);
                    }
                    try (ColumnWriter writer =
                            ColumnWriter.fixed(context.allocator(), Layout.FLOAT64, numRows)) {
                        long from = arguments[0].dataAddress();
                        long to = writer.dataAddress();
                        int[] rows = active == null ? null : active.indexes(numRows);
                        int count = active == null ? numRows : active.count();
                        for (int index = 0; index < count; index++) {
                            long offset = 8L * (rows == null ? index : rows[index]);
                            double value = Memory.getDouble(from + offset);
                            Memory.putDouble(to + offset, function.apply(value));
                        }
                        return writer.finish();
                    }
                };
    }

    private static boolean isFlatDouble(DataType type, Column argument) {
        return type.layout() == Layout.FLOAT64
                && argument.isFlat()
                && argument.layout() == Layout.FLOAT64;
    }

    /// Adapts two numbers to a number; arguments and result are REAL or DOUBLE.
    public static KernelFactory doubleBinary(DoubleBinary function) {
        return row((row, result) ->
                result.setDouble(function.apply(row.getDouble(0), row.getDouble(1))));
    }

    public static KernelFactory textToLong(TextToLong function) {
        return row((row, result) -> result.setLong(function.apply(row.text(0))));
    }

    public static KernelFactory textToBoolean(TextToBoolean function) {
        return row((row, result) -> result.setBoolean(function.apply(row.text(0))));
    }

    public static KernelFactory textTextToLong(TextTextToLong function) {
        return row((row, result) -> result.setLong(function.apply(row.text(0), row.text(1))));
    }

    public static KernelFactory textTextToBoolean(TextTextToBoolean function) {
        return row((row, result) -> result.setBoolean(function.apply(row.text(0), row.text(1))));
    }

    public static KernelFactory textToText(TextToText function) {
        return row((row, result) -> function.apply(row.text(0), result.text()));
    }

    public static KernelFactory textTextToText(TextTextToText function) {
        return row((row, result) -> function.apply(row.text(0), row.text(1), result.text()));
    }

    public static KernelFactory textLongToText(TextLongToText function) {
        return row((row, result) -> function.apply(row.text(0), row.getLong(1), result.text()));
    }

    public static KernelFactory textLongLongToText(TextLongLongToText function) {
        return row((row, result) ->
                function.apply(row.text(0), row.getLong(1), row.getLong(2), result.text()));
    }

    public static KernelFactory longToText(LongToText function) {
        return row((row, result) -> function.apply(row.getLong(0), result.text()));
    }
}
