package dev.sabot.planner.stream;

import dev.sabot.connector.Boundedness;
import dev.sabot.connector.WriteRequest;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.JoinType;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.PlanProperties;
import dev.sabot.exec.plan.RowTime;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Derives for every node of a plan over unbounded input whether it ends, whether it takes rows
/// back, and how far the times of its rows lie behind the watermark; from that, when groups are
/// final and how long joins keep rows. Plans of bounded input stay as they are.
///
/// **Errors**: NEVER_ENDS for what needs all rows, UNBOUNDED_STATE for what nothing bounds.
public final class StreamPlanner {
    /// A row time t is promised not to be less than the watermark, so it exceeds W - 1.
    private static final long ROW_TIME_DELAY = 1;

    private static final long MILLISECOND = 1_000;
    private static final int MICRO_DIGITS = 6;

    private final StreamJoins joins;
    private final StreamAggregates aggregates = new StreamAggregates();

    private StreamPlanner(boolean allowsUnboundedState) {
        this.joins = new StreamJoins(allowsUnboundedState);
    }

    /// Returns the plan as it runs over unbounded input.
    ///
    /// @param allowsUnboundedState whether joins may keep rows for ever
    public static PhysicalPlan plan(PhysicalPlan plan, boolean allowsUnboundedState) {
        return hasUnboundedScan(plan)
                ? new StreamPlanner(allowsUnboundedState).visit(plan).plan()
                : plan;
    }

    private static boolean hasUnboundedScan(PhysicalPlan plan) {
        return plan instanceof PhysicalPlan.Scan
                ? StreamNode.isUnbounded(plan)
                : plan.inputs().stream().anyMatch(StreamPlanner::hasUnboundedScan);
    }

    private StreamNode visit(PhysicalPlan plan) {
        if (!hasUnboundedScan(plan)) {
            return StreamNode.timeless(plan);
        }
        return switch (plan) {
            case PhysicalPlan.Scan scan -> scan(scan);
            case PhysicalPlan.Filter filter -> filter(filter);
            case PhysicalPlan.Project project -> project(project);
            case PhysicalPlan.WindowTable windows -> windows(windows);
            case PhysicalPlan.Aggregate aggregate ->
                    aggregates.plan(aggregate, visit(aggregate.input()));
            case PhysicalPlan.HashJoin join ->
                    joins.hashJoin(join, visit(join.left()), visit(join.right()));
            case PhysicalPlan.NestedLoopJoin join ->
                    joins.nestedLoop(join, visit(join.left()), visit(join.right()));
            case PhysicalPlan.UnionAll union ->
                    StreamUnions.plan(union, union.inputs().stream().map(this::visit).toList());
            case PhysicalPlan.Unnest unnest -> unnest(unnest);
            case PhysicalPlan.Limit limit -> limit(limit);
            case PhysicalPlan.TableWrite write -> write(write);
            case PhysicalPlan.Sort _, PhysicalPlan.TopN _ ->
                    throw StreamErrors.neverEnds(
                            "ORDER BY",
                            "leave it out, or take the greatest of each window by MAX or ARG_MAX");
            case PhysicalPlan.Window _ ->
                    throw StreamErrors.neverEnds(
                            "OVER", "aggregate in windows with TUMBLE or HOP instead");
            case PhysicalPlan.Recursion _ ->
                    throw StreamErrors.neverEnds(
                            "WITH RECURSIVE", "bound its input, or keep it in a table first");
            case PhysicalPlan.SetOperation set ->
                    throw StreamErrors.neverEnds(
                            set.kind().name(), "use a join or WHERE [NOT] EXISTS on a time");
            case PhysicalPlan.StreamJoin _,
                    PhysicalPlan.Exchange _,
                    PhysicalPlan.RecursiveScan _,
                    PhysicalPlan.Values _,
                    PhysicalPlan.Series _ ->
                    throw new IllegalStateException("planned twice: " + plan);
        };
    }

