package dev.sabot.exec.operator.join;

import dev.sabot.batch.Batch;
import dev.sabot.batch.Column;
import dev.sabot.batch.StreamElement;
import dev.sabot.exec.expression.CompiledExpression;
import dev.sabot.exec.operator.RuntimeFilter;
import dev.sabot.exec.operator.hash.Reservation;
import dev.sabot.exec.operator.join.key.DirectIndex;
import dev.sabot.exec.operator.join.key.HashIndex;
import dev.sabot.exec.operator.join.key.JoinIndex;
import dev.sabot.exec.operator.join.key.JoinKeys;
import dev.sabot.exec.operator.join.key.KeyKind;
import dev.sabot.exec.operator.join.key.KeyPacking;
import dev.sabot.exec.operator.join.key.KeyProfile;
import dev.sabot.exec.operator.join.key.KeyReader;
import dev.sabot.exec.operator.join.key.KeyRuntimeFilter;
import dev.sabot.exec.operator.join.key.WordIndex;
import dev.sabot.exec.pipeline.Breaker;
import dev.sabot.exec.pipeline.Operator;
import dev.sabot.exec.pipeline.PipelineSource;
import dev.sabot.exec.pipeline.Progress;
import dev.sabot.exec.pipeline.QueryContext;
import dev.sabot.exec.pipeline.TaskContext;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// The table of a hash join: collected by the tasks of the build pipeline, indexed in parallel when
/// they have ended, read by the probe.
///
/// **Threads**: safe as a state; its content is read-only once finished, except for the flags of
/// matched rows.
public final class HashJoinTable implements Breaker.State {
    /// Rows one unit of index building takes.
    private static final int UNIT_ROWS = 64 * 1_024;

    private final PhysicalPlan.HashJoin plan;
    private final QueryContext context;
    private final JoinKeys keys;
    private final int[] kept;
    private final int[] keyPlaces;
    private final CollectedRows collected;
    private final KeyProfile profile;
    private final Reservation reservation;
    private final NullKeyRows nullKeys = new NullKeyRows();
    private final List<KeyRuntimeFilter> filters = new ArrayList<>();
    private @Nullable BuildRows rows;
    private @Nullable JoinIndex index;
    private @Nullable KeyPacking packing;
    private @Nullable BuildMatches matches;

    HashJoinTable(PhysicalPlan.HashJoin plan, QueryContext context) {
        this.plan = plan;
        this.context = context;
        this.keys = JoinKeys.of(plan);
        this.kept = keptColumns();
        this.keyPlaces = new int[keys.count()];
        for (int key = 0; key < keyPlaces.length; key++) {
            keyPlaces[key] = Arrays.binarySearch(kept, keys.right()[key]);
        }
        this.collected = new CollectedRows(kept);
        this.profile = new KeyProfile(keys.kinds());
        this.reservation = new Reservation(context.memory(), "HashJoin");
    }

