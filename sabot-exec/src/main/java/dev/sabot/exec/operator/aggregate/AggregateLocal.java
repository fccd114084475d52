package dev.sabot.exec.operator.aggregate;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Column;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.plan.PhysicalPlan.Aggregate.Phase;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The tables of one task, one per grouping set.
final class AggregateLocal implements Breaker.Local {
    private final HashAggregate operator;
    private final AggregateState state;
    private final QueryContext context;
    private final @Nullable GroupTable[] tables;
    private final RowWeights weights;

    AggregateLocal(HashAggregate operator, AggregateState state, QueryContext context) {
        this.operator = operator;
        this.state = state;
        this.context = context;
        List<List<Integer>> sets = operator.plan().groupingSets();
        this.tables = new @Nullable GroupTable[sets.size()];
        this.weights = new RowWeights(operator, context);
    }

    private GroupTable table(int set) {
        GroupTable table = tables[set];
        if (table == null) {
            table = new GroupTable(operator, operator.plan().groupingSets().get(set), context);
            tables[set] = table;
        }
        return table;
    }

    @Override
    public Progress sink(StreamElement element) {
        if (element instanceof StreamElement.Data(Batch batch)) {
            try (batch) {
                context.checkCancelled();
                if (operator.plan().phase() == Phase.FINAL) {
                    addStates(batch);
                } else {
                    addRows(batch);
                }
            }
        }
        return Progress.NEED_INPUT;
    }

    private void addRows(Batch batch) {
        try (Column effective = weights.of(batch)) {
            for (int set = 0; set < tables.length; set++) {
                table(set).add(batch, effective);
            }
        }
    }

    private void addStates(Batch batch) {
        int numColumns = batch.numColumns();
        int weightColumn = operator.isWeighted() ? --numColumns : -1;
        int firstState = operator.plan().keys().size();
        try (Batch rows = Batches.compact(batch, context.allocator())) {
            if (tables.length == 1) {
                table(0).addStates(rows, firstState, weightColumn);
                return;
            }
            Column sets = rows.column(numColumns - 1);
            for (int set = 0; set < tables.length; set++) {
                addStatesOfSet(rows, sets, set, firstState, weightColumn);
            }
        }
    }

    private void addStatesOfSet(
            Batch rows, Column sets, int set, int firstState, int weightColumn) {
        int[] chosen = new int[rows.numRows()];
        int count = 0;
        for (int row = 0; row < chosen.length; row++) {
            chosen[count] = row;
            count += sets.getLong(row) == set ? 1 : 0;
        }
        if (count > 0) {
            try (Batch part = Batches.gather(rows, chosen, count, context.allocator())) {
                table(set).addStates(part, firstState, weightColumn);
            }
        }
    }

    @Override
    public void combine() {
        for (int set = 0; set < tables.length; set++) {
            GroupTable table = tables[set];
            if (table != null) {
                tables[set] = null;
                state.combine(set, table);
            }
        }
    }

    @Override
    public void close() {
        for (GroupTable table : tables) {
            if (table != null) {
                table.close();
            }
        }
        weights.close();
    }
}
