package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Bitmap;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Puts output batches of a join together, for one task. Probe columns are shared with the input
/// batch where every row remains once, and gathered else.
///
/// **Ownership**: arguments are lent, results are owned by the caller.
///
/// **Threads**: one.
final class JoinOutput implements AutoCloseable {
    /// Columns are gathered when fewer than one row in so many remains.
    private static final int COMPACT_BELOW = 2;

    private final BuildRows build;
    private final BufferAllocator allocator;
    private final NullConstants nulls;
    private final int numRight;

    JoinOutput(BuildRows build, List<DataType> rightTypes, BufferAllocator allocator) {
        this.build = build;
        this.allocator = allocator;
        this.numRight = rightTypes.size();
        this.nulls = new NullConstants(rightTypes, allocator);
    }

    /// Returns one row per pair.
    Batch pairs(Batch probe, Pairs pairs) {
        int[] probeRows = pairs.coversOnce(probe.numRows()) ? null : pairs.probe;
        return gather(probe, probeRows, pairs.build, pairs.count);
    }

    private Batch gather(Batch probe, int @Nullable [] probeRows, int[] buildRows, int count) {
        try (OwnedColumns columns = new OwnedColumns(probe.numColumns() + numRight)) {
            for (int index = 0; index < probe.numColumns(); index++) {
                Column column = probe.column(index);
                columns.add(
                        probeRows == null
                                ? column.retain()
                                : Gather.gather(column, probeRows, count, allocator));
            }
            for (int index = 0; index < numRight; index++) {
                columns.add(Gather.gather(build.column(index), buildRows, count, allocator));
            }
            Column weights = weights(probe, probeRows, buildRows, count);
            return new Batch(count, columns.take(), null, weights);
        }
    }

    /// Returns the probe rows that have a match, each once.
    ///
    /// @param found the build row of each probe row, or -1
    /// @return null when there are none
    @Nullable Batch single(Batch probe, int[] found) {
        int numRows = probe.numRows();
        int count = 0;
        for (int row = 0; row < numRows; row++) {
            count += ~found[row] >>> 31;
        }
        if (count == 0) {
            return null;
        }
        if (count == numRows) {
            return gather(probe, null, found, count);
        }
        if (count * COMPACT_BELOW < numRows) {
            return compact(probe, found, count);
        }
        long[] matched = new long[Bitmap.words(numRows)];
        int[] clamped = new int[numRows];
        for (int row = 0; row < numRows; row++) {
            if (found[row] >= 0) {
                matched[row >>> 6] |= 1L << row;
                clamped[row] = found[row];
            }
        }
        try (OwnedColumns columns = new OwnedColumns(probe.numColumns() + numRight)) {
            for (Column column : probe.columns()) {
                columns.add(column.retain());
            }
            for (int index = 0; index < numRight; index++) {
                columns.add(Gather.gather(build.column(index), clamped, numRows, allocator));
            }
            Column weights = weights(probe, null, found, numRows);
            Selection selection = new Selection.Bits(matched, count);
            return new Batch(numRows, columns.take(), selection, weights);
        }
    }

    private Batch compact(Batch probe, int[] found, int count) {
        int[] probeRows = new int[count];
        int[] buildRows = new int[count];
        int at = 0;
        for (int row = 0; row < probe.numRows(); row++) {
            if (found[row] >= 0) {
                probeRows[at] = row;
                buildRows[at++] = found[row];
            }
        }
        return gather(probe, probeRows, buildRows, count);
    }

    /// Returns all selected probe rows, with nulls where there is no match.
    ///
    /// @param found the build row of each probe row, or -1
    Batch outer(Batch probe, int[] found) {
        int numRows = probe.numRows();
        boolean isAnyFound = false;
        for (int row = 0; row < numRows; row++) {
            isAnyFound |= found[row] >= 0;
        }
        if (!isAnyFound) {
            return extended(probe, probe.selection());
        }
        try (OwnedColumns columns = new OwnedColumns(probe.numColumns() + numRight)) {
            for (Column column : probe.columns()) {
                columns.add(column.retain());
            }
            for (int index = 0; index < numRight; index++) {
                columns.add(Gather.gatherNullable(build.column(index), found, numRows, allocator));
            }
            Column weights = weights(probe, null, found, numRows);
            return new Batch(numRows, columns.take(), probe.selection(), weights);
        }
    }

    /// Returns the chosen probe rows with null right columns.
    Batch extended(Batch probe, @Nullable Selection rows) {
        try (OwnedColumns columns = new OwnedColumns(probe.numColumns() + numRight)) {
            for (Column column : probe.columns()) {
                columns.add(column.retain());
            }
            for (int index = 0; index < numRight; index++) {
                columns.add(nulls.column(index, probe.numRows()));
            }
            return new Batch(probe.numRows(), columns.take(), rows, retained(probe.weights()));
        }
    }

    /// Returns all selected probe rows with a BOOLEAN: true where matched, null where unknown.
    Batch marked(Batch probe, long[] matched, long @Nullable [] unknown) {
        int numRows = probe.numRows();
        int numWords = Bitmap.words(numRows);
        try (OwnedColumns columns = new OwnedColumns(probe.numColumns() + 1);
                ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.BIT, numRows)) {
            for (Column column : probe.columns()) {
                columns.add(column.retain());
            }
            Memory.copy(matched, 0, writer.dataAddress(), numWords);
            if (unknown != null) {
                long[] validity = new long[numWords];
                for (int word = 0; word < numWords; word++) {
                    validity[word] = ~unknown[word] | matched[word];
                }
                writer.setValidity(validity);
            }
            columns.add(writer.finish());
            return new Batch(numRows, columns.take(), probe.selection(), retained(probe.weights()));
        }
    }

    private static @Nullable Column retained(@Nullable Column column) {
        return column == null ? null : column.retain();
    }

    /// Multiplies weights; a build row of -1 counts once.
    private @Nullable Column weights(
            Batch probe, int @Nullable [] probeRows, int[] buildRows, int count) {
        Column own = probe.weights();
        long[] others = build.weights();
        if (others == null) {
            return own == null || probeRows == null
                    ? retained(own)
                    : Gather.gather(own, probeRows, count, allocator);
        }
        try (ColumnWriter writer = ColumnWriter.fixed(allocator, Layout.INT64, count)) {
            long to = writer.dataAddress();
            for (int i = 0; i < count; i++) {
                long weight = buildRows[i] < 0 ? 1 : others[buildRows[i]];
                if (own != null) {
                    weight = product(weight, own.getLong(probeRows == null ? i : probeRows[i]));
                }
                Memory.putLong(to + 8L * i, weight);
            }
            return writer.finish();
        }
    }

    /// Returns the weight of a pair.
    ///
    /// **Errors**: OVERFLOW.
    static long product(long left, long right) {
        long low = left * right;
        if (Math.multiplyHigh(left, right) != low >> 63) {
            throw new SabotException(
                    ErrorCode.OVERFLOW,
                    "a row of a join would count "
                            + left
                            + " times "
                            + right
                            + ", more than 64 bits hold");
        }
        return low;
    }

    @Override
    public void close() {
        nulls.close();
    }
}
