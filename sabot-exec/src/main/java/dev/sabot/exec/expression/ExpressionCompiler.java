package dev.sabot.exec.expression;

import dev.sabot.batch.Column;
import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.KernelChoice;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.VectorSignature;
import dev.sabot.exec.function.cast.Casts;
import dev.sabot.exec.function.operator.Membership;
import dev.sabot.exec.kernel.ColumnKernels;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Compiles expressions to trees of precompiled kernels: functions are resolved by argument types,
/// implicit casts inserted, constants folded where that is exact, kernels made.
///
/// **Threads**: one per compilation; the result is immutable.
public final class ExpressionCompiler {
    private final FunctionRegistry registry;
    private final ColumnKernels kernels;

    private ExpressionCompiler(FunctionRegistry registry, ColumnKernels kernels) {
        this.registry = registry;
        this.kernels = kernels;
    }

    /// Compiles an expression.
    ///
    /// **Errors**: UNKNOWN_FUNCTION, TYPE_MISMATCH.
    ///
    /// @param scalarKernels whether to use scalar kernels even where vectors are available
    public static CompiledExpression compile(
            Expression expression, FunctionRegistry registry, boolean scalarKernels) {
        ColumnKernels kernels = KernelChoice.choose(scalarKernels);
        Bound root = new ExpressionCompiler(registry, kernels).bind(expression);
        return new CompiledExpression(root, kernels);
    }

    /// Evaluates an expression without column references.
    ///
    /// **Errors**: those of compiling and evaluating it.
    public static Expression.Literal evaluateConstant(
            Expression expression, FunctionRegistry registry, EvaluationContext context) {
        CompiledExpression compiled = compile(expression, registry, false);
        try (Evaluator evaluator = compiled.newEvaluator(context);
                Column result = evaluator.evaluate(new Column[0], 1, null)) {
            Object value = Constants.read(result, 0, compiled.type());
            return new Expression.Literal(value, compiled.type());
        }
    }

    private Bound bind(Expression expression) {
        return switch (expression) {
            case Expression.ColumnReference reference -> new Bound.Column(reference);
            case Expression.Literal literal -> new Bound.Constant(literal);
            case Expression.Parameter parameter -> new Bound.Parameter(parameter);
            case Expression.Conjunction and -> logical(and.terms(), true);
            case Expression.Disjunction or -> logical(or.terms(), false);
            case Expression.Case branches -> branches(branches);
            case Expression.Cast cast -> cast(bind(cast.argument()), cast.type(), cast.isTry());
            case Expression.In in -> in(in);
            case Expression.Call call -> call(call);
        };
    }

    private Bound logical(List<Expression> terms, boolean isAnd) {
        List<Bound> bound = new ArrayList<>();
        for (Expression term : terms) {
            Bound value = cast(bind(term), DataType.BOOLEAN, false);
            if (value instanceof Bound.Logical inner && inner.isAnd() == isAnd) {
                bound.addAll(inner.terms());
            } else {
                bound.add(value);
            }
        }
        return bound.size() == 1 ? bound.get(0) : new Bound.Logical(List.copyOf(bound), isAnd);
    }

    private Bound branches(Expression.Case branches) {
        List<Bound> conditions = new ArrayList<>();
        List<Bound> values = new ArrayList<>();
        for (Expression.Case.Branch branch : branches.branches()) {
            conditions.add(cast(bind(branch.condition()), DataType.BOOLEAN, false));
            values.add(cast(bind(branch.value()), branches.type(), false));
        }
        values.add(cast(bind(branches.otherwise()), branches.type(), false));
        return new Bound.Case(List.copyOf(conditions), List.copyOf(values), branches.type());
    }

    private static Bound cast(Bound argument, DataType type, boolean isTry) {
        DataType from = argument.type();
        if (from.equals(type)) {
            return argument;
        }
        if (argument instanceof Bound.Constant constant) {
            Expression.Literal folded = Constants.fold(constant.literal(), type);
            if (folded != null) {
                return new Bound.Constant(folded);
            }
        }
        if (Casts.isIdentity(from, type)) {
            return new Bound.Retyped(argument, type);
        }
        Kernel kernel = Casts.kernel(from, type, isTry);
        return new Bound.Apply(argument, type, kernel, !isTry && Casts.canFail(from, type));
    }

