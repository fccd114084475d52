package dev.sabot.exec.operator.stream;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnBuilder;
import dev.sabot.batch.Selection;
import dev.sabot.batch.StreamElement;
import dev.sabot.batch.StreamElement.Data;
import dev.sabot.connector.Boundedness;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.operator.hash.HeapColumns;
import dev.sabot.exec.operator.hash.ValueReader;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

/// Puts rows into windows: appends window_start, window_end and window_time.
///
/// A batch comes out once per window its rows lie in, the earliest first: its columns are shared,
/// and the window's columns are constants when all rows lie in the same slide.
///
/// Reference, for a row with time t:
///
/// ```
/// last = offset + floorDiv(t - offset, slide) * slide
/// for (start = last; start + size > t; start -= slide) give the row with [start, start + size)
/// ```
///
/// **Nulls**: a row whose time is null is an error of a bounded plan, and accounted for by
/// [LateRows] in an unbounded one.
///
/// **Errors**: NULL_ROW_TIME; DATETIME_OVERFLOW when a window passes the range of timestamps.
public final class WindowAssignment implements Operator {
    private static final long MILLISECOND = 1_000;

    private final PhysicalPlan.WindowTable plan;
    private final int numWindows;

    public WindowAssignment(PhysicalPlan.WindowTable plan) {
        this.plan = plan;
        this.numWindows =
                Math.toIntExact((plan.sizeMicros() + plan.slideMicros() - 1) / plan.slideMicros());
    }

    @Override
    public String name() {
        return "WindowTable";
    }

    @Override
    public Operator.State open(TaskContext task) {
        return new State(task);
    }

    private final class State implements Operator.State {
        private final TaskContext task;
        private final LateRows refused;
        private long[] starts = new long[0];
        private long[] times = new long[0];
        private long[] shifted = new long[0];
        private @Nullable Batch batch;
        private int @Nullable [] rows;
        private int count;
        private boolean isOneSlide;
        private int window;

        State(TaskContext task) {
            this.task = task;
            this.refused = new LateRows(name(), task, plan.input());
        }

        @Override
        public Progress process(StreamElement element, Output output) {
            if (!(element instanceof Data(Batch input))) {
                if (!(element instanceof StreamElement.EndOfStream)) {
                    output.emit(element);
                }
                return Progress.NEED_INPUT;
            }
            batch = input;
            Batch timed = withoutNullTimes(input);
            if (timed.selectedRows() == 0) {
                batch.close();
                batch = null;
                return Progress.NEED_INPUT;
            }
            Selection selection = timed.selection();
            rows = selection == null ? null : selection.indexes(timed.numRows());
            count = timed.selectedRows();
            assign(timed.column(plan.timeColumn()), timed.numRows());
            window = numWindows;
            return resume(output);
        }

        /// Returns the batch, or one of the rows whose time is not null in its stead.
        private Batch withoutNullTimes(Batch input) {
            Column time = input.column(plan.timeColumn());
            if (!time.hasNulls()) {
                return input;
            }
            Selection selection = input.selection();
            int[] all = selection == null ? null : selection.indexes(input.numRows());
            int[] kept = new int[input.selectedRows()];
            int[] nulls = new int[input.selectedRows()];
            int numKept = 0;
            int numNulls = 0;
            for (int i = 0; i < kept.length; i++) {
                int row = all == null ? i : all[i];
                if (time.isNull(row)) {
                    nulls[numNulls++] = row;
                } else {
                    kept[numKept++] = row;
                }
            }
            if (numNulls == 0) {
                return input;
            }
            String name = plan.input().schema().field(plan.timeColumn()).name();
            if (plan.input().properties().boundedness() == Boundedness.BOUNDED) {
                throw new SabotException(
                        ErrorCode.NULL_ROW_TIME,
                        "a row cannot be put into a window because its "
                                + name
                                + " is NULL; leave such rows out with WHERE "
                                + name
                                + " IS NOT NULL");
            }
            try (Batch without = input.withSelection(new Selection.Indexes(nulls, numNulls))) {
                refused.addNullTimes(without, name);
            }
            Batch timed = input.withSelection(new Selection.Indexes(kept, numKept));
            input.close();
            batch = timed;
            return timed;
        }

