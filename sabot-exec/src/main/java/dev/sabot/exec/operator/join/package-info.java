/// Joins of two inputs: the right one is built into a table, the left one probes it.
/// Start with [dev.sabot.exec.operator.join.HashJoinBuild];
/// [dev.sabot.exec.operator.join.ProbeTask] is the loop over probe batches,
/// [dev.sabot.exec.operator.join.JoinIndex] what it looks keys up in.
@NullMarked
package dev.sabot.exec.operator.join;

import org.jspecify.annotations.NullMarked;
