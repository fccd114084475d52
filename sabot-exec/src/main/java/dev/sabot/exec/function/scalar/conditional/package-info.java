/// Functions that choose among their arguments or tell of them.
/// Start with [dev.sabot.exec.function.scalar.conditional.ConditionalFunctions].
@NullMarked
package dev.sabot.exec.function.scalar.conditional;

import org.jspecify.annotations.NullMarked;
