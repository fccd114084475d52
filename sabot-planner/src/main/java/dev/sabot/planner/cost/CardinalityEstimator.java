package dev.sabot.planner.cost;

import dev.sabot.connector.TableStatistics;
import dev.sabot.connector.TableStatistics.ColumnStatistics;
import dev.sabot.planner.catalog.ColumnScan;
import dev.sabot.planner.logical.UnnestElements;
import dev.sabot.planner.logical.WatermarkAssign;
import dev.sabot.planner.logical.WindowAssign;
import dev.sabot.type.DataType;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Guesses how many rows each node of a plan gives. Remembers what it guessed, so that one instance
/// serves one plan; guesses are never negative and never exact.
///
/// **Threads**: one.
public final class CardinalityEstimator {
    private static final double DEFAULT_TABLE_ROWS = 100_000;
    private static final double DEFAULT_SERIES_ROWS = 1_000;
    private static final double ELEMENTS_PER_ARRAY = 5;
    private static final double ONE_OF_TWO = 0.5;

    private final Map<RelNode, RelationEstimate> estimates = new IdentityHashMap<>();

    /// Returns the guessed number of rows, at least 1.
    public double rows(RelNode node) {
        return estimate(node).rows();
    }

    /// Returns the guessed number of distinct values of a column, at least 1.
    public double distinct(RelNode node, int column) {
        return estimate(node).column(column).distinct();
    }

    /// Returns the share of a node's rows that meet a condition over them.
    public double selectivity(RelNode node, RexNode condition) {
        return new Selectivity(estimate(node)).of(condition);
    }

    /// Returns the share of rows that meet several conditions of the given shares.
    public static double combine(List<Double> shares) {
        return Selectivity.combine(shares);
    }

    RelationEstimate estimate(RelNode node) {
        RelationEstimate known = estimates.get(node);
        if (known == null) {
            known = compute(node);
            estimates.put(node, known);
        }
        return known;
    }

    private RelationEstimate compute(RelNode node) {
        return switch (node) {
            case ColumnScan scan -> scan(scan);
            case Filter filter -> filter(estimate(filter.getInput()), filter.getCondition());
            case Project project -> project(project);
            case Join join -> join(join);
            case Aggregate aggregate -> aggregate(aggregate);
            case Sort sort -> sort(sort);
            case Union union -> union(union);
            case Intersect intersect -> smallest(intersect);
            case Minus minus -> estimate(minus.getInput(0));
            case Values values -> unknownColumns(values, values.getTuples().size());
            case UnnestElements unnest ->
                    unknownColumns(unnest, rows(unnest.getInput()) * ELEMENTS_PER_ARRAY);
            case WatermarkAssign watermark -> estimate(watermark.getInput());
            case WindowAssign windows -> windows(windows);
            default -> fallback(node);
        };
    }

    private RelationEstimate windows(WindowAssign windows) {
        RelationEstimate input = estimate(windows.getInput());
        WindowAssign.Span span = windows.span();
        double rows = input.rows() * span.sizeMicros() / span.slideMicros();
        List<ColumnEstimate> columns = new ArrayList<>(input.columns());
        columns.addAll(
                Collections.nCopies(
                        WindowAssign.NUM_WINDOW_COLUMNS,
                        ColumnEstimate.ofDistinct(Math.sqrt(rows))));
        return new RelationEstimate(rows, columns);
    }

    private RelationEstimate fallback(RelNode node) {
        double rows = node.getInputs().isEmpty() ? DEFAULT_SERIES_ROWS : 1;
        for (RelNode input : node.getInputs()) {
            rows *= rows(input);
        }
        return unknownColumns(node, rows);
    }

    private static RelationEstimate unknownColumns(RelNode node, double rows) {
        ColumnEstimate column = ColumnEstimate.ofDistinct(Math.sqrt(rows));
        return new RelationEstimate(
                rows, Collections.nCopies(node.getRowType().getFieldCount(), column));
    }

