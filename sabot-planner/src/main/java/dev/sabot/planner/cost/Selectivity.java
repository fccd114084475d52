package dev.sabot.planner.cost;

import com.google.common.collect.Range;

import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.planner.expression.Literals;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.Sarg;
import org.apache.calcite.util.TimestampString;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Guesses which share of a relation's rows meets a condition.
final class Selectivity {
    private static final double DEFAULT = 0.25;
    private static final double RANGE = 1.0 / 3;
    private static final double LIKE = 0.1;
    private static final double OUT_OF_RANGE = 1e-4;
    private static final double MICROS_PER_MILLI = 1_000;

    private final RelationEstimate relation;

    Selectivity(RelationEstimate relation) {
        this.relation = relation;
    }

    /// Returns the share of rows that meet all conditions. Conditions are seldom independent: of
    /// those sorted by strength, each counts with the square root of the one before.
    static double combine(List<Double> shares) {
        List<Double> sorted = new ArrayList<>(shares);
        sorted.sort(Comparator.naturalOrder());
        double result = 1;
        double exponent = 1;
        for (double share : sorted) {
            result *= Math.pow(share, exponent);
            exponent /= 2;
        }
        return result;
    }

    double of(RexNode condition) {
        return Math.clamp(estimate(condition), 0, 1);
    }

    private double estimate(RexNode condition) {
        if (condition.isAlwaysTrue()) {
            return 1;
        }
        if (condition.isAlwaysFalse()) {
            return 0;
        }
        if (!(condition instanceof RexCall call)) {
            return 0.5;
        }
        return switch (call.getKind()) {
            case AND -> product(call);
            case OR -> union(call);
            case NOT -> 1 - of(call.getOperands().getFirst());
            case EQUALS, IS_NOT_DISTINCT_FROM -> equality(call);
            case NOT_EQUALS, IS_DISTINCT_FROM -> 1 - equality(call);
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                    comparison(call);
            case IS_NULL -> nulls(call);
            case IS_NOT_NULL -> 1 - nulls(call);
            case IS_TRUE, IS_NOT_FALSE -> of(call.getOperands().getFirst());
            case IS_FALSE, IS_NOT_TRUE -> 1 - of(call.getOperands().getFirst());
            case LIKE, SIMILAR -> LIKE;
            case SEARCH -> search(call);
            default -> DEFAULT;
        };
    }

    private double product(RexCall call) {
        double result = 1;
        for (RexNode operand : RelOptUtil.conjunctions(call)) {
            result *= of(operand);
        }
        return result;
    }

    private double union(RexCall call) {
        double none = 1;
        for (RexNode operand : RelOptUtil.disjunctions(call)) {
            none *= 1 - of(operand);
        }
        return 1 - none;
    }

    private double equality(RexCall call) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        if (left instanceof RexInputRef first && right instanceof RexInputRef second) {
            return 1 / Math.max(distinct(first), distinct(second));
        }
        if (left instanceof RexInputRef column && right instanceof RexLiteral literal) {
            return point(column, toDouble(literal));
        }
        if (right instanceof RexInputRef column && left instanceof RexLiteral literal) {
            return point(column, toDouble(literal));
        }
        if (left instanceof RexInputRef column) {
            return 1 / distinct(column);
        }
        return right instanceof RexInputRef column ? 1 / distinct(column) : LIKE;
    }

    private double distinct(RexInputRef column) {
        return relation.column(column.getIndex()).distinct();
    }

    private double point(RexInputRef reference, double value) {
        ColumnEstimate column = relation.column(reference.getIndex());
        if (column.hasRange() && (value < column.min() || value > column.max())) {
            return OUT_OF_RANGE;
        }
        return column.pointShare();
    }

    private double comparison(RexCall call) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        SqlKind kind = call.getKind();
        if (left instanceof RexLiteral) {
            RexNode swapped = left;
            left = right;
            right = swapped;
            kind = kind.reverse();
        }
        if (!(left instanceof RexInputRef reference) || !(right instanceof RexLiteral literal)) {
            return RANGE;
        }
        double value = toDouble(literal);
        boolean isUpper = kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL;
        return isUpper
                ? between(reference, Double.NEGATIVE_INFINITY, value)
                : between(reference, value, Double.POSITIVE_INFINITY);
    }

    private double between(RexInputRef reference, double low, double high) {
        ColumnEstimate column = relation.column(reference.getIndex());
        if (!column.hasRange() || Double.isNaN(low) || Double.isNaN(high)) {
            return column.rangeShare();
        }
        double from = Math.max(low, column.min());
        double to = Math.min(high, column.max());
        if (to < from) {
            return OUT_OF_RANGE;
        }
        double width = column.max() - column.min();
        double share = width == 0 ? 1 : (to - from) / width;
        return Math.max(share, 1 / column.distinct()) * (1 - column.nullFraction());
    }

    private double nulls(RexCall call) {
        return call.getOperands().getFirst() instanceof RexInputRef reference
                ? relation.column(reference.getIndex()).nullFraction()
                : LIKE;
    }

    private double search(RexCall call) {
        RexLiteral literal = (RexLiteral) call.getOperands().get(1);
        Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
        if (!(call.getOperands().get(0) instanceof RexInputRef reference)) {
            return DEFAULT;
        }
        if (sarg.isComplementedPoints()) {
            double share = relation.column(reference.getIndex()).pointShare();
            return 1 - Math.min(1, sarg.negate().pointCount * share);
        }
        double share = 0;
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            share += share(reference, range);
        }
        return share;
    }

    private double share(RexInputRef reference, Range<?> range) {
        if (isPoint(range)) {
            return point(reference, toDouble(range.lowerEndpoint()));
        }
        return between(
                reference,
                range.hasLowerBound() ? toDouble(range.lowerEndpoint()) : Double.NEGATIVE_INFINITY,
                range.hasUpperBound() ? toDouble(range.upperEndpoint()) : Double.POSITIVE_INFINITY);
    }

    private static boolean isPoint(Range<?> range) {
        return range.hasLowerBound()
                && range.hasUpperBound()
                && range.lowerEndpoint().equals(range.upperEndpoint());
    }

    private static double toDouble(Object endpoint) {
        return switch (endpoint) {
            case BigDecimal number -> number.doubleValue();
            case Number number -> number.doubleValue();
            case DateString date -> date.getDaysSinceEpoch();
            case TimestampString timestamp -> timestamp.getMillisSinceEpoch() * MICROS_PER_MILLI;
            default -> Double.NaN;
        };
    }

    /// Returns a constant as a double, or NaN for those that are none.
    static double toDouble(RexLiteral rex) {
        Literal literal = Literals.toLiteral(rex);
        return ColumnEstimate.toDouble(literal.value(), literal.type());
    }
}
