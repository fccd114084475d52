package dev.sabot.exec.plan;

import dev.sabot.connector.TableHandle;
import dev.sabot.connector.WriteRequest;
import dev.sabot.exec.expression.Expression;
import dev.sabot.exec.expression.Expression.Literal;
import dev.sabot.type.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What to run: an immutable, serializable tree of operators.
///
/// Expressions of a node refer to the columns of its input by index; those of a join to the columns
/// of the left input followed by those of the right.
public sealed interface PhysicalPlan {
    PlanProperties properties();

    /// Returns the inputs in order.
    List<PhysicalPlan> inputs();

    default Schema schema() {
        return properties().schema();
    }

    /// Reads columns of a table, leaving out rows that fail the filter.
    ///
    /// @param columns table column indexes, in output order
    /// @param filter over the output columns; null when all rows pass
    /// @param limit no more rows than this are needed, or -1; a hint, a Limit stands above
    /// @param rowTime how watermarks arise; null without event time and of bounded tables
    record Scan(
            TableHandle table,
            List<Integer> columns,
            @Nullable Expression filter,
            long limit,
            @Nullable RowTime rowTime,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// Gives constant rows.
    record Values(List<List<Literal>> rows, PlanProperties properties) implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// Gives `start, start + step, …` up to and including `stop`: one BIGINT (or by expression
    /// type) column. The arguments are constants or parameters.
    record Series(Expression start, Expression stop, Expression step, PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// Keeps the rows where the predicate is true.
    record Filter(PhysicalPlan input, Expression predicate, PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Computes one output column per expression.
    record Project(PhysicalPlan input, List<Expression> expressions, PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Groups and aggregates; DISTINCT is this without calls.
    ///
    /// **Shape**: the key columns, then one column per call. With several grouping sets, a key that
    /// is not in a row's set is null. No keys: one row, even of no input (in the SINGLE and FINAL
    /// phases).
    ///
    /// @param keys input column indexes
    /// @param groupingSets indexes into `keys`, ascending; `[[0..n-1]]` for plain GROUP BY
    /// @param stream when groups of an unbounded input are given; null over bounded input
    record Aggregate(
            PhysicalPlan input,
            List<Integer> keys,
            List<List<Integer>> groupingSets,
            List<AggregateCall> calls,
            Phase phase,
            @Nullable StreamGrouping stream,
            PlanProperties properties)
            implements PhysicalPlan {
        /// SINGLE reads rows and gives results; PARTIAL gives keys and states; FINAL reads those.
        public enum Phase {
            SINGLE,
            PARTIAL,
            FINAL
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Joins on equal keys; builds a hash table of the right input and probes it with the left.
    ///
    /// **Shape**: left columns then right columns; only left columns for SEMI and ANTI, only
    /// right columns for RIGHT_SEMI and RIGHT_ANTI; left columns and a nullable BOOLEAN for MARK.
    ///
    /// @param nullSafe per key, whether null equals null
    /// @param residual a further condition over left then right columns, or null
    record HashJoin(
            PhysicalPlan left,
            PhysicalPlan right,
            JoinType type,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Boolean> nullSafe,
            @Nullable Expression residual,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(left, right);
        }
    }

    /// Joins two inputs of which both may be unbounded: every row meets the rows of the other side
    /// that came before it, and is kept for those that come after.
    ///
    /// **Shape**: as [HashJoin]. Weights multiply. Only INNER joins give rows before the inputs'
    /// watermarks pass a row's retention; outer, semi and anti joins give the unmatched then.
    ///
    /// @param leftRetention how long left rows are kept; null = for ever (a bounded side, or
    ///     unbounded state that the user allowed)
    /// @param rightRetention how long right rows are kept; null = for ever
    record StreamJoin(
            PhysicalPlan left,
            PhysicalPlan right,
            JoinType type,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Boolean> nullSafe,
            @Nullable Expression residual,
            @Nullable Retention leftRetention,
            @Nullable Retention rightRetention,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(left, right);
        }
    }

    /// Puts every row into the windows its event time lies in: the input's columns, then
    /// window_start, window_end and window_time (end minus 1 ms), of the time column's type.
    ///
    /// A row lies in `size / slide` windows (TUMBLE: slide = size, one window) `[start, start +
    /// size)` with `start = offset + n * slide`, also before 1970. Rows whose time is null are an
    /// error in bounded plans and dead letters in unbounded ones.
    ///
    /// @param timeColumn a TIMESTAMP column of the input
    record WindowTable(
            PhysicalPlan input,
            int timeColumn,
            long sizeMicros,
            long slideMicros,
            long offsetMicros,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Joins on any condition by comparing all pairs; a null condition gives the cross product.
    record NestedLoopJoin(
            PhysicalPlan left,
            PhysicalPlan right,
            JoinType type,
            @Nullable Expression condition,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(left, right);
        }
    }

    /// Orders all rows.
    record Sort(PhysicalPlan input, List<SortKey> keys, PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Orders rows and keeps `limit` of them after the first `offset`.
    record TopN(
            PhysicalPlan input,
            List<SortKey> keys,
            long offset,
            long limit,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Keeps `limit` rows (-1: all) after the first `offset`, in input order where there is one.
    record Limit(PhysicalPlan input, long offset, long limit, PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Gives the rows of all inputs, in no order.
    record UnionAll(List<PhysicalPlan> inputs, PlanProperties properties) implements PhysicalPlan {}

    /// WITH RECURSIVE: gives the rows of the first input, then those of the second, computed again
    /// over the rows of its last run until it gives none.
    ///
    /// @param table the number by which a [RecursiveScan] in the step names the last rows
    /// @param isAll false for UNION, which gives no row twice
    record Recursion(
            PhysicalPlan seed,
            PhysicalPlan step,
            int table,
            boolean isAll,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(seed, step);
        }
    }

    /// Gives the last rows of the [Recursion] around, by its number.
    record RecursiveScan(int table, PlanProperties properties) implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of();
        }
    }

    /// INTERSECT and EXCEPT, of sets or (ALL) of multisets; rows with equal nulls are equal.
    record SetOperation(
            PhysicalPlan left,
            PhysicalPlan right,
            Kind kind,
            boolean isAll,
            PlanProperties properties)
            implements PhysicalPlan {
        /// Which rows remain.
        public enum Kind {
            INTERSECT,
            EXCEPT
        }

        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(left, right);
        }
    }

    /// Appends one column per window call; all calls share partition and order.
    record Window(
            PhysicalPlan input,
            List<Integer> partitionKeys,
            List<SortKey> orderKeys,
            List<WindowCall> calls,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Gives one row per element of an array (or entry of a map) beside the columns of its input
    /// row.
    ///
    /// @param column the ARRAY or MAP column
    /// @param withOrdinality whether an INTEGER column counting from 1 follows
    /// @param isOuter whether a row with an empty or null array appears once, with nulls
    record Unnest(
            PhysicalPlan input,
            int column,
            boolean withOrdinality,
            boolean isOuter,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Writes the input to a table and gives one BIGINT row: the number of rows written.
    record TableWrite(
            PhysicalPlan input,
            TableHandle table,
            WriteRequest.Mode mode,
            PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }

    /// Hands rows to other tasks by a partitioning.
    record Exchange(PhysicalPlan input, Partitioning partitioning, PlanProperties properties)
            implements PhysicalPlan {
        @Override
        public List<PhysicalPlan> inputs() {
            return List.of(input);
        }
    }
}