    private Bound in(Expression.In in) {
        Bound value = bind(in.value());
        List<Expression.Literal> members = new ArrayList<>();
        boolean hasNull = false;
        for (Expression.Literal member : in.members()) {
            if (member.value() == null) {
                hasNull = true;
                continue;
            }
            Expression.Literal folded = Constants.fold(member, value.type());
            if (folded == null) {
                throw new SabotException(
                        ErrorCode.TYPE_MISMATCH,
                        "IN compares "
                                + value.type()
                                + " with "
                                + member.type()
                                + "; cast one of them");
            }
            members.add(folded);
        }
        Bound found;
        if (value.type().kind().isNested()) {
            found = nestedIn(in.value(), members);
        } else {
            List<Object> values = new ArrayList<>();
            members.forEach(member -> values.add(FunctionRegistry.constant(member)));
            Kernel kernel = Membership.kernel(value.type(), values, kernels);
            found = new Bound.Apply(value, DataType.BOOLEAN, kernel, false);
        }
        if (!hasNull) {
            return found;
        }
        // Kleene's OR with NULL: true where a member matches, else null.
        Bound unknown = new Bound.Constant(new Expression.Literal(null, DataType.BOOLEAN));
        return new Bound.Logical(List.of(found, unknown), false);
    }

    private Bound nestedIn(Expression value, List<Expression.Literal> members) {
        List<Expression> terms = new ArrayList<>();
        for (Expression.Literal member : members) {
            terms.add(new Expression.Call("equal", List.of(value, member), DataType.BOOLEAN));
        }
        return logical(terms, false);
    }

    private Bound call(Expression.Call call) {
        List<Bound> arguments = call.arguments().stream().map(this::bind).toList();
        if (call.function().equals("not") && arguments.size() == 1) {
            return new Bound.Not(cast(arguments.get(0), DataType.BOOLEAN, false));
        }
        ScalarFunction function = registry.scalar(call.function());
        if (function == null) {
            throw new SabotException(
                    ErrorCode.UNKNOWN_FUNCTION,
                    "there is no function " + call.function() + "; see SHOW FUNCTIONS");
        }
        List<DataType> types = arguments.stream().map(Bound::type).toList();
        FunctionRegistry.Resolved<ScalarFunction.Signature> resolved =
                FunctionRegistry.resolve(function, types);
        if (resolved == null) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    "function "
                            + call.function()
                            + " does not take ("
                            + types.stream()
                                    .map(DataType::toString)
                                    .collect(Collectors.joining(", "))
                            + "); it is "
                            + function.doc().syntax());
        }
        List<Bound> cast = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            cast.add(cast(arguments.get(index), resolved.coerced().get(index), false));
        }
        boolean takesType = takesType(resolved.signature(), resolved.result(), call.type());
        DataType result = takesType ? call.type() : resolved.result();
        Bound.Call bound =
                new Bound.Call(function, resolved.signature(), List.copyOf(cast), result, null);
        if (cast.stream().noneMatch(Bound.Parameter.class::isInstance)) {
            List<@Nullable Object> constants = new ArrayList<>();
            for (Bound argument : cast) {
                constants.add(
                        argument instanceof Bound.Constant constant
                                ? constant.literal().value()
                                : null);
            }
            Kernel kernel = CompiledExpression.kernel(bound, constants, kernels);
            bound =
                    new Bound.Call(
                            function, resolved.signature(), bound.arguments(), result, kernel);
        }
        return cast(bound, call.type(), false);
    }

    /// Says whether a kernel can be made for the call's type rather than the signature's own.
    private static boolean takesType(
            ScalarFunction.Signature signature, DataType own, DataType wanted) {
        if (own.equals(wanted)) {
            return true;
        }
        if (own.kind() == wanted.kind() && !own.kind().isNested()) {
            return true;
        }
        if (!(signature instanceof VectorSignature)) {
            return false;
        }
        boolean isDate = own.kind() == TypeKind.DATE || own.kind() == TypeKind.TIMESTAMP;
        boolean wantsDate = wanted.kind() == TypeKind.DATE || wanted.kind() == TypeKind.TIMESTAMP;
        return isDate && wantsDate || own.kind().isInteger() && wanted.kind().isInteger();
    }
}
