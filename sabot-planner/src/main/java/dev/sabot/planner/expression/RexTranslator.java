package dev.sabot.planner.expression;

import dev.sabot.error.ErrorCode;
import dev.sabot.error.SabotException;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Call;
import dev.sabot.exec.expression.Expression.Case;
import dev.sabot.exec.expression.Expression.Cast;
import dev.sabot.exec.expression.Expression.ColumnReference;
import dev.sabot.exec.expression.Expression.Conjunction;
import dev.sabot.exec.expression.Expression.Disjunction;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.exec.expression.Expression.Parameter;
import dev.sabot.exec.function.FunctionRegistry;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.planner.function.RegistryScalar;
import dev.sabot.planner.type.TypeMapping;
import dev.sabot.type.DataType;
import dev.sabot.type.TypeKind;

import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlTrimFunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Translates row expressions. Operators become calls of the registry's functions; operands get the
/// casts that the functions want.
///
/// **Threads**: any.
public final class RexTranslator {
    private final FunctionRegistry registry;
    private final ArithmeticTranslator arithmetic = new ArithmeticTranslator();
    private final SearchTranslator searches;

    public RexTranslator(FunctionRegistry registry, RexBuilder rexBuilder) {
        this.registry = registry;
        this.searches = new SearchTranslator(rexBuilder);
    }

    /// Translates all of a list.
    public List<Expression> translate(List<? extends RexNode> nodes) {
        List<Expression> expressions = new ArrayList<>(nodes.size());
        for (RexNode node : nodes) {
            expressions.add(translate(node));
        }
        return expressions;
    }

    /// Translates one expression; column references keep their index.
    ///
    /// **Errors**: UNSUPPORTED for what has no function.
    public Expression translate(RexNode node) {
        return switch (node) {
            case RexInputRef input -> new ColumnReference(input.getIndex(), type(input));
            case RexLiteral literal -> Literals.toLiteral(literal);
            case RexDynamicParam parameter -> new Parameter(parameter.getIndex(), type(parameter));
            case RexFieldAccess access -> field(access);
            case RexOver over -> throw unsupported("the window call " + over + " in this place");
            case RexCall call -> call(call);
            default -> throw unsupported("the expression " + node);
        };
    }

    private static SabotException unsupported(String what) {
        return new SabotException(ErrorCode.UNSUPPORTED, what + " is not supported");
    }

    private static DataType type(RexNode node) {
        return TypeMapping.toDataType(node.getType());
    }

    private Expression field(RexFieldAccess access) {
        Expression row = translate(access.getReferenceExpr());
        int index = access.getField().getIndex();
        DataType type = row.type().fields().get(index).type();
        Literal position = new Literal(index + 1L, DataType.BIGINT);
        List<Expression> arguments = List.of(row, position, new Literal(null, type));
        return Casts.cast(new Call("row_field", arguments, type), type(access));
    }

    private Expression call(RexCall call) {
        return switch (call.getKind()) {
            case AND -> conjunction(translate(call.getOperands()));
            case OR -> disjunction(translate(call.getOperands()));
            case NOT -> not(translate(call.getOperands().getFirst()));
            case EQUALS -> comparison("equal", call);
            case NOT_EQUALS -> comparison("not_equal", call);
            case LESS_THAN -> comparison("less", call);
            case LESS_THAN_OR_EQUAL -> comparison("less_or_equal", call);
            case GREATER_THAN -> comparison("greater", call);
            case GREATER_THAN_OR_EQUAL -> comparison("greater_or_equal", call);
            case IS_DISTINCT_FROM -> comparison("is_distinct", call);
            case IS_NOT_DISTINCT_FROM -> comparison("is_not_distinct", call);
            case IS_NULL, IS_UNKNOWN -> test("is_null", call);
            case IS_NOT_NULL -> test("is_not_null", call);
            case IS_TRUE -> test("is_true", call);
            case IS_FALSE -> test("is_false", call);
            case IS_NOT_TRUE -> test("is_not_true", call);
            case IS_NOT_FALSE -> test("is_not_false", call);
            case PLUS, MINUS, TIMES, DIVIDE, MOD, MINUS_PREFIX, PLUS_PREFIX ->
                    arithmetic.translate(call.getKind(), translate(call.getOperands()), type(call));
            case CASE -> choice(call);
            case CAST, SAFE_CAST -> conversion(call);
            case COALESCE -> coalesce(call);
            case NULLIF -> nullIf(call);
            case LIKE, SIMILAR -> pattern(call);
            case SEARCH -> searches.translate(call, this::translate);
            case EXTRACT -> extract(call);
            case FLOOR -> rounded("floor", call);
            case CEIL -> rounded("ceil", call);
            case TRIM -> trim(call);
            case REINTERPRET -> translate(call.getOperands().getFirst());
            default -> other(call);
        };
    }