    /// Returns the properties of a node over unbounded input.
    static PlanProperties properties(PhysicalPlan plan, ChangeMode mode) {
        return new PlanProperties(
                plan.schema(), plan.properties().distribution(), Boundedness.UNBOUNDED, mode, -1);
    }

    private static PlanProperties properties(PhysicalPlan plan, StreamNode input) {
        return properties(plan, input.plan().properties().changeMode());
    }

    private static StreamNode scan(PhysicalPlan.Scan scan) {
        @Nullable TimeColumn[] times = new @Nullable TimeColumn[scan.schema().size()];
        RowTime rowTime = scan.rowTime();
        Expression time = rowTime == null ? null : rowTime.time();
        if (time instanceof ColumnReference reference) {
            times[reference.column()] = rowTime();
            time = null;
        }
        PhysicalPlan unbounded =
                new PhysicalPlan.Scan(
                        scan.table(),
                        scan.columns(),
                        scan.filter(),
                        scan.limit(),
                        rowTime,
                        properties(scan, ChangeMode.Append.INSTANCE));
        return new StreamNode(unbounded, Arrays.asList(times), time);
    }

    private static TimeColumn rowTime() {
        return new TimeColumn(new TimeGroup(false, ROW_TIME_DELAY), 0);
    }

    /// What is asked of the rows of an inner join may bound how long it keeps them.
    private StreamNode filter(PhysicalPlan.Filter filter) {
        if (filter.input() instanceof PhysicalPlan.HashJoin join && join.type() == JoinType.INNER) {
            return visit(StreamJoins.withCondition(join, filter.predicate()));
        }
        StreamNode input = visit(filter.input());
        return new StreamNode(
                new PhysicalPlan.Filter(
                        input.plan(), filter.predicate(), properties(filter, input)),
                input.times(),
                input.eventTime());
    }

    private StreamNode project(PhysicalPlan.Project project) {
        StreamNode input = visit(project.input());
        List<@Nullable TimeColumn> times = new ArrayList<>();
        for (Expression expression : project.expressions()) {
            times.add(expression.equals(input.eventTime()) ? rowTime() : time(expression, input));
        }
        return StreamNode.of(
                new PhysicalPlan.Project(
                        input.plan(), project.expressions(), properties(project, input)),
                times);
    }

    /// Returns which time an expression is: a time column, plus or minus a constant.
    private static @Nullable TimeColumn time(Expression expression, StreamNode input) {
        return switch (expression) {
            case ColumnReference reference -> input.time(reference.column());
            case Cast cast when isExact(cast) -> time(cast.argument(), input);
            case Call call -> {
                LinearTime linear = LinearTime.of(call);
                TimeColumn base = linear == null ? null : input.time(linear.column());
                yield base == null || linear == null ? null : base.shifted(linear.micros());
            }
            default -> null;
        };
    }

    /// Says whether a cast keeps the value of every time.
    static boolean isExact(Cast cast) {
        return cast.type().kind() == TypeKind.TIMESTAMP
                && cast.argument().type().kind() == TypeKind.TIMESTAMP
                && cast.type().precision() >= cast.argument().type().precision();
    }

    private StreamNode windows(PhysicalPlan.WindowTable windows) {
        StreamNode input = visit(windows.input());
        TimeColumn time = input.time(windows.timeColumn());
        Long delay = time == null ? null : time.delayMicros();
        TimeGroup ends = new TimeGroup(true, delay == null ? null : endDelay(windows, delay));
        List<@Nullable TimeColumn> times = new ArrayList<>(input.times());
        times.add(new TimeColumn(ends, -windows.sizeMicros()));
        times.add(new TimeColumn(ends, 0));
        times.add(new TimeColumn(ends, -MILLISECOND));
        return StreamNode.of(
                new PhysicalPlan.WindowTable(
                        input.plan(),
                        windows.timeColumn(),
                        windows.sizeMicros(),
                        windows.slideMicros(),
                        windows.offsetMicros(),
                        properties(windows, input)),
                times);
    }

