package dev.sabot.planner.expression;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.Disjunction;
import dev.sabot.exec.expression.Expression.In;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.DataType;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.util.Sarg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Translates SEARCH, Calcite's form of a value in a set of ranges, into comparisons and IN.
final class SearchTranslator {
    /// Fewer points than this are compared one by one.
    private static final int MIN_IN_MEMBERS = 3;

    private final RexBuilder rexBuilder;

    SearchTranslator(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    Expression translate(RexCall call, Function<RexNode, Expression> translator) {
        Expression value = translator.apply(call.getOperands().get(0));
        RexLiteral literal = (RexLiteral) call.getOperands().get(1);
        Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
        Expression expression = ranges(value, sarg, literal.getType());
        if (sarg.nullAs == RexUnknownAs.TRUE) {
            return new Disjunction(List.of(test("is_null", value), expression));
        }
        if (sarg.nullAs == RexUnknownAs.FALSE) {
            return new Conjunction(List.of(test("is_not_null", value), expression));
        }
        return expression;
    }

    private static Expression test(String function, Expression value) {
        return new Call(function, List.of(value), DataType.BOOLEAN);
    }

    private Expression ranges(Expression value, Sarg<?> sarg, RelDataType type) {
        if (sarg.isAll()) {
            return test("is_not_null", value);
        }
        if (sarg.isComplementedPoints()) {
            return test("not", ranges(value, sarg.negate(), type));
        }
        List<Literal> points = new ArrayList<>();
        List<Expression> terms = new ArrayList<>();
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            if (isPoint(range)) {
                points.add(literal(range.lowerEndpoint(), type, value.type()));
            } else {
                terms.add(range(value, range, type));
            }
        }
        addPoints(value, points, terms);
        if (terms.isEmpty()) {
            return RexTranslator.compare("not_equal", value, value);
        }
        return terms.size() == 1 ? terms.getFirst() : new Disjunction(terms);
    }

    private static boolean isPoint(Range<?> range) {
        return range.hasLowerBound()
                && range.hasUpperBound()
                && range.lowerEndpoint().equals(range.upperEndpoint());
    }

    private static void addPoints(Expression value, List<Literal> points, List<Expression> terms) {
        boolean isOneType = points.stream().allMatch(p -> p.type().equals(value.type()));
        if (points.size() >= MIN_IN_MEMBERS && isOneType) {
            terms.add(new In(value, points));
            return;
        }
        for (Literal point : points) {
            terms.add(RexTranslator.compare("equal", value, point));
        }
    }

    private Expression range(Expression value, Range<?> range, RelDataType type) {
        List<Expression> bounds = new ArrayList<>(2);
        if (range.hasLowerBound()) {
            String name =
                    range.lowerBoundType() == BoundType.CLOSED ? "greater_or_equal" : "greater";
            Literal bound = literal(range.lowerEndpoint(), type, value.type());
            bounds.add(RexTranslator.compare(name, value, bound));
        }
        if (range.hasUpperBound()) {
            String name = range.upperBoundType() == BoundType.CLOSED ? "less_or_equal" : "less";
            Literal bound = literal(range.upperEndpoint(), type, value.type());
            bounds.add(RexTranslator.compare(name, value, bound));
        }
        return bounds.size() == 1 ? bounds.getFirst() : new Conjunction(bounds);
    }

    private Literal literal(Object value, RelDataType type, DataType wanted) {
        RexLiteral rex = (RexLiteral) rexBuilder.makeLiteral(value, type, true, true);
        Literal literal = Literals.toLiteral(rex);
        Literal exact = Casts.exactly(literal, wanted);
        return exact != null ? exact : literal;
    }
}
