package dev.sabot.planner.expression;

import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression.Literal;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Replaces calls of constants by their value. Also serves Calcite where it wants constants
/// reduced.
public final class ConstantFolder extends RexShuttle implements RexExecutor {
    /// Calls that have a meaning for the planner as they are, or that Calcite folds better.
    private static final Set<SqlKind> KEPT =
            Set.of(
                    SqlKind.AND,
                    SqlKind.OR,
                    SqlKind.NOT,
                    SqlKind.SEARCH,
                    SqlKind.CASE,
                    SqlKind.ROW,
                    SqlKind.ARRAY_VALUE_CONSTRUCTOR,
                    SqlKind.MAP_VALUE_CONSTRUCTOR);

    private final RexBuilder rex;
    private final RexTranslator translator;
    private final ConstantEvaluator evaluator;

    public ConstantFolder(RexBuilder rex, RexTranslator translator, ConstantEvaluator evaluator) {
        this.rex = rex;
        this.translator = translator;
        this.evaluator = new BasicEvaluator(evaluator);
    }

    @Override
    public RexNode visitCall(RexCall call) {
        RexNode visited = super.visitCall(call);
        return visited instanceof RexCall folded ? fold(folded) : visited;
    }

    @Override
    public RexNode visitOver(RexOver over) {
        return over;
    }

    /// A value of a nullable type is a literal within a cast that says so.
    private static boolean isLiteral(RexNode node) {
        return node instanceof RexLiteral
                || (node instanceof RexCall cast
                        && cast.isA(SqlKind.CAST)
                        && cast.getOperands().getFirst() instanceof RexLiteral literal
                        && SqlTypeUtil.equalSansNullability(cast.getType(), literal.getType()));
    }

    private RexNode fold(RexCall call) {
        boolean isConstant =
                !KEPT.contains(call.getKind())
                        && !call.getOperands().isEmpty()
                        && call.getOperands().stream().allMatch(ConstantFolder::isLiteral)
                        && call.getOperator().isDeterministic()
                        && !call.getOperator().isDynamicFunction();
        if (!isConstant) {
            return call;
        }
        try {
            Literal value = evaluator.evaluate(translator.translate(call));
            RexNode literal = value == null ? null : Literals.toRex(value, call.getType(), rex);
            return literal == null ? call : literal;
        } catch (SabotException _) {
            // Evaluation fails again at run time, if the expression is reached at all.
            return call;
        }
    }

    @Override
    public void reduce(RexBuilder builder, List<RexNode> constants, List<RexNode> reduced) {
        List<RexNode> results = new ArrayList<>(constants.size());
        for (RexNode constant : constants) {
            results.add(constant.accept(this));
        }
        reduced.addAll(results);
    }
}
