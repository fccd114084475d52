package dev.sabot.planner.physical;

import dev.sabot.connector.Boundedness;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.plan.AggregateCall;
import dev.sabot.exec.plan.ChangeMode;
import dev.sabot.exec.plan.PhysicalPlan;
import dev.sabot.exec.plan.Retention;
import dev.sabot.exec.plan.RowTime;
import dev.sabot.exec.plan.SortKey;
import dev.sabot.exec.plan.StreamGrouping;
import dev.sabot.exec.plan.WindowCall;
import dev.sabot.type.Field;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The text form of a physical plan, for EXPLAIN (PHYSICAL): one node per line, inputs indented
/// below it, the build side of a join second.
public final class Explain {
    private static final int MAX_VALUES = 3;

    private Explain() {}

    /// Returns the plan as text.
    public static String physical(PhysicalPlan plan) {
        StringBuilder text = new StringBuilder();
        append(plan, 0, text);
        return text.toString().stripTrailing();
    }

    private static void append(PhysicalPlan plan, int depth, StringBuilder text) {
        text.append("  ".repeat(depth)).append(describe(plan));
        double rows = plan.properties().estimatedRows();
        if (plan.properties().boundedness() == Boundedness.UNBOUNDED) {
            boolean isAppendOnly = plan.properties().changeMode() instanceof ChangeMode.Append;
            text.append(isAppendOnly ? "  [unbounded]" : "  [unbounded, changes]");
        } else if (rows >= 0) {
            text.append(String.format(Locale.ROOT, "  [~%,.0f rows]", rows));
        }
        text.append('\n');
        for (PhysicalPlan input : plan.inputs()) {
            append(input, depth + 1, text);
        }
    }

    /// Returns one node without its inputs and its number of rows.
    public static String describe(PhysicalPlan plan) {
        return switch (plan) {
            case PhysicalPlan.Scan scan -> scan(scan);
            case PhysicalPlan.Values values -> values(values);
            case PhysicalPlan.Series series ->
                    "Series "
                            + expressions(Schema.EMPTY)
                                    .list(List.of(series.start(), series.stop(), series.step()));
            case PhysicalPlan.Filter filter ->
                    "Filter " + expressions(filter.input().schema()).of(filter.predicate());
            case PhysicalPlan.Project project -> project(project);
            case PhysicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case PhysicalPlan.HashJoin join -> hashJoin(join);
            case PhysicalPlan.NestedLoopJoin join ->
                    "NestedLoopJoin "
                            + join.type()
                            + condition(" ON ", join.condition(), both(join.left(), join.right()));
            case PhysicalPlan.Sort sort ->
                    "Sort BY " + sortKeys(sort.keys(), sort.input().schema());
            case PhysicalPlan.TopN top ->
                    "TopN "
                            + top.limit()
                            + (top.offset() == 0 ? "" : " OFFSET " + top.offset())
                            + " BY "
                            + sortKeys(top.keys(), top.input().schema());
            case PhysicalPlan.Limit limit ->
                    "Limit "
                            + (limit.limit() < 0 ? "ALL" : String.valueOf(limit.limit()))
                            + (limit.offset() == 0 ? "" : " OFFSET " + limit.offset());
            case PhysicalPlan.UnionAll _ -> "UnionAll";
            case PhysicalPlan.SetOperation set -> set.kind() + (set.isAll() ? " ALL" : "");
            case PhysicalPlan.Recursion recursion ->
                    "Recursion " + recursion.table() + (recursion.isAll() ? " ALL" : "");
            case PhysicalPlan.RecursiveScan scan ->
                    "RecursiveScan "
                            + scan.table()
                            + " ["
                            + String.join(", ", names(scan.schema()))
                            + "]";
            case PhysicalPlan.Window window -> window(window);
            case PhysicalPlan.Unnest unnest ->
                    "Unnest "
                            + unnest.input().schema().field(unnest.column()).name()
                            + (unnest.withOrdinality() ? " WITH ORDINALITY" : "")
                            + (unnest.isOuter() ? " OUTER" : "");
            case PhysicalPlan.TableWrite write ->
                    "TableWrite " + write.mode() + " " + write.table().displayName();
            case PhysicalPlan.StreamJoin join -> streamJoin(join);
            case PhysicalPlan.WindowTable window -> windowTable(window);
            case PhysicalPlan.Exchange exchange -> "Exchange " + exchange.partitioning();
        };
    }