    private static RelationEstimate scan(ColumnScan scan) {
        TableStatistics statistics = scan.source().statistics();
        double rows = statistics.numRows() < 0 ? DEFAULT_TABLE_ROWS : statistics.numRows();
        List<ColumnEstimate> columns = new ArrayList<>(scan.columns().size());
        for (int index : scan.columns()) {
            boolean isUnique =
                    index == scan.source().schema().size()
                            || scan.source().constraints().uniqueKeys().contains(List.of(index));
            DataType type =
                    index == scan.source().schema().size()
                            ? DataType.BIGINT
                            : scan.source().schema().type(index);
            columns.add(column(statistics.column(index), type, rows, isUnique));
        }
        return new RelationEstimate(rows, columns);
    }

    private static ColumnEstimate column(
            ColumnStatistics statistics, DataType type, double rows, boolean isUnique) {
        double min = ColumnEstimate.toDouble(statistics.min(), type);
        double max = ColumnEstimate.toDouble(statistics.max(), type);
        double nulls = Math.max(0, statistics.nullFraction());
        double distinct = statistics.distinctCount();
        boolean isKnown = distinct >= 0 || isUnique || max >= min;
        if (distinct < 0) {
            distinct = isUnique ? rows : guessDistinct(type, max - min, rows);
        }
        return new ColumnEstimate(Math.max(1, distinct), min, max, nulls, !isKnown);
    }

    /// Without a count, a column with a range has as many values as fit the range, any other one
    /// the square root of the rows.
    private static double guessDistinct(DataType type, double width, double rows) {
        boolean isStepped = type.kind().isInteger() || type.kind().isDateTime() || type.isDecimal();
        if (width >= 0 && isStepped) {
            return Math.min(rows, width * Math.pow(10, type.scale()) + 1);
        }
        return type.kind().isNumeric() ? rows : Math.sqrt(rows);
    }

