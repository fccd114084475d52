/// Functions of arrays, maps and rows. Indexes count from 1, negative ones from the end.
/// Start with [dev.sabot.exec.function.scalar.nested.NestedFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.nested;

import org.jspecify.annotations.NullMarked;
