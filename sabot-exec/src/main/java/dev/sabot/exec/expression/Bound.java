package dev.sabot.exec.expression;

import dev.sabot.exec.function.Kernel;
import dev.sabot.exec.function.NullRule;
import dev.sabot.exec.function.ScalarFunction;
import dev.sabot.exec.function.Volatility;
import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A node of an expression whose functions are resolved and whose implicit casts are explicit.
sealed interface Bound {
    DataType type();

    /// Says whether the value is the same for every row of a statement.
    boolean isConstant();

    record Column(Expression.ColumnReference reference) implements Bound {
        @Override
        public DataType type() {
            return reference.type();
        }

        @Override
        public boolean isConstant() {
            return false;
        }
    }

    record Constant(Expression.Literal literal) implements Bound {
        @Override
        public DataType type() {
            return literal.type();
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    record Parameter(Expression.Parameter parameter) implements Bound {
        @Override
        public DataType type() {
            return parameter.type();
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    /// Calls a function.
    ///
    /// @param kernel null when it waits for the values of parameters
    record Call(
            ScalarFunction function,
            ScalarFunction.Signature signature,
            List<Bound> arguments,
            DataType type,
            @Nullable Kernel kernel)
            implements Bound {
        @Override
        public boolean isConstant() {
            return function.volatility() != Volatility.VOLATILE && allConstant(arguments);
        }

        CallEvaluator.Traits traits() {
            return new CallEvaluator.Traits(
                    function.nullRule() == NullRule.PROPAGATE,
                    function.volatility() == Volatility.VOLATILE,
                    function.canFail());
        }
    }

    /// Applies a null-propagating kernel that is no function: a cast or IN.
    record Apply(Bound argument, DataType type, Kernel kernel, boolean canFail) implements Bound {
        @Override
        public boolean isConstant() {
            return argument.isConstant();
        }
    }

    /// Takes the values of another type that are stored alike and are all values of this type too.
    record Retyped(Bound argument, DataType type) implements Bound {
        @Override
        public boolean isConstant() {
            return argument.isConstant();
        }
    }

    record Logical(List<Bound> terms, boolean isAnd) implements Bound {
        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }

        @Override
        public boolean isConstant() {
            return allConstant(terms);
        }
    }

    record Not(Bound argument) implements Bound {
        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }

        @Override
        public boolean isConstant() {
            return argument.isConstant();
        }
    }

    /// Has one value more than conditions: the last is ELSE.
    record Case(List<Bound> conditions, List<Bound> values, DataType type) implements Bound {
        @Override
        public boolean isConstant() {
            return allConstant(conditions) && allConstant(values);
        }
    }

    private static boolean allConstant(List<Bound> nodes) {
        return nodes.stream().allMatch(Bound::isConstant);
    }
}
