/// Grouping and aggregation: rows to groups to results, in parallel tasks.
/// Start with [dev.sabot.exec.operator.aggregate.HashAggregate].
@NullMarked
package dev.sabot.exec.operator.aggregate;

import org.jspecify.annotations.NullMarked;