    private static ExpressionText expressions(Schema schema) {
        return new ExpressionText(names(schema));
    }

    private static List<String> names(Schema schema) {
        return schema.fields().stream().map(Field::name).toList();
    }

    private static Schema both(PhysicalPlan left, PhysicalPlan right) {
        List<Field> fields = new ArrayList<>(left.schema().fields());
        fields.addAll(right.schema().fields());
        return new Schema(fields);
    }

    private static String condition(String prefix, @Nullable Expression condition, Schema schema) {
        return condition == null ? "" : prefix + expressions(schema).operand(condition);
    }

    private static String scan(PhysicalPlan.Scan scan) {
        return "Scan "
                + scan.table().displayName()
                + " ["
                + String.join(", ", names(scan.schema()))
                + "]"
                + condition(" WHERE ", scan.filter(), scan.schema())
                + (scan.limit() < 0 ? "" : " LIMIT " + scan.limit())
                + (scan.rowTime() == null ? "" : rowTime(scan.rowTime(), scan.schema()));
    }

    private static String rowTime(RowTime rowTime, Schema schema) {
        ExpressionText text = expressions(schema);
        return " WATERMARK FOR " + text.of(rowTime.time()) + " AS " + text.of(rowTime.watermark());
    }

    private static String windowTable(PhysicalPlan.WindowTable window) {
        boolean isHop = window.slideMicros() != window.sizeMicros();
        return "WindowTable "
                + (isHop ? "HOP " : "TUMBLE ")
                + window.input().schema().field(window.timeColumn()).name()
                + " SIZE "
                + Durations.text(window.sizeMicros())
                + (isHop ? " SLIDE " + Durations.text(window.slideMicros()) : "")
                + (window.offsetMicros() == 0
                        ? ""
                        : " OFFSET " + Durations.text(window.offsetMicros()));
    }

    /// Returns when the groups of an aggregation over unbounded input are given.
    private static String emission(PhysicalPlan.Aggregate aggregate, StreamGrouping grouping) {
        if (grouping.windowEnd() < 0) {
            return " EMIT CHANGES";
        }
        int key = aggregate.keys().get(grouping.windowEnd());
        return " EMIT AT "
                + aggregate.input().schema().field(key).name()
                + Durations.signed(grouping.delayMicros());
    }

    private static String streamJoin(PhysicalPlan.StreamJoin join) {
        List<String> left = names(join.left().schema());
        List<String> right = names(join.right().schema());
        List<String> keys = new ArrayList<>();
        for (int index = 0; index < join.leftKeys().size(); index++) {
            keys.add(
                    left.get(join.leftKeys().get(index))
                            + (join.nullSafe().get(index) ? " IS NOT DISTINCT FROM " : " = ")
                            + right.get(join.rightKeys().get(index)));
        }
        return "StreamJoin "
                + join.type()
                + " ON "
                + String.join(" AND ", keys)
                + condition(" AND ", join.residual(), both(join.left(), join.right()))
                + " KEEP LEFT "
                + kept(join.leftRetention(), left)
                + ", RIGHT "
                + kept(join.rightRetention(), right);
    }

    static String kept(@Nullable Retention retention, List<String> names) {
        return retention == null
                ? "FOR EVER"
                : "UNTIL " + names.get(retention.column()) + Durations.signed(retention.micros());
    }

    private static String values(PhysicalPlan.Values values) {
        ExpressionText text = new ExpressionText(List.of());
        String rows =
                values.rows().stream()
                        .limit(MAX_VALUES)
                        .map(row -> "(" + text.list(List.copyOf(row)) + ")")
                        .collect(Collectors.joining(", "));
        return "Values " + rows + (values.rows().size() > MAX_VALUES ? ", …" : "");
    }

    private static String project(PhysicalPlan.Project project) {
        ExpressionText text = expressions(project.input().schema());
        List<String> columns = new ArrayList<>();
        for (int index = 0; index < project.expressions().size(); index++) {
            Expression expression = project.expressions().get(index);
            String value = text.of(expression);
            boolean isNamed =
                    expression instanceof ColumnReference
                            || value.equals(project.schema().field(index).name());
            columns.add(isNamed ? value : value + " AS " + project.schema().field(index).name());
        }
        return "Project " + String.join(", ", columns);
    }

