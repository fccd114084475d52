package dev.sabot.exec.expression;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.VectorSignature;
import dev.sabot.exec.function.cast.Casts;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// An expression with its functions resolved; made once per statement by [ExpressionCompiler] and
/// shared by all tasks.
///
/// **Threads**: immutable.
public final class CompiledExpression {
    private final Bound root;
    private final ColumnKernels kernels;

    CompiledExpression(Bound root, ColumnKernels kernels) {
        this.root = root;
        this.kernels = kernels;
    }

    public DataType type() {
        return root.type();
    }

    /// Returns the name of the kernels in use, for EXPLAIN.
    public String kernels() {
        return kernels.name();
    }

    /// Says whether the value is the same for every row of a statement.
    public boolean isConstant() {
        return root.isConstant();
    }

    /// Makes the evaluator of one task; the caller closes it.
    ///
    /// **Errors**: WRONG_PARAMETER when the context lacks a parameter; those of casting a
    /// parameter's value to the type the statement gave it.
    public Evaluator newEvaluator(EvaluationContext context) {
        return evaluator(root, context);
    }

    private NodeEvaluator evaluator(Bound node, EvaluationContext context) {
        return switch (node) {
            case Bound.Column column -> new ColumnEvaluator(column.reference(), context);
            case Bound.Constant constant -> new ConstantEvaluator(constant.literal(), context);
            case Bound.Parameter parameter -> {
                Expression.Literal value = value(parameter.parameter(), context);
                yield new ConstantEvaluator(value, context);
            }
            case Bound.Retyped retyped -> evaluator(retyped.argument(), context);
            case Bound.Logical logical ->
                    new LogicalEvaluator(
                            evaluators(logical.terms(), context), logical.isAnd(), context);
            case Bound.Not not -> new NotEvaluator(evaluator(not.argument(), context), context);
            case Bound.Case branches ->
                    new CaseEvaluator(
                            evaluators(branches.conditions(), context),
                            evaluators(branches.values(), context),
                            branches.type(),
                            context);
            case Bound.Apply apply ->
                    new CallEvaluator(
                            apply.kernel(),
                            new CallEvaluator.Traits(true, false, apply.canFail()),
                            evaluators(List.of(apply.argument()), context),
                            new boolean[] {apply.argument().isConstant()},
                            apply.type(),
                            context);
            case Bound.Call call -> call(call, context);
        };
    }

    private List<NodeEvaluator> evaluators(List<Bound> nodes, EvaluationContext context) {
        List<NodeEvaluator> evaluators = new ArrayList<>(nodes.size());
        for (Bound node : nodes) {
            evaluators.add(evaluator(node, context));
        }
        return List.copyOf(evaluators);
    }

    private static Expression.Literal value(
            Expression.Parameter parameter, EvaluationContext context) {
        List<Expression.Literal> values = context.parameters();
        if (parameter.index() >= values.size()) {
            throw new SabotException(
                    ErrorCode.WRONG_PARAMETER,
                    "parameter "
                            + (parameter.index() + 1)
                            + " has no value; bind "
                            + values.size()
                            + " more or fewer than the statement has");
        }
        return convert(values.get(parameter.index()), parameter.type(), context);
    }

    /// Casts a bound value to the type the statement gave its parameter.
    private static Expression.Literal convert(
            Expression.Literal value, DataType type, EvaluationContext context) {
        Expression.Literal folded = Constants.fold(value, type);
        if (folded != null) {
            return folded;
        }
        Kernel kernel = Casts.kernel(value.type(), type, false);
        try (Column column = Constants.value(value, context.allocator());
                Column converted = kernel.evaluate(new Column[] {column}, 1, null, context)) {
            return new Expression.Literal(Constants.read(converted, 0, type), type);
        }
    }

    private NodeEvaluator call(Bound.Call call, EvaluationContext context) {
        boolean[] isConstant = new boolean[call.arguments().size()];
        for (int index = 0; index < isConstant.length; index++) {
            isConstant[index] = call.arguments().get(index).isConstant();
        }
        return new CallEvaluator(
                call.kernel() == null ? kernel(call, context) : call.kernel(),
                call.traits(),
                evaluators(call.arguments(), context),
                isConstant,
                call.type(),
                context);
    }

    /// Makes the kernel of a call whose constants include parameters, known only now.
    private Kernel kernel(Bound.Call call, EvaluationContext context) {
        List<@Nullable Object> constants = new ArrayList<>();
        for (Bound argument : call.arguments()) {
            constants.add(
                    switch (argument) {
                        case Bound.Constant constant -> constant.literal().value();
                        case Bound.Parameter parameter ->
                                value(parameter.parameter(), context).value();
                        case Bound.Column _,
                                Bound.Logical _,
                                Bound.Not _,
                                Bound.Case _,
                                Bound.Apply _,
                                Bound.Call _,
                                Bound.Retyped _ ->
                                null;
                    });
        }
        return kernel(call, constants, kernels);
    }

    static Kernel kernel(Bound.Call call, List<@Nullable Object> constants, ColumnKernels kernels) {
        List<DataType> types = call.arguments().stream().map(Bound::type).toList();
        return call.signature() instanceof VectorSignature vector
                ? vector.kernel(types, call.type(), constants, kernels)
                : call.signature().kernel(types, call.type(), constants);
    }
}
