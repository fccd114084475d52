package dev.sabot.exec.operator;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Batches;
import dev.sabot.batch.Column;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Evaluator;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Keeps the rows where a predicate is true and computes the output columns from them.
///
/// While most rows remain, they are kept as a selection; once fewer than one in [#COMPACT_BELOW]
/// remain, they are gathered first, so that expressions and what follows touch only them. Weights
/// pass through.
public final class FilterProject implements Operator {
    /// Rows are gathered when fewer than one in so many remain.
    private static final int COMPACT_BELOW = 3;

    private final @Nullable CompiledExpression predicate;
    private final @Nullable List<CompiledExpression> projections;

    /// @param predicate null when all rows pass
    /// @param projections null when the columns stay as they are
    public FilterProject(
            @Nullable CompiledExpression predicate,
            @Nullable List<CompiledExpression> projections) {
        this.predicate = predicate;
        this.projections = projections;
    }

    @Override
    public String name() {
        if (predicate == null) {
            return "Project";
        }
        return projections == null ? "Filter" : "FilterProject";
    }

    @Override
    public Operator.State open(TaskContext context) {
        return new State(context);
    }

    private final class State implements Operator.State {
        private final TaskContext context;
        private final @Nullable Evaluator condition;
        private final List<Evaluator> outputs = new ArrayList<>();

        State(TaskContext context) {
            this.context = context;
            this.condition = predicate == null ? null : predicate.newEvaluator(context.query());
            if (projections != null) {
                for (CompiledExpression projection : projections) {
                    outputs.add(projection.newEvaluator(context.query()));
                }
            }
        }

        @Override
        public Progress process(StreamElement element, Output output) {
            if (!(element instanceof Data(Batch batch))) {
                if (!(element instanceof StreamElement.EndOfStream)) {
                    output.emit(element);
                }
                return Progress.NEED_INPUT;
            }
            Batch result = apply(batch);
            if (result != null) {
                output.emit(new Data(result));
            }
            return Progress.NEED_INPUT;
        }

        private @Nullable Batch apply(Batch input) {
            Batch current = input;
            try {
                current = filter(current);
                if (current.selectedRows() == 0 || projections == null) {
                    Batch result = current.selectedRows() == 0 ? null : current;
                    if (result != null) {
                        current = null;
                    }
                    return result;
                }
                return project(current);
            } finally {
                if (current != null) {
                    current.close();
                }
            }
        }

        /// Takes the batch over and returns the one that remains.
        private Batch filter(Batch batch) {
            if (condition == null) {
                return batch;
            }
            Column[] columns = batch.columns().toArray(Column[]::new);
            Selection remaining = condition.select(columns, batch.numRows(), batch.selection());
            if (remaining == batch.selection()) {
                return batch;
            }
            Batch selected = batch.withSelection(remaining);
            batch.close();
            if (selected.selectedRows() * COMPACT_BELOW < selected.numRows()) {
                try (selected) {
                    return Batches.compact(selected, context.query().allocator());
                }
            }
            return selected;
        }

        /// Lends the batch.
        private Batch project(Batch batch) {
            Column[] columns = batch.columns().toArray(Column[]::new);
            Column[] results = new Column[outputs.size()];
            int made = 0;
            try {
                for (; made < results.length; made++) {
                    results[made] =
                            outputs.get(made).evaluate(columns, batch.numRows(), batch.selection());
                }
            } catch (RuntimeException e) {
                for (int index = 0; index < made; index++) {
                    results[index].close();
                }
                throw e;
            }
            Column weights = batch.weights();
            return new Batch(
                    batch.numRows(),
                    results,
                    batch.selection(),
                    weights == null ? null : weights.retain());
        }

        @Override
        public Progress resume(Output output) {
            throw new IllegalStateException("nothing is left to emit");
        }

        @Override
        public void close() {
            if (condition != null) {
                condition.close();
            }
            outputs.forEach(Evaluator::close);
        }
    }
}
