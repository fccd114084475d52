package dev.sabot.sql.statement;

import java.util.Set;

/// `EXPLAIN [(stage, ..)] statement`: shows how the statement runs.
///
/// @param stages the stages asked for, in the order of the enum; empty = the planner's choice
/// @param statement what is explained; never an EXPLAIN itself
public record ExplainStatement(StatementText text, Set<Stage> stages, Statement statement)
        implements Statement {

    public ExplainStatement {
        stages = Set.copyOf(stages);
    }

    /// The text forms of a plan.
    public enum Stage {
        /// The optimized relational tree.
        LOGICAL,
        /// The physical plan.
        PHYSICAL,
        /// The pipelines, cut at their breakers.
        PIPELINE,
        /// What each operator keeps, and what bounds it.
        STATE,
        /// The pipelines with what a real run measured: the statement is executed.
        ANALYZE
    }
}
