package dev.sabot.planner.rule;

import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.planner.expression.Casts;
import dev.sabot.planner.expression.Literals;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// Compares a column with a constant of its own type instead of widening the column:
/// `CAST(x AS DECIMAL(12, 2)) > 5` becomes `x > 5.00`, which a scan can prune by.
final class NarrowComparisons extends RexShuttle {
    private static final Set<SqlKind> COMPARISONS =
            Set.of(
                    SqlKind.EQUALS,
                    SqlKind.NOT_EQUALS,
                    SqlKind.LESS_THAN,
                    SqlKind.LESS_THAN_OR_EQUAL,
                    SqlKind.GREATER_THAN,
                    SqlKind.GREATER_THAN_OR_EQUAL);

    private final RexBuilder rex;

    NarrowComparisons(RexBuilder rex) {
        this.rex = rex;
    }

    @Override
    public RexNode visitCall(RexCall call) {
        RexNode visited = super.visitCall(call);
        if (!(visited instanceof RexCall comparison)
                || !COMPARISONS.contains(comparison.getKind())) {
            return visited;
        }
        RexNode left = comparison.getOperands().get(0);
        RexNode right = comparison.getOperands().get(1);
        if (right instanceof RexLiteral literal) {
            return narrowed(comparison, left, literal, false);
        }
        return left instanceof RexLiteral literal
                ? narrowed(comparison, right, literal, true)
                : comparison;
    }

    private RexNode narrowed(
            RexCall comparison, RexNode value, RexLiteral literal, boolean isReversed) {
        RexNode narrow = value;
        while (narrow instanceof RexCall cast && cast.isA(SqlKind.CAST) && isWidening(cast)) {
            narrow = cast.getOperands().getFirst();
        }
        if (narrow instanceof RexLiteral || literal.isNull()) {
            return comparison;
        }
        RexNode exact = exactly(literal, narrow);
        if (exact == null) {
            return comparison;
        }
        List<RexNode> operands = isReversed ? List.of(exact, narrow) : List.of(narrow, exact);
        return rex.makeCall(comparison.getOperator(), operands);
    }

    private static boolean isWidening(RexCall cast) {
        return Casts.isWidening(
                TypeMapping.toDataType(cast.getOperands().getFirst().getType()),
                TypeMapping.toDataType(cast.getType()));
    }

    private @Nullable RexNode exactly(RexLiteral literal, RexNode value) {
        DataType type = TypeMapping.toDataType(value.getType());
        Literal known = Literals.toLiteral(literal);
        if (known.type().equals(type)) {
            return literal;
        }
        boolean isExact = known.type().kind().isInteger() || known.type().isDecimal();
        if (!isExact || !(type.kind().isInteger() || type.isDecimal())) {
            return null;
        }
        Expression converted = Casts.cast(known, type);
        return converted instanceof Literal exact
                ? Literals.toRex(exact, value.getType(), rex)
                : null;
    }
}