    private static Expression conjunction(List<Expression> operands) {
        List<Expression> terms = new ArrayList<>();
        for (Expression operand : operands) {
            terms.addAll(operand instanceof Conjunction inner ? inner.terms() : List.of(operand));
        }
        return new Conjunction(terms);
    }

    private static Expression disjunction(List<Expression> operands) {
        List<Expression> terms = new ArrayList<>();
        for (Expression operand : operands) {
            terms.addAll(operand instanceof Disjunction inner ? inner.terms() : List.of(operand));
        }
        return new Disjunction(terms);
    }

    private static Expression not(Expression operand) {
        return new Call("not", List.of(operand), DataType.BOOLEAN);
    }

    private Expression test(String function, RexCall call) {
        Expression operand = translate(call.getOperands().getFirst());
        return new Call(function, List.of(operand), DataType.BOOLEAN);
    }

    private Expression comparison(String function, RexCall call) {
        List<RexNode> operands = call.getOperands();
        return compare(
                function,
                Casts.narrowed(translate(operands.get(0))),
                Casts.narrowed(translate(operands.get(1))));
    }

    /// Returns a comparison of values of any two comparable types.
    public static Expression compare(String function, Expression left, Expression right) {
        if (left instanceof Literal literal && !(right instanceof Literal)) {
            Literal exact = Casts.exactly(literal, right.type());
            if (exact != null) {
                return new Call(function, List.of(exact, right), DataType.BOOLEAN);
            }
        }
        if (right instanceof Literal literal && !(left instanceof Literal)) {
            Literal exact = Casts.exactly(literal, left.type());
            if (exact != null) {
                return new Call(function, List.of(left, exact), DataType.BOOLEAN);
            }
        }
        DataType common = Casts.comparisonType(left.type(), right.type());
        return new Call(
                function, List.of(aligned(left, common), aligned(right, common)), DataType.BOOLEAN);
    }

    private static Expression aligned(Expression expression, DataType common) {
        return Casts.isComparable(expression.type(), common)
                ? expression
                : Casts.cast(expression, common);
    }

    private Expression choice(RexCall call) {
        DataType type = type(call);
        List<Case.Branch> branches = new ArrayList<>();
        List<RexNode> operands = call.getOperands();
        for (int index = 0; index + 1 < operands.size(); index += 2) {
            Expression condition = translate(operands.get(index));
            Expression value = Casts.cast(translate(operands.get(index + 1)), type);
            branches.add(new Case.Branch(condition, value));
        }
        return new Case(branches, Casts.cast(translate(operands.getLast()), type), type);
    }

    /// Chooses one of two arguments; the other is not evaluated, so that it cannot fail.
    private static Expression chosen(
            Expression condition,
            int whereTrue,
            int otherwise,
            List<Expression> arguments,
            DataType type) {
        Case.Branch branch =
                new Case.Branch(
                        Casts.cast(condition, DataType.BOOLEAN),
                        Casts.cast(arguments.get(whereTrue), type));
        return new Case(List.of(branch), Casts.cast(arguments.get(otherwise), type), type);
    }

    private static Expression isPresent(Expression value) {
        return new Call("is_not_null", List.of(value), DataType.BOOLEAN);
    }

    private Expression coalesce(RexCall call) {
        DataType type = type(call);
        List<Expression> values = translate(call.getOperands());
        List<Case.Branch> branches = new ArrayList<>();
        for (Expression value : values.subList(0, values.size() - 1)) {
            branches.add(new Case.Branch(isPresent(value), Casts.cast(value, type)));
        }
        return new Case(branches, Casts.cast(values.getLast(), type), type);
    }

    private Expression nullIf(RexCall call) {
        DataType type = type(call);
        Expression value = translate(call.getOperands().get(0));
        Expression other = translate(call.getOperands().get(1));
        Case.Branch branch =
                new Case.Branch(compare("equal", value, other), new Literal(null, type));
        return new Case(List.of(branch), Casts.cast(value, type), type);
    }

    private Expression conversion(RexCall call) {
        if (call.getOperands().size() > 1) {
            throw unsupported("CAST with FORMAT");
        }
        Expression argument = translate(call.getOperands().getFirst());
        DataType type = type(call);
        boolean isTry = call.getKind() == SqlKind.SAFE_CAST;
        if (!isTry || argument.type().equals(type)) {
            return Casts.cast(argument, type);
        }
        return new Cast(argument, type, true);
    }

    private Expression pattern(RexCall call) {
        List<Expression> operands = new ArrayList<>(3);
        for (RexNode operand : call.getOperands()) {
            operands.add(Casts.cast(translate(operand), DataType.VARCHAR));
        }
        SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
        String name =
                operator.getKind() == SqlKind.SIMILAR
                        ? "similar_to"
                        : operator.getName().toUpperCase(Locale.ROOT).contains("ILIKE")
                                ? "ilike"
                                : "like";
        Expression like = new Call(name, operands, DataType.BOOLEAN);
        return operator.isNegated() ? not(like) : like;
    }

