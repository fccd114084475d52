package dev.sabot.exec.expression;

import dev.sabot.type.DataType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A typed expression over the columns of one input: immutable, serializable, free of the planner.
///
/// Functions are named; the registry resolves them by name and argument types. Only what must
/// control the evaluation of its arguments is a form of its own.
public sealed interface Expression {
    DataType type();

    /// Reads an input column.
    record ColumnReference(int column, DataType type) implements Expression {}

    /// A constant.
    ///
    /// **Range**: null, Boolean, Long (integers, dates, times, timestamps, intervals in their
    /// unit), BigInteger (unscaled DECIMAL), Double, String (VARCHAR), byte[] (VARBINARY), List
    /// (ARRAY, ROW), Map (MAP).
    record Literal(@Nullable Object value, DataType type) implements Expression {
        public static final Literal TRUE = new Literal(true, DataType.BOOLEAN);
        public static final Literal FALSE = new Literal(false, DataType.BOOLEAN);
    }

    /// A value bound when the statement is executed, counted from 0.
    record Parameter(int index, DataType type) implements Expression {}

    /// Calls a scalar function of the registry; all arguments are evaluated first.
    record Call(String function, List<Expression> arguments, DataType type) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// SQL AND: later terms are evaluated only on rows that earlier ones did not make false.
    record Conjunction(List<Expression> terms) implements Expression {
        public Conjunction {
            terms = List.copyOf(terms);
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }
    }

    /// SQL OR: later terms are evaluated only on rows that earlier ones did not make true.
    record Disjunction(List<Expression> terms) implements Expression {
        public Disjunction {
            terms = List.copyOf(terms);
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }
    }

    /// The value of the first branch whose condition is true, evaluated on those rows only.
    /// COALESCE, NULLIF and IF are planned as this.
    record Case(List<Branch> branches, Expression otherwise, DataType type) implements Expression {
        public Case {
            branches = List.copyOf(branches);
        }

        /// One WHEN.
        public record Branch(Expression condition, Expression value) {}
    }

    /// Converts; a failing TRY_CAST gives null, a failing CAST is INVALID_CAST or OVERFLOW.
    record Cast(Expression argument, DataType type, boolean isTry) implements Expression {}

    /// SQL IN over constants of the value's type; `members` may hold null.
    record In(Expression value, List<Literal> members) implements Expression {
        public In {
            members = List.copyOf(members);
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN;
        }
    }
}
