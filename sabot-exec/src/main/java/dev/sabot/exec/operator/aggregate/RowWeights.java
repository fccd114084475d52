package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

/// Gives the weights an aggregation counts by, for one task: none when its input only inserts.
final class RowWeights implements AutoCloseable {
    private final boolean isWeighted;
    private final QueryContext context;
    private @Nullable Column one;

    RowWeights(HashAggregate operator, QueryContext context) {
        this.isWeighted = operator.isWeighted();
        this.context = context;
    }

    /// Returns the weights of a batch, owned by the caller, or null where rows are not weighted.
    ///
    /// **Errors**: INTERNAL when the input was planned as APPEND and is not.
    @Nullable Column of(Batch batch) {
        Column weights = batch.weights();
        if (!isWeighted) {
            if (weights != null) {
                throw new SabotException(
                        ErrorCode.INTERNAL,
                        "rows with weights came from an input planned as APPEND");
            }
            return null;
        }
        if (weights != null) {
            return weights.retain();
        }
        Column value = one;
        if (value == null) {
            ColumnBuilder builder = new ColumnBuilder(DataType.BIGINT);
            builder.appendLong(1);
            value = builder.build(context.allocator());
            one = value;
        }
        return Column.constant(value.retain(), batch.numRows());
    }

    @Override
    public void close() {
        if (one != null) {
            one.close();
            one = null;
        }
    }
}
