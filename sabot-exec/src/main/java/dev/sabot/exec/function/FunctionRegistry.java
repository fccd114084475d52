package dev.sabot.exec.function;

import dev.sabot.exec.expression.Expression;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Finds functions by name and argument types. Immutable.
///
/// Names and aliases are matched without case. Operators of SQL are functions too, under the names
/// `add subtract multiply divide modulo negate equal not_equal less less_or_equal greater
/// greater_or_equal is_distinct is_not_distinct not is_null is_not_null is_true is_false
/// is_not_true is_not_false like ilike similar_to concatenate`; the planner maps them.
public final class FunctionRegistry {
    private final Map<String, ScalarFunction> scalars = new TreeMap<>();
    private final Map<String, AggregateFunction> aggregates = new TreeMap<>();
    private final Map<String, ScalarFunction> scalarsByAlias = new HashMap<>();
    private final Map<String, AggregateFunction> aggregatesByAlias = new HashMap<>();

    public FunctionRegistry(
            Collection<ScalarFunction> scalars, Collection<AggregateFunction> aggregates) {
        for (ScalarFunction function : scalars) {
            put(this.scalars, function.doc().name(), function);
            put(scalarsByAlias, function.doc().name(), function);
            for (String alias : function.doc().aliases()) {
                put(scalarsByAlias, alias, function);
            }
        }
        for (AggregateFunction function : aggregates) {
            put(this.aggregates, function.doc().name(), function);
            put(aggregatesByAlias, function.doc().name(), function);
            for (String alias : function.doc().aliases()) {
                put(aggregatesByAlias, alias, function);
            }
        }
    }

    private static <F> void put(Map<String, F> functions, String name, F function) {
        if (functions.put(name, function) != null) {
            throw new IllegalArgumentException("two functions are called " + name);
        }
    }

    /// Returns the scalar function of a name or alias, or null.
    public @Nullable ScalarFunction scalar(String name) {
        return scalarsByAlias.get(name.toLowerCase(Locale.ROOT));
    }

    /// Returns the aggregate function of a name or alias, or null.
    public @Nullable AggregateFunction aggregate(String name) {
        return aggregatesByAlias.get(name.toLowerCase(Locale.ROOT));
    }

    /// Returns all scalar functions by name, aliases not repeated.
    public Collection<ScalarFunction> scalars() {
        return scalars.values();
    }

    /// Returns all aggregate functions by name, aliases not repeated.
    public Collection<AggregateFunction> aggregates() {
        return aggregates.values();
    }

    /// Returns how a scalar function takes arguments of the given types, or null when it cannot.
    public static @Nullable Resolved<ScalarFunction.Signature> resolve(
            ScalarFunction function, List<DataType> arguments) {
        Resolved<ScalarFunction.Signature> best = null;
        for (ScalarFunction.Signature signature : function.signatures()) {
            List<DataType> coerced = signature.coerce(arguments);
            if (coerced != null) {
                int casts = casts(arguments, coerced);
                if (best == null || casts < best.casts()) {
                    DataType result = signature.resultType(coerced);
                    best = new Resolved<>(signature, coerced, result, casts);
                }
            }
        }
        return best;
    }

    /// Returns how an aggregate function takes arguments of the given types, or null when it
    /// cannot.
    public static @Nullable Resolved<AggregateFunction.Signature> resolve(
            AggregateFunction function, List<DataType> arguments) {
        Resolved<AggregateFunction.Signature> best = null;
        for (AggregateFunction.Signature signature : function.signatures()) {
            List<DataType> coerced = signature.coerce(arguments);
            if (coerced != null) {
                int casts = casts(arguments, coerced);
                if (best == null || casts < best.casts()) {
                    DataType result = signature.resultType(coerced);
                    best = new Resolved<>(signature, coerced, result, casts);
                }
            }
        }
        return best;
    }

    private static int casts(List<DataType> arguments, List<DataType> coerced) {
        int casts = 0;
        for (int index = 0; index < coerced.size(); index++) {
            casts += arguments.get(index).equals(coerced.get(index)) ? 0 : 1;
        }
        return casts;
    }

    /// A signature chosen for argument types.
    ///
    /// @param coerced what each argument is cast to first
    /// @param casts how many arguments need a cast
    public record Resolved<S>(S signature, List<DataType> coerced, DataType result, int casts) {}

    /// Returns the constant value of an expression for [ScalarFunction.Signature#kernel], else
    /// null.
    public static @Nullable Object constant(Expression expression) {
        return expression instanceof Expression.Literal literal ? literal.value() : null;
    }
}