        /// Finds the start of each row's last window.
        private void assign(Column time, int numRows) {
            if (starts.length < numRows) {
                starts = new long[numRows];
                times = new long[numRows];
                shifted = new long[numRows];
            }
            ValueReader.readLongs(time, rows, 0, count, times);
            long least = Long.MAX_VALUE;
            long greatest = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                least = Math.min(least, times[i]);
                greatest = Math.max(greatest, times[i]);
            }
            long first = lastStart(least);
            checkRange(first, lastStart(greatest));
            isOneSlide = greatest < first + plan.slideMicros();
            if (isOneSlide) {
                starts[0] = first;
                return;
            }
            long slide = plan.slideMicros();
            long offset = plan.offsetMicros();
            long start = first;
            for (int i = 0; i < count; i++) {
                long t = times[i];
                if (t < start || t >= start + slide) {
                    start = offset + Math.floorDiv(t - offset, slide) * slide;
                }
                starts[rows == null ? i : rows[i]] = start;
            }
        }

        private long lastStart(long time) {
            long slide = plan.slideMicros();
            try {
                long steps = Math.floorDiv(Math.subtractExact(time, plan.offsetMicros()), slide);
                return Math.addExact(plan.offsetMicros(), Math.multiplyExact(steps, slide));
            } catch (ArithmeticException e) {
                throw overflow(e);
            }
        }

        private void checkRange(long least, long greatest) {
            try {
                Math.subtractExact(least, plan.sizeMicros());
                Math.addExact(greatest, plan.sizeMicros());
                Math.addExact(greatest, plan.slideMicros());
            } catch (ArithmeticException e) {
                throw overflow(e);
            }
        }

        private static SabotException overflow(ArithmeticException cause) {
            return new SabotException(
                    ErrorCode.DATETIME_OVERFLOW,
                    "a window reaches past the range of timestamps",
                    cause);
        }

        @Override
        public Progress resume(Output output) {
            Batch input = batch;
            if (input == null) {
                throw new IllegalStateException("nothing is left to emit");
            }
            window--;
            Batch made = inWindow(input, window * plan.slideMicros());
            if (made != null) {
                output.emit(new Data(made));
            }
            if (window > 0) {
                return Progress.HAS_OUTPUT;
            }
            batch = null;
            input.close();
            return Progress.NEED_INPUT;
        }

        /// Returns the rows in the windows that start so much before their last one, or null when
        /// there are none.
        private @Nullable Batch inWindow(Batch input, long back) {
            Selection selection = input.selection();
            if (back + plan.slideMicros() > plan.sizeMicros()) {
                selection = reached(back);
                if (selection.count() == 0) {
                    return null;
                }
            }
            Column[] columns = new Column[input.numColumns() + 3];
            int made = 0;
            try {
                for (; made < input.numColumns(); made++) {
                    columns[made] = input.column(made).retain();
                }
                columns[made++] = windowColumn(input, -back);
                columns[made++] = windowColumn(input, plan.sizeMicros() - back);
                columns[made++] = windowColumn(input, plan.sizeMicros() - back - MILLISECOND);
            } catch (RuntimeException e) {
                for (int index = 0; index < made; index++) {
                    columns[index].close();
                }
                throw e;
            }
            Column weights = input.weights();
            return new Batch(
                    input.numRows(), columns, selection, weights == null ? null : weights.retain());
        }

        /// Returns the rows whose window so far back still reaches them.
        private Selection reached(long back) {
            int[] kept = new int[count];
            int numKept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows == null ? i : rows[i];
                long start = isOneSlide ? starts[0] : starts[row];
                kept[numKept] = row;
                numKept += start - back + plan.sizeMicros() > times[i] ? 1 : 0;
            }
            return new Selection.Indexes(kept, numKept);
        }

        private Column windowColumn(Batch input, long shift) {
            int numRows = input.numRows();
            if (isOneSlide) {
                ColumnBuilder builder = new ColumnBuilder(DataType.TIMESTAMP);
                builder.appendLong(starts[0] + shift);
                return Column.constant(builder.build(task.query().allocator()), numRows);
            }
            for (int row = 0; row < numRows; row++) {
                shifted[row] = starts[row] + shift;
            }
            return HeapColumns.ofLongs(Layout.INT64, shifted, 0, numRows, task.query().allocator());
        }

        @Override
        public void close() {
            refused.close();
            if (batch != null) {
                batch.close();
                batch = null;
            }
        }
    }
}
