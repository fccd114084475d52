package dev.sabot.exec.operator.recursion;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Column;
import dev.sabot.exec.operator.hash.CodedKeys;
import dev.sabot.exec.operator.hash.KeyTable;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects the rows of one step of a recursion; of a UNION only those that no step gave before.
///
/// **Nulls**: null equals null.
///
/// **Memory**: the rows of the step; of a UNION besides every distinct row, in a hash table.
///
/// **Threads**: safe.
final class NewRows implements AutoCloseable {
    private final QueryContext context;
    private final int numColumns;
    private final @Nullable KeyTable seen;
    private final @Nullable CodedKeys coded;
    private List<Batch> rows = new ArrayList<>();
    private boolean isClosed;

    NewRows(List<DataType> types, boolean isAll, QueryContext context) {
        this.context = context;
        this.numColumns = types.size();
        this.seen =
                isAll
                        ? null
                        : KeyTable.create(
                                types, "Recursion", context.memory(), context.allocator());
        this.coded = seen == null ? null : new CodedKeys(seen, numColumns);
    }

    /// Adds the rows of a lent batch.
    synchronized void add(Batch batch) {
        if (isClosed) {
            return;
        }
        Batch compact = Batches.compact(batch, context.allocator());
        KeyTable known = seen;
        CodedKeys keys = coded;
        if (known == null || keys == null) {
            rows.add(compact);
            return;
        }
        try (compact) {
            int before = known.size();
            int count = compact.numRows();
            int[] numbers = new int[count];
            keys.insert(compact.columns().toArray(Column[]::new), null, count, numbers);
            int[] fresh = new int[count];
            int numFresh = 0;
            BitSet taken = new BitSet();
            for (int row = 0; row < count; row++) {
                int number = numbers[row] - before;
                if (number >= 0 && !taken.get(number)) {
                    taken.set(number);
                    fresh[numFresh++] = row;
                }
            }
            if (numFresh > 0) {
                rows.add(Batches.gather(compact, fresh, numFresh, context.allocator()));
            }
        }
    }

    /// Returns what was collected, owned by the caller, and starts anew.
    synchronized List<Batch> take() {
        List<Batch> taken = rows;
        rows = new ArrayList<>();
        return taken;
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            rows.forEach(Batch::close);
            rows.clear();
            if (seen != null) {
                seen.close();
            }
        }
    }
}
