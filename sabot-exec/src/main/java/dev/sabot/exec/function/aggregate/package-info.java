/// The aggregate functions of SQL and their accumulators.
/// Start with [dev.sabot.exec.function.aggregate.AggregateFunctions].
@NullMarked
package dev.sabot.exec.function.aggregate;

import org.jspecify.annotations.NullMarked;
