package dev.sabot.exec.operator;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Gives one row per element of an array, or entry of a map, beside the columns of its input row.
///
/// **Nulls**: a null array has no elements; a null element is a row with a null.
///
/// **Shape**: the input columns, the element (one column, or one per component where the plan's
/// schema has room for the components of a ROW; key and value of a map), then the ordinal.
public final class Unnest implements Operator {
    private final PhysicalPlan.Unnest plan;
    private final int numElementColumns;

    public Unnest(PhysicalPlan.Unnest plan) {
        this.plan = plan;
        this.numElementColumns =
                plan.schema().size()
                        - plan.input().schema().size()
                        - (plan.withOrdinality() ? 1 : 0);
    }

    @Override
    public String name() {
        return "Unnest";
    }

    @Override
    public Operator.State open(TaskContext task) {
        return new State(task);
    }

    private final class State implements Operator.State {
        private final TaskContext task;
        private final int[] inputRows;
        private final int[] elements;
        private final int[] ordinals;
        private @Nullable Batch batch;
        private int @Nullable [] selected;
        private int numSelected;
        private int at;
        private int element;

        State(TaskContext task) {
            this.task = task;
            int batchRows = task.query().batchRows();
            this.inputRows = new int[batchRows];
            this.elements = new int[batchRows];
            this.ordinals = new int[batchRows];
        }

        @Override
        public Progress process(StreamElement item, Output output) {
            if (!(item instanceof Data(Batch input))) {
                if (!(item instanceof StreamElement.EndOfStream)) {
                    output.emit(item);
                }
                return Progress.NEED_INPUT;
            }
            batch = input;
            Selection selection = input.selection();
            selected = selection == null ? null : selection.indexes(input.numRows());
            numSelected = input.selectedRows();
            at = 0;
            element = 0;
            return resume(output);
        }

        @Override
        public Progress resume(Output output) {
            Batch input = batch;
            if (input == null) {
                throw new IllegalStateException("nothing is left to emit");
            }
            task.query().checkCancelled();
            int count = choose(input.column(plan.column()));
            if (count > 0) {
                output.emit(new Data(result(input, count)));
            }
            if (at < numSelected) {
                return Progress.HAS_OUTPUT;
            }
            input.close();
            batch = null;
            return Progress.NEED_INPUT;
        }

        /// Chooses the next rows and elements; an absent element is -1.
        private int choose(Column lists) {
            int count = 0;
            while (at < numSelected && count < inputRows.length) {
                int row = selected == null ? at : selected[at];
                boolean isNull = lists.isNull(row);
                int length = isNull ? 0 : lists.valueLength(row);
                if (length == 0 && plan.isOuter()) {
                    inputRows[count] = row;
                    elements[count] = -1;
                    ordinals[count++] = 0;
                }
                int start = isNull ? 0 : lists.listStart(row);
                while (element < length && count < inputRows.length) {
                    inputRows[count] = row;
                    elements[count] = start + element;
                    ordinals[count++] = ++element;
                }
                if (element < length) {
                    return count;
                }
                at++;
                element = 0;
            }
            return count;
        }

        private Batch result(Batch input, int count) {
            List<Column> columns = new ArrayList<>();
            Column weights = null;
            try {
                for (Column column : input.columns()) {
                    columns.add(Gather.gather(column, inputRows, count, task.query().allocator()));
                }
                addElements(input.column(plan.column()), count, columns);
                if (plan.withOrdinality()) {
                    columns.add(ordinals(count));
                }
                Column own = input.weights();
                if (own != null) {
                    weights = Gather.gather(own, inputRows, count, task.query().allocator());
                }
                return new Batch(count, columns.toArray(Column[]::new), null, weights);
            } catch (RuntimeException e) {
                columns.forEach(Column::close);
                throw e;
            }
        }

        private void addElements(Column lists, int count, List<Column> columns) {
            Column child = (lists.isFlat() ? lists : lists.values()).child(0);
            if (!isSpread(child)) {
                columns.add(gather(child, count));
                return;
            }
            Column flat = child.isFlat() ? child : child.values();
            int[] rows = new int[count];
            for (int i = 0; i < count; i++) {
                boolean isAbsent = elements[i] < 0 || child.isNull(elements[i]);
                rows[i] = isAbsent ? -1 : child.valueRow(elements[i]);
            }
            for (int component = 0; component < numElementColumns; component++) {
                columns.add(
                        Gather.gatherNullable(
                                flat.child(component), rows, count, task.query().allocator()));
            }
        }

        /// Says whether the components of elements are columns of their own.
        private boolean isSpread(Column child) {
            return child.layout() == Layout.STRUCT && (numElementColumns > 1 || isSpreadSingle());
        }

        /// Tells a spread ROW of one component from a ROW column, by the plan's schema.
        private boolean isSpreadSingle() {
            int first = plan.input().schema().size();
            return plan.schema().type(first).layout() != Layout.STRUCT;
        }

        private Column gather(Column child, int count) {
            return Gather.gatherNullable(child, elements, count, task.query().allocator());
        }

        private Column ordinals(int count) {
            try (ColumnWriter writer =
                    ColumnWriter.fixed(task.query().allocator(), Layout.INT32, count)) {
                Memory.copy(ordinals, 0, writer.dataAddress(), count);
                for (int i = 0; i < count; i++) {
                    if (ordinals[i] == 0) {
                        writer.setNull(i);
                    }
                }
                return writer.finish();
            }
        }

        @Override
        public void close() {
            if (batch != null) {
                batch.close();
                batch = null;
            }
        }
    }
}
