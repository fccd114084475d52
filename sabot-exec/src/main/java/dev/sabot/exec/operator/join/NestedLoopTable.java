package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/// The right rows of a nested-loop join.
///
/// **Threads**: safe as a state; its content is read-only once finished, except for the notes of
/// matched rows.
public final class NestedLoopTable implements Breaker.State {
    private final PhysicalPlan.NestedLoopJoin plan;
    private final QueryContext context;
    private final int[] kept;
    private final CollectedRows collected;
    private final Reservation reservation;
    private @Nullable BuildRows rows;
    private @Nullable BuildMatches matches;

    NestedLoopTable(PhysicalPlan.NestedLoopJoin plan, QueryContext context) {
        if (JoinShape.answersRight(plan.type())) {
            throw new IllegalArgumentException("not a join of nested loops: " + plan.type());
        }
        this.plan = plan;
        this.context = context;
        this.kept = keptColumns().stream().mapToInt(Integer::intValue).toArray();
        this.collected = new CollectedRows(kept);
        this.reservation = new Reservation(context.memory(), "NestedLoopJoin");
    }

    private Collection<Integer> keptColumns() {
        Expression condition = plan.condition();
        if (!JoinShape.emitsPairs(plan.type())) {
            return condition == null
                    ? List.of()
                    : PairCondition.rightColumns(condition, plan.left().schema().size());
        }
        TreeSet<Integer> all = new TreeSet<>();
        for (int column = 0; column < plan.right().schema().size(); column++) {
            all.add(column);
        }
        return all;
    }

    PhysicalPlan.NestedLoopJoin plan() {
        return plan;
    }

    /// Lends the build rows; they are there once finished.
    BuildRows rows() {
        BuildRows made = rows;
        if (made == null) {
            throw new IllegalStateException("the join's right side is not finished");
        }
        return made;
    }

    /// Lends the notes of matched build rows, or null when nobody asks for them.
    @Nullable BuildMatches matches() {
        return matches;
    }

    /// Returns the operator that joins batches of the left input.
    ///
    /// @param condition the compiled condition of the plan, or null when it has none
    public Operator probe(@Nullable CompiledExpression condition) {
        return probeWith(condition == null ? null : condition::newEvaluator);
    }

    Operator probeWith(PairCondition.@Nullable Factory condition) {
        return new NestedLoopProbe(this, condition);
    }

    /// Says whether there are [#notedRows()] to output.
    public boolean hasNotedRows() {
        return JoinShape.notesRight(plan.type());
    }

    /// Returns the source of the right rows no left row matched; read after all that probe have
    /// ended.
    public PipelineSource notedRows() {
        return new NotedRows(
                "NestedLoopJoin unmatched",
                this::rows,
                this::matches,
                plan.type(),
                plan.left(),
                context);
    }

    @Override
    public Breaker.Local openLocal(TaskContext task) {
        return new Local();
    }

    private synchronized void combine(CollectedRows other) {
        collected.takeFrom(other);
    }

    @Override
    public List<Runnable> finish() {
        int numRows = collected.numRows();
        long[] weights = null;
        if (collected.isWeighted()) {
            reservation.add(8L * numRows);
            weights = new long[numRows];
            collected.readWeights(weights);
        }
        BuildRows made = new BuildRows(numRows, plan.right().schema().size(), weights);
        rows = made;
        if (JoinShape.extendsRight(plan.type())) {
            boolean mayRetract = BuildMatches.needsSums(plan.left().properties().changeMode());
            matches = new BuildMatches(numRows, mayRetract, reservation);
        }
        List<Runnable> units = new ArrayList<>();
        for (int place = 0; numRows > 0 && place < kept.length; place++) {
            int column = place;
            units.add(() -> made.set(kept[column], collected.concat(column, context.allocator())));
        }
        return new WorkUnits(context, units, collected::close).parts(context.threads());
    }

    @Override
    public synchronized void close() {
        collected.close();
        BuildRows made = rows;
        if (made != null) {
            made.close();
        }
        reservation.close();
    }

    private final class Local implements Breaker.Local {
        private final CollectedRows own = new CollectedRows(kept);

        @Override
        public Progress sink(StreamElement element) {
            if (element instanceof StreamElement.Data(Batch batch)) {
                own.add(batch, context.allocator());
            }
            return Progress.NEED_INPUT;
        }

        @Override
        public void combine() {
            NestedLoopTable.this.combine(own);
        }

        @Override
        public void close() {
            own.close();
        }
    }
}