    /// The end of a window exceeds the time of each of its rows, by the step of the type at least;
    /// yet none closes before the watermark has reached its end.
    private static long endDelay(PhysicalPlan.WindowTable windows, long delay) {
        DataType type = windows.input().schema().type(windows.timeColumn());
        long step = 1;
        for (int digits = type.precision(); digits < MICRO_DIGITS; digits++) {
            step *= 10;
        }
        boolean isOnSteps =
                windows.slideMicros() % step == 0
                        && windows.sizeMicros() % step == 0
                        && windows.offsetMicros() % step == 0;
        return isOnSteps && delay > 0 ? Math.max(0, delay - step) : delay - 1;
    }

    private StreamNode unnest(PhysicalPlan.Unnest unnest) {
        StreamNode input = visit(unnest.input());
        List<@Nullable TimeColumn> times = new ArrayList<>(input.times());
        times.addAll(Collections.nCopies(unnest.schema().size() - times.size(), null));
        return StreamNode.of(
                new PhysicalPlan.Unnest(
                        input.plan(),
                        unnest.column(),
                        unnest.withOrdinality(),
                        unnest.isOuter(),
                        properties(unnest, input)),
                times);
    }

    private StreamNode limit(PhysicalPlan.Limit limit) {
        StreamNode input = visit(limit.input());
        if (!input.isAppendOnly()) {
            throw StreamErrors.neverEnds(
                    "LIMIT of rows that may be taken back",
                    "leave it out, or aggregate in windows");
        }
        return StreamNode.of(
                new PhysicalPlan.Limit(
                        input.plan(), limit.offset(), limit.limit(), properties(limit, input)),
                input.times());
    }

    private StreamNode write(PhysicalPlan.TableWrite write) {
        StreamNode input = visit(write.input());
        if (write.mode() != WriteRequest.Mode.INSERT) {
            throw StreamErrors.neverEnds(write.mode().name(), "insert into another table");
        }
        if (!input.isAppendOnly()) {
            throw StreamErrors.unsupported(
                    "writing results that change into "
                            + write.table().displayName()
                            + ", which takes rows only once,",
                    "aggregate in windows with TUMBLE or HOP, whose results are final");
        }
        return StreamNode.timeless(
                new PhysicalPlan.TableWrite(
                        input.plan(), write.table(), write.mode(), properties(write, input)));
    }

    /// A time that is another plus a constant.
    record LinearTime(int column, long micros) {
        /// Returns what a column, or a column plus or minus intervals, is; null for all else.
        static @Nullable LinearTime of(Expression expression) {
            return switch (expression) {
                case ColumnReference reference -> new LinearTime(reference.column(), 0);
                case Cast cast when isExact(cast) -> of(cast.argument());
                case Call call when call.arguments().size() == 2 -> {
                    Expression first = call.arguments().get(0);
                    Expression second = call.arguments().get(1);
                    yield switch (call.function()) {
                        case "add" ->
                                isInterval(first) ? plus(second, first, 1) : plus(first, second, 1);
                        case "subtract" -> plus(first, second, -1);
                        default -> null;
                    };
                }
                default -> null;
            };
        }

        private static boolean isInterval(Expression expression) {
            return expression.type().kind() == TypeKind.INTERVAL_DAY;
        }

        private static @Nullable LinearTime plus(Expression time, Expression interval, int sign) {
            LinearTime base = isTime(time) && isInterval(interval) ? of(time) : null;
            return base != null
                            && interval instanceof Literal literal
                            && literal.value() instanceof Long micros
                    ? new LinearTime(base.column, base.micros + sign * micros)
                    : null;
        }

        private static boolean isTime(Expression expression) {
            TypeKind kind = expression.type().kind();
            return kind == TypeKind.TIMESTAMP || kind == TypeKind.TIMESTAMP_TZ;
        }
    }
}
