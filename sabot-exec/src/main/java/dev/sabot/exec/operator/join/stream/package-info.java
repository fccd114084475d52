/// Joins of two unbounded inputs.
/// Start with [dev.sabot.exec.operator.join.stream.StreamJoin].
@NullMarked
package dev.sabot.exec.operator.join.stream;

import org.jspecify.annotations.NullMarked;