    /// Returns the right columns to keep: all when they are output, else those compared.
    private int[] keptColumns() {
        TreeSet<Integer> columns = new TreeSet<>(plan.rightKeys());
        int numRight = plan.right().schema().size();
        if (JoinShape.emitsRight(plan.type())) {
            for (int column = 0; column < numRight; column++) {
                columns.add(column);
            }
        }
        if (plan.residual() != null) {
            columns.addAll(PairCondition.rightColumns(plan.residual(), numLeftColumns()));
        }
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    private int numLeftColumns() {
        return plan.left().schema().size();
    }

    PhysicalPlan.HashJoin plan() {
        return plan;
    }

    JoinKeys keys() {
        return keys;
    }

    /// Lends the build rows; they are there once finished.
    BuildRows rows() {
        BuildRows made = rows;
        if (made == null) {
            throw new IllegalStateException("the join's right side is not finished");
        }
        return made;
    }

    /// Lends the index, or null when there are no build rows.
    @Nullable JoinIndex index() {
        return index;
    }

    @Nullable KeyPacking packing() {
        return packing;
    }

    NullKeyRows nullKeys() {
        return nullKeys;
    }

    /// Lends the flags of matched build rows, or null when nobody asks for them.
    @Nullable BuildMatches matches() {
        return matches;
    }

    /// Returns the operator that joins batches of the left input.
    ///
    /// @param residual the compiled residual condition of the plan, or null when it has none
    public Operator probe(@Nullable CompiledExpression residual) {
        return probeWith(residual == null ? null : residual::newEvaluator);
    }

    Operator probeWith(PairCondition.@Nullable Factory residual) {
        return new HashJoinProbe(this, residual);
    }

    /// Says whether left columns are output.
    public boolean emitsLeft() {
        return !JoinShape.answersRight(plan.type());
    }

    /// Says whether there are [#notedRows()] to output.
    public boolean hasNotedRows() {
        return JoinShape.notesRight(plan.type());
    }

    /// Returns the source of the right rows that are output by whether a left row matched; read
    /// after all that probe have ended.
    public PipelineSource notedRows() {
        JoinType type = plan.type();
        String name = "HashJoin " + (type == JoinType.RIGHT_SEMI ? "matched" : "unmatched");
        return new NotedRows(name, this::rows, this::matches, type, plan.left(), context);
    }

    /// Returns what scans of the left input may filter a key by, or null when they may not: where
    /// left rows without a match are output, or null matches null.
    public @Nullable RuntimeFilter runtimeFilter(int key) {
        if (!JoinShape.dropsUnmatchedLeft(plan.type())
                || keys.nullSafe()[key]
                || keys.kinds()[key] == KeyKind.NESTED) {
            return null;
        }
        KeyRuntimeFilter filter =
                new KeyRuntimeFilter(
                        key, plan.left().schema().type(keys.left()[key]), keys.kinds()[key]);
        filters.add(filter);
        return filter;
    }

    @Override
    public Breaker.Local openLocal(TaskContext task) {
        return new Local();
    }

    private synchronized void combine(CollectedRows other, KeyProfile otherProfile) {
        collected.takeFrom(other);
        profile.merge(otherProfile);
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
        if (JoinShape.notesRight(plan.type())) {
            boolean mayRetract = BuildMatches.needsSums(plan.left().properties().changeMode());
            matches = new BuildMatches(numRows, mayRetract, reservation);
        }
        List<Runnable> units = new ArrayList<>();
        if (numRows > 0) {
            packing = KeyPacking.choose(keys, profile);
            addIndexUnits(numRows, units);
            for (int place : neededPlaces()) {
                units.add(() -> concat(made, place));
            }
        }
        return new WorkUnits(context, units, this::seal).parts(context.threads());
    }

    private void concat(BuildRows target, int place) {
        target.set(kept[place], collected.concat(place, context.allocator()));
        if (!keysContain(place)) {
            collected.release(place);
        }
    }

    /// Returns the places of the columns to lay end to end.
    private List<Integer> neededPlaces() {
        TreeSet<Integer> needed = new TreeSet<>();
        boolean comparesKeys =
                packing == null
                        || (JoinShape.isNullAware(plan.type())
                                && (keys.count() > 1 || plan.residual() != null));
        for (int place = 0; place < kept.length; place++) {
            boolean isKey = keysContain(place);
            boolean isOutput = JoinShape.emitsRight(plan.type()) || !isKey;
            if (isOutput || comparesKeys || isResidual(kept[place])) {
                needed.add(place);
            }
        }
        return List.copyOf(needed);
    }

    private boolean keysContain(int place) {
        for (int keyPlace : keyPlaces) {
            if (keyPlace == place) {
                return true;
            }
        }
        return false;
    }

    private boolean isResidual(int column) {
        return plan.residual() != null
                && PairCondition.rightColumns(plan.residual(), numLeftColumns()).contains(column);
    }

    private void addIndexUnits(int numRows, List<Runnable> units) {
        boolean isShared = context.threads() > 1 && numRows > UNIT_ROWS;
        JoinIndex made = newIndex(numRows, isShared);
        index = made;
        int part = 0;
        int base = 0;
        while (part < collected.numParts()) {
            int from = part;
            int firstRow = base;
            while (part < collected.numParts() && base - firstRow < UNIT_ROWS) {
                base += collected.partRows(part++);
            }
            int to = part;
            units.add(() -> insert(made, from, to, firstRow));
        }
    }

    private JoinIndex newIndex(int numRows, boolean isShared) {
        KeyPacking chosen = packing;
        if (chosen != null && isDirect(chosen.range(), numRows)) {
            reservation.add(DirectIndex.heapBytes(chosen.range(), numRows));
            return new DirectIndex(chosen.range(), numRows, isShared);
        }
        if (chosen != null && WordIndex.fits(numRows)) {
            reservation.add(WordIndex.heapBytes(numRows));
            return new WordIndex(numRows, isShared);
        }
        packing = null;
        reservation.add(HashIndex.heapBytes(numRows));
        return new HashIndex(numRows, isShared);
    }

    /// An array over the range wins even when it is sparse, while clearing it costs less than
    /// hashing.
    private static boolean isDirect(long range, int numRows) {
        if (range == 0 || range > Integer.MAX_VALUE - 16) {
            return false;
        }
        return range <= 64 * 1_024
                || range <= 4L * numRows
                || (range <= 8 * 1_024 * 1_024 && range <= 64L * numRows);
    }

    private void insert(JoinIndex target, int fromPart, int toPart, int firstRow) {
        KeyReader reader = new KeyReader(keys, packing);
        Column[] columns = new Column[keyPlaces.length];
        int base = firstRow;
        for (int part = fromPart; part < toPart; part++) {
            context.checkCancelled();
            for (int key = 0; key < columns.length; key++) {
                columns[key] = collected.column(keyPlaces[key], part);
            }
            int count = collected.partRows(part);
            reader.read(columns, null, count);
            target.insert(reader, base, count);
            if (reader.hasExcluded() && JoinShape.isNullAware(plan.type())) {
                nullKeys.add(reader.excluded(), base, count);
            }
            base += count;
        }
    }

    /// Ends the build: everything that needs all rows but little time.
    private void seal() {
        JoinIndex built = index;
        if (built != null) {
            built.seal();
        }
        nullKeys.seal(rows().weights());
        for (KeyRuntimeFilter filter : filters) {
            List<Column> parts = collected.parts(keyPlaces[filter.key()]);
            filter.open(parts, collected.numRows(), profile, reservation);
        }
        collected.close();
    }

    /// Says whether a left row with a null key finds the right side empty: NOT IN of nothing is
    /// true.
    boolean isEmptyForNulls() {
        return rows().totalWeight() <= 0;
    }

    JoinType type() {
        return plan.type();
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
        private final KeyProfile ownProfile = new KeyProfile(keys.kinds());

        @Override
        public Progress sink(StreamElement element) {
            if (!(element instanceof StreamElement.Data(Batch batch))) {
                return Progress.NEED_INPUT;
            }
            if (own.add(batch, context.allocator())) {
                int part = own.numParts() - 1;
                for (int key = 0; key < keyPlaces.length; key++) {
                    Column column = own.column(keyPlaces[key], part);
                    ownProfile.add(key, column, own.partRows(part));
                }
            }
            return Progress.NEED_INPUT;
        }

        @Override
        public void combine() {
            HashJoinTable.this.combine(own, ownProfile);
        }

        @Override
        public void close() {
            own.close();
        }
    }
}