    private static RelationEstimate filter(RelationEstimate input, RexNode condition) {
        double share = new Selectivity(input).of(condition);
        List<ColumnEstimate> columns = new ArrayList<>(input.columns());
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            narrow(columns, conjunct);
        }
        return new RelationEstimate(input.rows() * share, columns);
    }

    private static void narrow(List<ColumnEstimate> columns, RexNode conjunct) {
        if (!(conjunct instanceof RexCall call)
                || call.getOperands().size() != 2
                || !(call.getOperands().get(0) instanceof RexInputRef reference)
                || !(call.getOperands().get(1) instanceof RexLiteral literal)
                || call.getKind() == SqlKind.SEARCH) {
            return;
        }
        double value = Selectivity.toDouble(literal);
        ColumnEstimate column = columns.get(reference.getIndex());
        ColumnEstimate narrowed =
                switch (call.getKind()) {
                    case EQUALS -> new ColumnEstimate(1, value, value, 0, false);
                    case LESS_THAN, LESS_THAN_OR_EQUAL ->
                            column.within(Double.NEGATIVE_INFINITY, value);
                    case GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                            column.within(value, Double.POSITIVE_INFINITY);
                    default -> column;
                };
        columns.set(reference.getIndex(), narrowed);
    }

    private RelationEstimate project(Project project) {
        RelationEstimate input = estimate(project.getInput());
        List<ColumnEstimate> columns = new ArrayList<>(project.getProjects().size());
        for (RexNode expression : project.getProjects()) {
            columns.add(expression(expression, input));
        }
        return new RelationEstimate(input.rows(), columns);
    }

    private static ColumnEstimate expression(RexNode expression, RelationEstimate input) {
        return switch (expression) {
            case RexInputRef reference -> input.column(reference.getIndex());
            case RexLiteral _ -> ColumnEstimate.ofDistinct(1);
            case RexCall call when call.isA(SqlKind.CAST) ->
                    ColumnEstimate.ofDistinct(
                            expression(call.getOperands().get(0), input).distinct());
            default -> ColumnEstimate.ofDistinct(Math.sqrt(input.rows()));
        };
    }

    private RelationEstimate join(Join join) {
        RelationEstimate left = estimate(join.getLeft());
        RelationEstimate right = estimate(join.getRight());
        List<ColumnEstimate> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        RelationEstimate product = new RelationEstimate(left.rows() * right.rows(), columns);
        List<Double> shares = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            shares.add(new Selectivity(product).of(conjunct));
        }
        double inner = product.rows() * Selectivity.combine(shares);
        return switch (join.getJoinType()) {
            case INNER, ASOF -> product.withRows(inner);
            case LEFT, LEFT_ASOF -> product.withRows(Math.max(inner, left.rows()));
            case RIGHT -> product.withRows(Math.max(inner, right.rows()));
            case FULL -> product.withRows(Math.max(inner, left.rows() + right.rows()));
            case SEMI -> left.withRows(left.rows() * matched(join, left, right));
            case ANTI -> left.withRows(left.rows() * Math.max(0.1, 1 - matched(join, left, right)));
            case LEFT_MARK -> {
                List<ColumnEstimate> marked = new ArrayList<>(left.columns());
                marked.add(ColumnEstimate.ofDistinct(2));
                yield new RelationEstimate(left.rows(), marked);
            }
        };
    }

    /// Returns the share of left rows that have a match, taking it that the values of the smaller
    /// side are among those of the larger.
    static double matched(Join join, RelationEstimate left, RelationEstimate right) {
        int numLeft = left.columns().size();
        double share = 1;
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            share = Math.min(share, matched(conjunct, numLeft, left, right));
        }
        return share;
    }

    private static double matched(
            RexNode conjunct, int numLeft, RelationEstimate left, RelationEstimate right) {
        if (!(conjunct instanceof RexCall call)
                || !call.isA(SqlKind.EQUALS)
                || !(call.getOperands().get(0) instanceof RexInputRef first)
                || !(call.getOperands().get(1) instanceof RexInputRef second)) {
            return conjunct.isAlwaysTrue() ? 1 : ONE_OF_TWO;
        }
        int leftColumn = Math.min(first.getIndex(), second.getIndex());
        int rightColumn = Math.max(first.getIndex(), second.getIndex()) - numLeft;
        if (leftColumn >= numLeft || rightColumn < 0) {
            return ONE_OF_TWO;
        }
        return Math.min(
                1, right.column(rightColumn).distinct() / left.column(leftColumn).distinct());
    }

    private RelationEstimate aggregate(Aggregate aggregate) {
        RelationEstimate input = estimate(aggregate.getInput());
        double groups = 1;
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            ColumnEstimate column = input.column(key);
            groups *= column.distinct();
            columns.add(column);
        }
        double rows = Math.min(groups, input.rows()) * aggregate.getGroupSets().size();
        while (columns.size() < aggregate.getRowType().getFieldCount()) {
            columns.add(ColumnEstimate.ofAggregate(rows));
        }
        return new RelationEstimate(rows, columns);
    }

    private RelationEstimate sort(Sort sort) {
        RelationEstimate input = estimate(sort.getInput());
        return sort.fetch instanceof RexLiteral fetch
                ? input.withRows(Math.min(input.rows(), RexLiteral.intValue(fetch)))
                : input;
    }

    private RelationEstimate union(Union union) {
        double rows = 0;
        for (RelNode input : union.getInputs()) {
            rows += rows(input);
        }
        return estimate(union.getInput(0)).withRows(rows);
    }

    private RelationEstimate smallest(Intersect intersect) {
        RelationEstimate first = estimate(intersect.getInput(0));
        double rows = first.rows();
        for (RelNode input : intersect.getInputs()) {
            rows = Math.min(rows, rows(input));
        }
        return first.withRows(rows);
    }
}
