package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.ColumnWriter;
import dev.sabot.batch.Gather;
import dev.sabot.batch.Memory;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.type.DataType;
import dev.sabot.type.Layout;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Gives the build rows that have a match, or those that have none: with null left columns where
/// pairs are output too.
///
/// **Threads**: safe; each reader belongs to one task.
final class NotedRows implements PipelineSource {
    private static final int MORSEL_ROWS = 64 * 1_024;

    private final String name;
    private final Supplier<BuildRows> rows;
    private final Supplier<@Nullable BuildMatches> matches;
    private final List<DataType> leftTypes;
    private final boolean wanted;
    private final QueryContext context;
    private final AtomicInteger nextMorsel = new AtomicInteger();

    /// @param rows lends the build rows once the build is finished
    /// @param matches lends the notes of matches once all that probe have ended
    /// @param type of the join
    /// @param left the join's left input
    NotedRows(
            String name,
            Supplier<BuildRows> rows,
            Supplier<@Nullable BuildMatches> matches,
            JoinType type,
            PhysicalPlan left,
            QueryContext context) {
        this.name = name;
        this.rows = rows;
        this.matches = matches;
        this.leftTypes = JoinShape.answersRight(type) ? List.of() : left.schema().types();
        this.wanted = type == JoinType.RIGHT_SEMI;
        this.context = context;
    }

    @Override
    public int maxTasks() {
        return 1 + rows.get().numRows() / MORSEL_ROWS;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reader openReader(TaskContext task) {
        BuildMatches noted = matches.get();
        if (noted == null) {
            throw new IllegalStateException("the join does not note right rows");
        }
        return new RowReader(rows.get(), noted);
    }

    @Override
    public void close() {}

    private final class RowReader implements Reader {
        private final BuildRows build;
        private final BuildMatches noted;
        private final NullConstants nulls;
        private final int[] chosen = new int[context.batchRows()];
        private int at;
        private int end;
        private boolean isFinished;

        RowReader(BuildRows build, BuildMatches noted) {
            this.build = build;
            this.noted = noted;
            this.nulls = new NullConstants(leftTypes, context.allocator());
        }

        @Override
        public @Nullable StreamElement next() {
            int count = 0;
            while (count < chosen.length) {
                if (at == end && !startMorsel()) {
                    break;
                }
                while (at < end && count < chosen.length) {
                    chosen[count] = at;
                    count += noted.isMatched(at++) == wanted ? 1 : 0;
                }
            }
            if (count == 0) {
                isFinished = true;
                return null;
            }
            return new StreamElement.Data(batch(count));
        }

        private boolean startMorsel() {
            context.checkCancelled();
            long from = (long) nextMorsel.getAndIncrement() * MORSEL_ROWS;
            if (from >= build.numRows()) {
                return false;
            }
            at = (int) from;
            end = (int) Math.min(build.numRows(), from + MORSEL_ROWS);
            return true;
        }

        private Batch batch(int count) {
            int numLeft = leftTypes.size();
            try (OwnedColumns columns = new OwnedColumns(numLeft + build.numColumns())) {
                for (int index = 0; index < numLeft; index++) {
                    columns.add(nulls.column(index, count));
                }
                for (int index = 0; index < build.numColumns(); index++) {
                    columns.add(
                            Gather.gather(build.column(index), chosen, count, context.allocator()));
                }
                Column weights = weights(count);
                return new Batch(count, columns.take(), null, weights);
            }
        }

        private @Nullable Column weights(int count) {
            long[] all = build.weights();
            if (all == null) {
                return null;
            }
            try (ColumnWriter writer =
                    ColumnWriter.fixed(context.allocator(), Layout.INT64, count)) {
                for (int i = 0; i < count; i++) {
                    Memory.putLong(writer.dataAddress() + 8L * i, all[chosen[i]]);
                }
                return writer.finish();
            }
        }

        @Override
        public boolean isFinished() {
            return isFinished;
        }

        @Override
        public void close() {
            nulls.close();
        }
    }
}