    private Expression extract(RexCall call) {
        Literal unit = unit(call.getOperands().get(0));
        Expression value = translate(call.getOperands().get(1));
        return function("date_part", List.of(unit, value), type(call));
    }

    private static Literal unit(RexNode flag) {
        TimeUnitRange range = ((RexLiteral) flag).getValueAs(TimeUnitRange.class);
        if (range == null) {
            throw unsupported("the unit " + flag);
        }
        return new Literal(range.name().toLowerCase(Locale.ROOT), DataType.VARCHAR);
    }

    private Expression rounded(String name, RexCall call) {
        Expression value = translate(call.getOperands().get(0));
        if (call.getOperands().size() == 1) {
            return value.type().kind().isInteger()
                    ? value
                    : function(name, List.of(value), type(call));
        }
        if (name.equals("ceil")) {
            throw unsupported("CEIL to a unit of time");
        }
        Literal unit = unit(call.getOperands().get(1));
        return function("date_trunc", List.of(unit, value), type(call));
    }

    private Expression trim(RexCall call) {
        SqlTrimFunction.Flag flag =
                ((RexLiteral) call.getOperands().get(0)).getValueAs(SqlTrimFunction.Flag.class);
        Expression characters = translate(call.getOperands().get(1));
        Expression text = translate(call.getOperands().get(2));
        String name =
                switch (flag) {
                    case LEADING -> "ltrim";
                    case TRAILING -> "rtrim";
                    case BOTH -> "trim";
                    case null -> throw unsupported("TRIM without a side");
                };
        boolean isBlank = characters instanceof Literal literal && " ".equals(literal.value());
        List<Expression> arguments = isBlank ? List.of(text) : List.of(text, characters);
        return function(name, arguments, type(call));
    }

    private Expression other(RexCall call) {
        List<Expression> arguments = translate(call.getOperands());
        if (call.getOperator() instanceof RegistryScalar scalar) {
            return switch (scalar.function().doc().name()) {
                case "if" -> chosen(arguments.get(0), 1, 2, arguments, type(call));
                case "ifnull" -> chosen(isPresent(arguments.get(0)), 0, 1, arguments, type(call));
                case "nvl2" -> chosen(isPresent(arguments.get(0)), 1, 2, arguments, type(call));
                default -> resolved(scalar.function(), arguments, type(call));
            };
        }
        String name = call.getOperator().getName();
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "||" -> concatenation(arguments, type(call));
            case "ITEM" -> function("element_at", arguments, type(call));
            case "ARRAY" -> function("array", elements(arguments, call), type(call));
            case "MAP" -> function("map", arguments, type(call));
            case "ROW" -> function("row", arguments, type(call));
            default -> function(name.toLowerCase(Locale.ROOT), arguments, type(call));
        };
    }

    private static List<Expression> elements(List<Expression> arguments, RexCall call) {
        DataType element = type(call).element();
        return arguments.stream().map(argument -> Casts.cast(argument, element)).toList();
    }

    private Expression concatenation(List<Expression> arguments, DataType type) {
        if (type.kind() == TypeKind.ARRAY) {
            List<Expression> parts = new ArrayList<>();
            for (Expression part : arguments) {
                boolean isArray = part.type().kind() == TypeKind.ARRAY;
                parts.add(
                        isArray
                                ? Casts.cast(part, type)
                                : new Call(
                                        "array", List.of(Casts.cast(part, type.element())), type));
            }
            return new Call("array_concat", parts, type);
        }
        if (type.kind() != TypeKind.VARCHAR) {
            return function("concatenate", arguments, type);
        }
        List<Expression> texts =
                arguments.stream().map(text -> Casts.cast(text, DataType.VARCHAR)).toList();
        return new Call("concatenate", texts, type);
    }

    /// Calls a function that the planner knows by name.
    private Expression function(String name, List<Expression> arguments, DataType type) {
        ScalarFunction function = registry.scalar(name);
        if (function == null) {
            throw unsupported("the function " + name);
        }
        return resolved(function, arguments, type);
    }

    private static Expression resolved(
            ScalarFunction function, List<Expression> arguments, DataType type) {
        List<DataType> types = arguments.stream().map(Expression::type).toList();
        FunctionRegistry.Resolved<?> resolved = FunctionRegistry.resolve(function, types);
        if (resolved == null) {
            throw new SabotException(
                    ErrorCode.TYPE_MISMATCH,
                    function.doc().name()
                            + " does not take "
                            + types
                            + "; it is "
                            + function.doc().syntax());
        }
        List<Expression> coerced = new ArrayList<>(arguments.size());
        for (int index = 0; index < arguments.size(); index++) {
            coerced.add(Casts.cast(arguments.get(index), resolved.coerced().get(index)));
        }
        Expression call = new Call(function.doc().name(), coerced, resolved.result());
        return Casts.cast(call, type);
    }
}