    private static String aggregate(PhysicalPlan.Aggregate aggregate) {
        List<String> names = names(aggregate.input().schema());
        StringBuilder text = new StringBuilder("Aggregate");
        if (aggregate.phase() != PhysicalPlan.Aggregate.Phase.SINGLE) {
            text.append(' ').append(aggregate.phase());
        }
        if (!aggregate.keys().isEmpty()) {
            text.append(" BY ").append(columns(aggregate.keys(), names));
        }
        if (aggregate.groupingSets().size() > 1) {
            String sets =
                    aggregate.groupingSets().stream()
                            .map(set -> set.stream().map(aggregate.keys()::get).toList())
                            .map(set -> "(" + columns(set, names) + ")")
                            .collect(Collectors.joining(", "));
            text.append(" SETS (").append(sets).append(')');
        }
        if (!aggregate.calls().isEmpty()) {
            text.append(": ");
            text.append(
                    aggregate.calls().stream()
                            .map(call -> call(call, aggregate.input().schema()))
                            .collect(Collectors.joining(", ")));
        }
        StreamGrouping grouping = aggregate.stream();
        return grouping == null
                ? text.toString()
                : text.append(emission(aggregate, grouping)).toString();
    }

    private static String columns(List<Integer> indexes, List<String> names) {
        return indexes.stream().map(names::get).collect(Collectors.joining(", "));
    }

    private static String call(AggregateCall call, Schema schema) {
        List<String> names = names(schema);
        String arguments = call.arguments().isEmpty() ? "*" : columns(call.arguments(), names);
        return call.function()
                + "("
                + (call.isDistinct() ? "DISTINCT " : "")
                + arguments
                + (call.order().isEmpty() ? "" : " ORDER BY " + sortKeys(call.order(), schema))
                + ")"
                + (call.filter() < 0 ? "" : " FILTER (WHERE " + names.get(call.filter()) + ")");
    }

    private static String hashJoin(PhysicalPlan.HashJoin join) {
        List<String> left = names(join.left().schema());
        List<String> right = names(join.right().schema());
        List<String> keys = new ArrayList<>();
        for (int index = 0; index < join.leftKeys().size(); index++) {
            keys.add(
                    left.get(join.leftKeys().get(index))
                            + (join.nullSafe().get(index) ? " IS NOT DISTINCT FROM " : " = ")
                            + right.get(join.rightKeys().get(index)));
        }
        return "HashJoin "
                + join.type()
                + " ON "
                + String.join(" AND ", keys)
                + condition(" AND ", join.residual(), both(join.left(), join.right()));
    }

    private static String sortKeys(List<SortKey> keys, Schema schema) {
        return keys.stream()
                .map(key ->
                        schema.field(key.column()).name()
                                + (key.isDescending() ? " DESC" : "")
                                + (key.isNullsFirst() ? " NULLS FIRST" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String window(PhysicalPlan.Window window) {
        Schema schema = window.input().schema();
        List<String> names = names(schema);
        StringBuilder text = new StringBuilder("Window");
        if (!window.partitionKeys().isEmpty()) {
            text.append(" PARTITION BY ").append(columns(window.partitionKeys(), names));
        }
        if (!window.orderKeys().isEmpty()) {
            text.append(" ORDER BY ").append(sortKeys(window.orderKeys(), schema));
        }
        String calls =
                window.calls().stream()
                        .map(call -> call(call, names))
                        .collect(Collectors.joining(", "));
        return text.append(": ").append(calls).toString();
    }

    private static String call(WindowCall call, List<String> names) {
        return call.function()
                + "("
                + (call.isDistinct() ? "DISTINCT " : "")
                + columns(call.arguments(), names)
                + ")"
                + (call.ignoresNulls() ? " IGNORE NULLS" : "")
                + " "
                + frame(call.frame());
    }

    private static String frame(WindowCall.Frame frame) {
        String exclusion =
                frame.exclusion() == WindowCall.Exclusion.NO_OTHERS
                        ? ""
                        : " EXCLUDE " + frame.exclusion().name().replace('_', ' ');
        return frame.unit()
                + " BETWEEN "
                + bound(frame.start())
                + " AND "
                + bound(frame.end())
                + exclusion;
    }

    private static String bound(WindowCall.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset() == null ? kind : ExpressionText.literal(bound.offset()) + " " + kind;
    }
}
