/// INTERSECT and EXCEPT of sets and multisets.
/// Start with [dev.sabot.exec.operator.set.SetOperationState].
@NullMarked
package dev.sabot.exec.operator.set;

import org.jspecify.annotations.NullMarked;
